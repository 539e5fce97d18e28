/// Writes sidecars: same content, same bytes.
public enum SidecarWriter {
  /// The bytes of a sidecar as they stand on disk.
  public static func encode(_ sidecar: Sidecar) -> [UInt8] {
    encode(sidecar) { index, writer in
      writer.object { write(sidecar.codings[index], &$0) }
    }
  }

  /// The same, each coding written by who knows more of it than its value.
  static func encode(
    _ sidecar: Sidecar,
    coding: (_ index: Int, inout JSONWriter) -> Void
  ) -> [UInt8] {
    // Into the array itself: to copy them out of a writer's memory would move all bytes once more.
    var longer: [UInt8]?
    let bytes = [UInt8](unsafeUninitializedCapacity: 1024 + sidecar.codings.count * 640) {
      guard var writer = JSONWriter(into: $0) else { return }
      writer.object { write(sidecar, coding, &$0) }
      writer.finish()
      if writer.isOwner { longer = writer.bytes } else { $1 = writer.count }
    }
    return longer ?? bytes
  }

  private static func write(
    _ sidecar: Sidecar,
    _ coding: (_ index: Int, inout JSONWriter) -> Void,
    _ writer: inout JSONWriter
  ) {
    writer.key("format")
    writer.string("emic/sidecar")
    writer.key("version")
    writer.number(sidecar.version)
    writer.key("coder")
    writer.string(sidecar.coder.text)
    writer.key("transcript")
    writer.object { write(sidecar.source, &$0) }
    writer.key("status")
    writer.object { write(sidecar.status, &$0) }
    writer.key("codings")
    writer.array(Array(sidecar.codings.indices)) { coding($1, &$0) }
    if !sidecar.memos.isEmpty {
      writer.key("memos")
      writer.array(sidecar.memos) { writer, memo in writer.object { write(memo, &$0) } }
    }
    if !sidecar.nothingHere.isEmpty {
      writer.key("nothing-here")
      writer.array(sidecar.nothingHere) { writer, turn in writer.object { write(turn, &$0) } }
    }
    let kept = Kept(
      sidecar.kept,
      known: ["links", "settled"],
      leftOutWhenEmpty: sidecar.settled.isEmpty ? ["links"] : ["links", "settled"]
    )
    kept.writeKnown(&writer)
    if !sidecar.settled.isEmpty {
      writer.key("settled")
      writer.array(sidecar.settled) { $0.value($1.json) }
    }
    if !sidecar.removed.isEmpty {
      writer.key("removed")
      writer.array(sidecar.removed) { writer, removal in writer.object { write(removal, &$0) } }
    }
    if !sidecar.log.isEmpty {
      writer.key("log")
      writer.array(sidecar.log) { $0.value($1) }
    }
    kept.writeUnknown(&writer)
  }

  private static func write(_ source: Sidecar.Source, _ writer: inout JSONWriter) {
    writer.key("file")
    writer.string(source.file)
    writer.key("sha256")
    writer.string(source.sha256)
    writer.key("length")
    writer.number(source.length)
    writer.key("unit")
    writer.string("unicode-scalar")
    for member in source.kept { writer.member(member) }
  }

  static func write(_ status: Sidecar.Status, _ writer: inout JSONWriter) {
    writer.key("state")
    writer.string(status.state.rawValue)
    writer.key("at")
    writer.time(status.at)
    writer.key("codebook")
    writer.number(status.codebook)
    for member in status.kept { writer.member(member) }
  }

  static func write(_ coding: Coding, _ writer: inout JSONWriter) {
    writer.key("id")
    writer.string(coding.id)
    writer.key("code")
    writer.string(coding.code.text)
    writer.key("start")
    writer.number(coding.span.start)
    writer.key("end")
    writer.number(coding.span.end)
    writer.key("quote")
    writer.string(coding.words, coding.words.quote)
    writer.key("before")
    writer.string(coding.words, coding.words.before)
    writer.key("after")
    writer.string(coding.words, coding.words.after)
    writer.key("codebook")
    writer.number(coding.codebook)
    writer.key("created")
    writer.time(coding.created)
    writer.key("modified")
    writer.time(coding.modified)
    if coding.hasMemo {
      writer.key("memo")
      writer.string(coding.words, coding.words.memo)
    }
    guard coding.rare != nil else { return }
    if !coding.flags.isEmpty {
      writer.key("flags")
      writer.array(coding.flags) { $0.string($1.text) }
    }
    if let replacement = coding.replacement, !replacement.isEmpty {
      writer.key("replacement")
      writer.string(replacement)
    }
    guard !coding.kept.isEmpty || coding.settlement != nil else { return }
    let kept = Kept(
      coding.kept,
      known: ["translation"] + Settlement.keys,
      leftOutWhenEmpty: ["translation"]
    )
    kept.writeKnown(&writer)
    for member in coding.settlement?.members ?? [] { writer.member(member) }
    kept.writeUnknown(&writer)
  }

  static func write(_ memo: Memo, _ writer: inout JSONWriter) {
    writer.key("id")
    writer.string(memo.id.text)
    writer.key("at")
    writer.time(memo.at)
    writer.key("text")
    writer.string(memo.text)
    for member in memo.kept { writer.member(member) }
  }

  static func write(_ turn: Sidecar.NothingHere, _ writer: inout JSONWriter) {
    writer.key("start")
    writer.number(turn.span.start)
    writer.key("end")
    writer.number(turn.span.end)
    writer.key("at")
    writer.time(turn.at)
    for member in turn.kept { writer.member(member) }
  }

  static func write(_ removal: Sidecar.Removal, _ writer: inout JSONWriter) {
    writer.key("id")
    writer.string(removal.id)
    writer.key("at")
    writer.time(removal.at)
    if let into = removal.into {
      writer.key("into")
      writer.string(into.text)
    }
    for member in removal.kept { writer.member(member) }
  }

  /// Kept members: those with a place of their own, and those that follow.
  private struct Kept {
    var known: [JSONMember]
    var unknown: [JSONMember]

    init(_ members: [JSONMember], known names: [String], leftOutWhenEmpty: [String]) {
      let present = members.filter { !leftOutWhenEmpty.contains($0.key) || !$0.value.isEmpty }
      known = names.compactMap { name in present.first { $0.key == name } }
      unknown = present.filter { !names.contains($0.key) }
    }

    func writeKnown(_ writer: inout JSONWriter) {
      for member in known { writer.member(member) }
    }

    func writeUnknown(_ writer: inout JSONWriter) {
      for member in unknown { writer.member(member) }
    }
  }
}

extension JSONValue {
  /// Whether it is an empty list, object or text, or `null`.
  var isEmpty: Bool {
    switch self {
    case .null: true
    case .string(let text): text.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    case .bool, .number: false
    }
  }
}

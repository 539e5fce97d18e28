/// One line of a history: what was done, and both states of what it changed, without quotations.
struct HistoryLine: Sendable {
  let act: ChangeHistory.Act
  let at: Timestamp
  /// What was done, undone or redone; `nil` on an *undo* or *redo* of earlier versions of emic, which
  /// are about the line that is next in turn.
  let change: Change?
  /// Whether it was decided on the recode queue.
  let isRecoding: Bool
  /// Of several who write into one history, who did it; `nil` in those of one coder, and on a line of
  /// earlier versions of emic.
  let by: Coder.ID?

  init(
    act: ChangeHistory.Act,
    at: Timestamp,
    change: Change?,
    isRecoding: Bool = false,
    by: Coder.ID? = nil
  ) {
    self.act = act
    self.at = at
    self.change = change
    self.isRecoding = isRecoding
    self.by = by
  }

  /// Whether an adjudicator did it.
  func isDone(by adjudicator: Coder.ID) -> Bool { maker == adjudicator }

  /// Who did it; where the line does not say so, who made the verdict.
  var maker: Coder.ID? { by ?? change?.adjudicator }

  var bytes: [UInt8] {
    var members = [
      JSONMember("act", .string(act.rawValue)), JSONMember("at", .string(at.text)),
    ]
    if let by { members.append(JSONMember("by", .string(by.text))) }
    if isRecoding { members.append(JSONMember("recoding", true)) }
    if let change {
      members.append(JSONMember("summary", .string(change.summary)))
      members.append(JSONMember("edits", .array(change.edits.map(Self.tree))))
    }
    return JSONValue.object(members).compact() + [Ascii.lineFeed]
  }

  /// - Returns: `nil` for a torn line, and one whose spans do not fit the text.
  init?(_ bytes: [UInt8], _ transcript: Transcript) {
    self.init(bytes) { Self.quoted($0, transcript) }
  }

  /// A line with other words than those of a text as it is; `nil` for a torn one, and one that does not fit.
  ///
  /// - Parameters:
  ///   - bytes: of the line.
  ///   - quoted: a coding with its words, which no line holds; `nil` where it does not fit.
  init?(_ bytes: [UInt8], quoted: (Coding) -> Coding?) {
    guard let value = try? JSONValue(reading: bytes),
      let act = value["act"]?.string.flatMap({ ChangeHistory.Act(rawValue: $0) }),
      let at = value["at"]?.string.flatMap({ Timestamp($0) })
    else { return nil }
    self.act = act
    self.at = at
    isRecoding = value["recoding"] == true
    by = value["by"]?.string.map { Coder.ID($0) }
    guard case .array(let edits)? = value["edits"] else {
      change = nil
      return
    }
    var read: [Change.Edit] = []
    for edit in edits {
      guard let edit = Self.edit(edit, quoted) else { return nil }
      read.append(edit)
    }
    change = Change(value["summary"]?.string ?? "", read)
  }

  /// When a change was done, undone or done again of which a line tells, whether it fits a text or not; `nil` for
  /// other lines, and for a torn one.
  static func time(ofChangeIn bytes: [UInt8]) -> Timestamp? {
    guard let value = try? JSONValue(reading: bytes), case .array? = value["edits"],
      value["act"]?.string.flatMap({ ChangeHistory.Act(rawValue: $0) }) != nil
    else { return nil }
    return value["at"]?.string.flatMap { Timestamp($0) }
  }

  /// Whether it may tell of a change: other lines that can be read do not, torn ones may.
  static func isOfChange(_ bytes: [UInt8]) -> Bool {
    guard let value = try? JSONValue(reading: bytes) else { return true }
    return value["act"]?.string.flatMap { ChangeHistory.Act(rawValue: $0) } != nil
  }

  /// Whether it may tell of a change, or tells that something else has changed the sidecar.
  static func tellsOfWork(_ bytes: [UInt8]) -> Bool {
    isOfChange(bytes) || HistoryNote.checkpoint.time(in: bytes) != nil
  }

  /// Whether it takes a change out of what can be undone, and changes nothing.
  static func isDrop(_ bytes: [UInt8]) -> Bool {
    (try? JSONValue(reading: bytes))?["act"] == .string(ChangeHistory.Act.drop.rawValue)
  }

  /// Whether a flag that protects words may be in it; of a torn one nobody knows.
  static func mayProtect(_ bytes: [UInt8]) -> Bool {
    guard (try? JSONValue(reading: bytes)) != nil else { return true }
    let line = String(decoding: bytes, as: UTF8.self)
    return Coding.protections.contains { line.contains("\"\($0.text)\"") }
  }

  /// Whether two lines are about the same change, whatever was done with it.
  ///
  /// What was undone may stand there as it was done or the other way round.
  func isAbout(_ other: Change) -> Bool {
    func edits(_ change: Change) -> [JSONValue] { change.edits.map(Self.tree) }
    guard let change else { return true }
    let mine = edits(change)
    return mine == edits(other) || act != .do && mine == edits(other.inverse)
  }

  private static func tree(_ edit: Change.Edit) -> JSONValue {
    func sides(_ kind: String, _ before: JSONValue?, _ after: JSONValue?) -> [JSONMember] {
      [
        JSONMember("kind", .string(kind)), JSONMember("before", before ?? .null),
        JSONMember("after", after ?? .null),
      ]
    }
    switch edit {
    case .coding(let before, let after, let into):
      let into = into.map { [JSONMember("into", .string($0.text))] } ?? []
      return .object(sides("coding", before.map(tree), after.map(tree)) + into)
    case .memo(let before, let after):
      return .object(
        sides("memo", before.map { $0.bytes }.map(tree), after.map { $0.bytes }.map(tree))
      )
    case .nothingHere(let before, let after):
      return .object(
        sides("nothing-here", before.map { $0.bytes }.map(tree), after.map { $0.bytes }.map(tree))
      )
    case .link(let before, let after):
      return .object(sides("link", before?.json, after?.json))
    case .settled(let before, let after):
      return .object(sides("settled", before?.json, after?.json))
    case .proposal(let before, let after):
      return .object(sides("proposal", before.map(tree), after.map(tree)))
    }
  }

  private static func tree(_ proposal: Code) -> JSONValue {
    .string(ProposalsFile.text(of: [proposal]))
  }

  private static func tree(_ coding: Coding) -> JSONValue {
    var short = coding
    (short.quote, short.before, short.after) = ("", "", "")
    return tree(short.bytes)
  }

  private static func tree(_ bytes: [UInt8]) -> JSONValue {
    (try? JSONValue(reading: bytes)) ?? .null
  }

  private static func edit(
    _ value: JSONValue,
    _ quoted: (Coding) -> Coding?
  ) -> Change.Edit? {
    func sides<Value>(
      _ read: (inout SidecarParser) throws -> Value
    ) -> (before: Value?, after: Value?)? {
      var result: [Value?] = []
      for key in ["before", "after"] {
        guard let side = value[key], side != .null else {
          result.append(nil)
          continue
        }
        guard let part = try? SidecarParser.read(side.printed(), read) else { return nil }
        result.append(part)
      }
      return (result[0], result[1])
    }
    switch value["kind"]?.string {
    case "coding":
      guard let (before, after) = sides({ try $0.readCoding() }) else { return nil }
      let (old, new) = (before.flatMap(quoted), after.flatMap(quoted))
      guard (old == nil) == (before == nil), (new == nil) == (after == nil) else { return nil }
      return .coding(before: old, after: new, into: value["into"]?.string.map { Coding.ID($0) })
    case "memo":
      return sides { try $0.readMemo() }.map { .memo(before: $0.before, after: $0.after) }
    case "nothing-here":
      return sides { try $0.readNothingHere() }
        .map { .nothingHere(before: $0.before, after: $0.after) }
    case "link":
      return .link(
        before: value["before"].flatMap { Link($0) },
        after: value["after"].flatMap { Link($0) }
      )
    case "settled":
      func side(_ key: String) -> Sidecar.Settled? {
        value[key].flatMap { $0 == .null ? nil : Sidecar.Settled(json: $0) }
      }
      return .settled(before: side("before"), after: side("after"))
    case "proposal":
      return .proposal(before: proposal(value["before"]), after: proposal(value["after"]))
    default: return nil
    }
  }

  private static func proposal(_ value: JSONValue?) -> Code? {
    guard let text = value?.string else { return nil }
    return try? ProposalsFile.read(Array(text.utf8), file: "history").first
  }

  /// A coding with the words that stand at its place; `nil` where that is outside the text.
  static func quoted(_ coding: Coding, _ transcript: Transcript) -> Coding? {
    let (text, span) = (transcript.text, coding.span)
    guard span.end <= text.scalarCount else { return nil }
    var coding = coding
    coding.quote = text[span]
    coding.before = text[Span(max(0, span.start - 32)..<span.start)]
    coding.after = text[Span(span.end..<min(text.scalarCount, span.end + 32))]
    return coding
  }
}

extension SidecarParser {
  /// Reads one part of a sidecar from bytes of its own.
  static func read<Value>(
    _ bytes: [UInt8],
    _ part: (inout SidecarParser) throws -> Value
  ) throws -> Value {
    try bytes.withUnsafeBufferPointer { buffer in
      var parser = SidecarParser(buffer, of: bytes)
      try parser.reader.start()
      let value = try part(&parser)
      try parser.reader.finish()
      return value
    }
  }
}

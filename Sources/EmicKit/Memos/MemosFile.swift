/// One coder's memos on codes, cases and the study: `memos.coder-a.json`.
///
/// Not private until submission, as those in a sidecar are; who still codes blind sees only their own.
/// The file also says of which transcripts others' codings were shown to a coder who had no sidecar of
/// them that could say so.
public struct MemosFile: Hashable, Sendable {
  /// What a memo is about.
  public enum Subject: Hashable, Sendable {
    case code(Code.ID)
    /// By the case's name in `cases.csv`.
    case `case`(String)
    case study
  }

  public struct Entry: Hashable, Sendable {
    public let subject: Subject
    public var memo: Memo

    public init(_ subject: Subject, _ memo: Memo) {
      self.subject = subject
      self.memo = memo
    }
  }

  public var coder: Coder.ID
  public var entries: [Entry]
  /// When others' codings of a transcript were first shown to the coder, by its path.
  public var reveals: [String: Timestamp]
  /// When memos were taken away, by their ids; kept for ever, as the tombstones of a sidecar: what is lacking without one
  /// was lost.
  public var removed: [Memo.ID: Timestamp]
  /// Top-level keys that this version keeps without reading them.
  public var kept: [JSONMember]

  public init(
    coder: Coder.ID,
    entries: [Entry] = [],
    reveals: [String: Timestamp] = [:],
    removed: [Memo.ID: Timestamp] = [:],
    kept: [JSONMember] = []
  ) {
    self.coder = coder
    self.entries = entries
    self.reveals = reveals
    self.removed = removed
    self.kept = kept
  }

  /// Notes that others' codings of a transcript were shown; of two times the earlier one is kept.
  public mutating func note(revealOf transcript: String, at time: Timestamp) {
    reveals[transcript] = reveals[transcript].map { min($0, time) } ?? time
  }

  /// Notes that a memo was taken away; of two times the later one is kept.
  mutating func note(removalOf id: Memo.ID, at time: Timestamp) {
    removed[id] = removed[id].map { max($0, time) } ?? time
  }

  /// Whether a memo was taken away, at a time or later.
  func hasRemoved(_ id: Memo.ID, since time: Timestamp) -> Bool {
    removed[id].map { $0 >= time } ?? false
  }
}

extension MemosFile {
  /// - Parameters:
  ///   - bytes: the file as it is on disk.
  ///   - file: the name under which messages speak of it.
  /// - Returns: the memos in the order of the file.
  /// - Throws: the first problem; *cannot read* never means *empty*.
  public static func read(_ bytes: [UInt8], file: String) throws(MemosFileError) -> MemosFile {
    let root: JSONValue
    do throws(JSONProblem) {
      root = try JSONValue(reading: bytes)
    } catch {
      throw MemosFileError(file: file, line: error.line, problem: .json(error.kind))
    }
    func refused(_ problem: MemosFileError.Problem) -> MemosFileError {
      MemosFileError(file: file, line: nil, problem: problem)
    }
    guard case .object(let members) = root, root["format"]?.string == "emic/memos" else {
      throw refused(.format(root["format"]?.string))
    }
    guard let version = root["version"]?.int else { throw refused(.missing("version")) }
    guard version == 1 else { throw refused(.newerVersion(version)) }
    guard let coder = root["coder"]?.string, Coder.isWellFormed(coder) else {
      throw refused(.missing("coder"))
    }
    guard case .array(let memos)? = root["memos"] else { throw refused(.missing("memos")) }
    var entries: [Entry] = []
    for (place, memo) in memos.enumerated() {
      guard let entry = Entry(memo) else { throw refused(.memo(place + 1)) }
      entries.append(entry)
    }
    let known = ["format", "version", "coder", "memos", "reveals", "removed"]
    var file = MemosFile(
      coder: Coder.ID(coder),
      entries: entries,
      kept: members.filter { !known.contains($0.key) }
    )
    func times(_ key: String, of name: String) throws(MemosFileError) -> [(String, Timestamp)] {
      guard let list = root[key] else { return [] }
      guard case .array(let items) = list else { throw refused(.missing(key)) }
      var times: [(String, Timestamp)] = []
      for (place, item) in items.enumerated() {
        guard let what = item[name]?.string, !what.isEmpty,
          let at = item["at"]?.string.flatMap({ Timestamp($0) })
        else { throw refused(.time(of: name, in: key, place + 1)) }
        times.append((what, at))
      }
      return times
    }
    for (transcript, at) in try times("reveals", of: "transcript") {
      file.note(revealOf: transcript, at: at)
    }
    for (id, at) in try times("removed", of: "id") { file.note(removalOf: Memo.ID(id), at: at) }
    return file
  }

  /// The file's bytes, printed as sidecars are.
  public var bytes: [UInt8] {
    JSONValue.object(
      [
        JSONMember("format", "emic/memos"), JSONMember("version", 1),
        JSONMember("coder", .string(coder.text)),
        JSONMember("memos", .array(entries.map(\.json))),
      ] + Self.list("reveals", "transcript", reveals.map { ($0, $1) })
        + Self.list("removed", "id", removed.map { ($0.text, $1) }) + kept
    ).printed()
  }

  /// Times by name; left out where there are none.
  private static func list(
    _ key: String,
    _ name: String,
    _ times: [(String, Timestamp)]
  ) -> [JSONMember] {
    guard !times.isEmpty else { return [] }
    let items = times.sorted { $0.0 < $1.0 }.map { what, time in
      JSONValue.object([JSONMember(name, .string(what)), JSONMember("at", .string(time.text))])
    }
    return [JSONMember(key, .array(items))]
  }
}

extension MemosFile.Entry {
  fileprivate init?(_ value: JSONValue) {
    guard case .object(let members) = value, let id = value["id"]?.string,
      let at = value["at"]?.string.flatMap({ Timestamp($0) }), let text = value["text"]?.string,
      case .object(let subjects)? = value["on"], subjects.count == 1
    else { return nil }
    let name = subjects[0].value.string
    switch (subjects[0].key, name) {
    case ("code", let name?): subject = .code(Code.ID(name))
    case ("case", let name?): subject = .case(name)
    case ("study", _): subject = .study
    default: return nil
    }
    memo = Memo(
      id: Memo.ID(id),
      at: at,
      text: text,
      kept: members.filter { !["id", "on", "at", "text"].contains($0.key) }
    )
  }

  fileprivate var json: JSONValue {
    let on =
      switch subject {
      case .code(let id): JSONMember("code", .string(id.text))
      case .case(let name): JSONMember("case", .string(name))
      case .study: JSONMember("study", true)
      }
    return .object(
      [
        JSONMember("id", .string(memo.id.text)), JSONMember("on", .object([on])),
        JSONMember("at", .string(memo.at.text)), JSONMember("text", .string(memo.text)),
      ] + memo.kept
    )
  }
}

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
  /// Top-level keys that this version keeps without reading them.
  public var kept: [JSONMember]

  public init(
    coder: Coder.ID,
    entries: [Entry] = [],
    reveals: [String: Timestamp] = [:],
    kept: [JSONMember] = []
  ) {
    self.coder = coder
    self.entries = entries
    self.reveals = reveals
    self.kept = kept
  }

  /// Notes that others' codings of a transcript were shown; of two times the earlier one is kept.
  public mutating func note(revealOf transcript: String, at time: Timestamp) {
    reveals[transcript] = reveals[transcript].map { min($0, time) } ?? time
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
    let known = ["format", "version", "coder", "memos", "reveals"]
    var file = MemosFile(
      coder: Coder.ID(coder),
      entries: entries,
      kept: members.filter { !known.contains($0.key) }
    )
    guard let reveals = root["reveals"] else { return file }
    guard case .array(let items) = reveals else { throw refused(.missing("reveals")) }
    for (place, item) in items.enumerated() {
      guard let transcript = item["transcript"]?.string, !transcript.isEmpty,
        let at = item["at"]?.string.flatMap({ Timestamp($0) })
      else { throw refused(.reveal(place + 1)) }
      file.note(revealOf: transcript, at: at)
    }
    return file
  }

  /// The file's bytes, printed as sidecars are.
  public var bytes: [UInt8] {
    JSONValue.object(
      [
        JSONMember("format", "emic/memos"), JSONMember("version", 1),
        JSONMember("coder", .string(coder.text)),
        JSONMember("memos", .array(entries.map(\.json))),
      ] + (reveals.isEmpty ? [] : [JSONMember("reveals", .array(revealsInOrder))]) + kept
    ).printed()
  }

  private var revealsInOrder: [JSONValue] {
    reveals.sorted { $0.key < $1.key }.map { transcript, time in
      .object([
        JSONMember("transcript", .string(transcript)), JSONMember("at", .string(time.text)),
      ])
    }
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

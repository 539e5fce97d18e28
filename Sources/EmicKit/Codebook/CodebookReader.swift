/// Reads a codebook; whatever it can't mean is refused with the line, never guessed.
public enum CodebookReader {
  /// - Parameters:
  ///   - bytes: the file as it is on disk.
  ///   - file: the name under which messages speak of it.
  /// - Returns: the whole book, families before their members.
  /// - Throws: the first problem, with its line.
  public static func read(_ bytes: [UInt8], file: String) throws(CodebookError) -> Codebook {
    let root = try YAMLTree.read(bytes, file: file, as: CodebookError.self)
    var fields = try YAMLFields<CodebookError>(root, of: "the file", file: file)
    try fields.format("emic/codebook")
    // The version is that of the book, which people grow; the format has none of its own yet.
    guard let version = try fields.number("version") else {
      throw CodebookError(file: file, line: fields.line, yaml: .missing(key: "version"))
    }
    var reader = CodeReader(file: file)
    let title = try fields.text("title") ?? ""
    try reader.read(try fields.items("codes"), under: nil)
    var history: [CodebookHistoryEntry] = []
    for node in try fields.items("history") { history.append(try entry(node, file: file)) }
    return Codebook(
      title: title,
      version: version,
      codes: reader.codes,
      history: history,
      heading: heading(of: bytes),
      kept: fields.rest
    )
  }

  private static func entry(
    _ node: YAMLNode,
    file: String
  ) throws(CodebookError) -> CodebookHistoryEntry {
    var fields = try YAMLFields<CodebookError>(node, of: "history", file: file)
    func missing(_ key: String) -> CodebookError {
      CodebookError(file: file, line: node.line, yaml: .missing(key: key))
    }
    let id = try fields.text("id")
    guard let version = try fields.number("version") else { throw missing("version") }
    var at: Timestamp?
    if let text = try fields.text("at") {
      at = Timestamp(text)
      if at == nil {
        throw CodebookError(file: file, line: node.line, problem: .malformedTime(text))
      }
    }
    let by = try fields.text("by")
    if let by, !Coder.isWellFormed(by) {
      throw CodebookError(file: file, line: node.line, problem: .malformedCoder(by))
    }
    let changes = CodebookHistoryEntry.Change.allCases.map(\.rawValue)
    guard let change = try fields.word("change", of: changes),
      let change = CodebookHistoryEntry.Change(rawValue: change)
    else { throw missing("change") }
    var was: [YAMLMember] = []
    let codes = try fields.texts("codes")
    let reason = try fields.text("reason") ?? ""
    if let node = fields.take("was") {
      was = try YAMLFields<CodebookError>(node, of: "was", file: file).rest
    }
    let isMinor = try fields.flag("minor") ?? false
    let undoes = try fields.text("undoes")
    return CodebookHistoryEntry(
      id: id,
      version: version,
      at: at,
      by: by.map { Coder.ID($0) },
      change: change,
      codes: codes.map { Code.ID($0) },
      reason: reason,
      was: was,
      isMinor: isMinor,
      undoes: undoes,
      kept: fields.rest
    )
  }

  private static func heading(of bytes: [UInt8]) -> String {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var heading: [UInt8] = []
    while start < bytes.count, bytes[start] == UInt8(ascii: "#") {
      let end = bytes[start...].firstIndex(of: Ascii.lineFeed) ?? bytes.count
      for byte in bytes[start..<end] where byte != 0x0D { heading.append(byte) }
      heading.append(Ascii.lineFeed)
      start = end + 1
    }
    return String(decoding: heading, as: UTF8.self)
  }
}

/// Where a codebook, its copies and its history quote a text that goes.
extension Withdrawal {
  /// Whether words were taken from one of the texts, with quotation marks and a reference or without.
  static func isQuoted(_ words: String, in texts: [String]) -> Bool {
    // A word or two may stand anywhere.
    guard words.unicodeScalars.count > 5 else { return false }
    if texts.contains(where: { $0.contains(words) }) { return true }
    return words.split { "\"“”„«»「」『』[]()（）…\n".contains($0) }.contains { piece in
      let piece = piece.drop { $0.isWhitespace }
      let isLong = piece.unicodeScalars.count > 15 || piece.unicodeScalars.count(where: isHan) > 7
      return isLong && texts.contains { $0.contains(piece) }
    }
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isIdeographic }

  /// The codes whose examples of today, or of earlier versions, quote a text.
  static func quoting(_ book: Codebook, _ texts: [String]) -> (now: [Code.ID], before: [Code.ID]) {
    let now = book.codes.filter { isQuoted($0, in: texts) }.map(\.id)
    var before: [Code.ID] = []
    for entry in book.history where isQuoted(entry.was, in: texts) {
      before += entry.codes.prefix(1).filter { !before.contains($0) }
    }
    return (now, before)
  }

  private static func isQuoted(_ code: Code, in texts: [String]) -> Bool {
    [code.example, code.brief, code.definition, code.useWhen, code.notWhen]
      .contains { isQuoted($0, in: texts) }
  }

  private static func isQuoted(_ members: [YAMLMember], in texts: [String]) -> Bool {
    members.contains { isQuoted($0.value, in: texts) }
  }

  private static func isQuoted(_ node: YAMLNode, in texts: [String]) -> Bool {
    switch node.content {
    case .scalar(let text, _): isQuoted(text, in: texts)
    case .sequence(let nodes): nodes.contains { isQuoted($0, in: texts) }
    case .mapping(let members): isQuoted(members, in: texts)
    }
  }

  /// Copies of codebooks, and histories for undo, in which a text is quoted: without them nothing is
  /// missing but a comfort.
  ///
  /// - Parameters:
  ///   - texts: what goes.
  ///   - files: paths below `.emic/`.
  ///   - root: the study's folder.
  /// - Returns: those of the files.
  static func quoting(_ texts: [String], among files: [String], of root: String) -> [String] {
    files.filter { file in
      let isBook = file.hasPrefix(".emic/backup/") && file.contains(".yaml")
      let isHistory = file.hasPrefix(".emic/history/") && file.hasSuffix("/codebook.jsonl")
      guard isBook || isHistory, let bytes = try? FileReader.read(Path.join(root, file)).bytes
      else { return false }
      if isHistory {
        return bytes.split(separator: Ascii.lineFeed).contains { line in
          (try? JSONValue(reading: Array(line))).map { isQuoted($0, in: texts) } ?? false
        }
      }
      if let book = try? CodebookReader.read(bytes, file: file) {
        let (now, before) = quoting(book, texts)
        return !now.isEmpty || !before.isEmpty
      }
      let proposals = (try? ProposalsFile.read(bytes, file: file)) ?? []
      return proposals.contains { isQuoted($0, in: texts) }
    }
  }

  private static func isQuoted(_ value: JSONValue, in texts: [String]) -> Bool {
    switch value {
    // Kinds of steps and ids are one word.
    case .string(let text):
      text.contains { $0.isWhitespace || !$0.isASCII } && isQuoted(text, in: texts)
    case .array(let items): items.contains { isQuoted($0, in: texts) }
    case .object(let members): members.contains { isQuoted($0.value, in: texts) }
    default: false
    }
  }
}

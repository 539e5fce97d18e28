/// Where a codebook, its copies and its history quote a text that goes.
extension Withdrawal {
  /// Whether a code is called by words of one of the texts, or explained by them.
  ///
  /// A name that somebody has explained is a term, and terms stand in many texts.
  static func isCalled(_ code: Code, by texts: WithdrawnWords) -> Bool {
    let isTerm = !code.brief.isEmpty || !code.definition.isEmpty
    let names = isTerm ? [] : code.name.entries.map(\.text).filter { WithdrawnWords.isLong($0) }
    return (names + [code.brief, code.definition, code.useWhen, code.notWhen])
      .contains { texts.isQuoted(in: $0) }
  }

  /// The codes whose words of today quote a text, and those whose earlier words or reasons do.
  static func quoting(_ book: Codebook, _ texts: WithdrawnWords) -> (
    now: [Code.ID], before: [Code.ID]
  ) {
    let now = book.codes.filter { isQuoted($0, in: texts) }.map(\.id)
    var before: [Code.ID] = []
    for entry in book.history
    where isQuoted(entry.was, in: texts) || texts.isQuoted(in: entry.reason) {
      before += entry.codes.filter { !before.contains($0) }
    }
    return (now, before)
  }

  private static func isQuoted(_ code: Code, in texts: WithdrawnWords) -> Bool {
    texts.isQuoted(in: code.example) || isCalled(code, by: texts)
  }

  private static func isQuoted(_ members: [YAMLMember], in texts: WithdrawnWords) -> Bool {
    members.contains { isQuoted($0.value, in: texts) }
  }

  private static func isQuoted(_ node: YAMLNode, in texts: WithdrawnWords) -> Bool {
    switch node.content {
    case .scalar(let text, _): texts.isQuoted(in: text)
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
  static func quoting(_ texts: WithdrawnWords, among files: [String], of root: String) -> [String] {
    files.filter { file in
      let isBook = file.hasPrefix(".emic/backup/") && file.contains(".yaml")
      let isHistory = file.hasPrefix(".emic/history/") && file.hasSuffix(".jsonl")
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

  private static func isQuoted(_ value: JSONValue, in texts: WithdrawnWords) -> Bool {
    switch value {
    // Kinds of steps and ids are one word.
    case .string(let text):
      text.contains { $0.isWhitespace || !$0.isASCII } && texts.isQuotedAtLength(in: text)
    case .array(let items): items.contains { isQuoted($0, in: texts) }
    case .object(let members): members.contains { isQuoted($0.value, in: texts) }
    default: false
    }
  }
}

extension CodingRow {
  /// The row with names replaced in all that somebody wrote beside the quotation.
  ///
  /// The quotation itself is for `ReleasedSource`: it alone knows where a name begins before the span.
  ///
  /// A flag on the header of the source binds attributes, one on words those memos that repeat them.
  func released(_ release: Release, in source: ReleasedSource? = nil) -> CodingRow {
    var words = ReleasedWords(release)
    return released(&words, in: source)
  }

  /// The same where many rows leave, with the words that stand in all of them.
  func released(_ words: inout ReleasedWords, in source: ReleasedSource?) -> CodingRow {
    var row = self
    if let source {
      row.attributes = attributes.withoutFlaggedValues(of: source)
      row.coding.memo = source.withoutFlaggedWords(coding.memo)
    }
    return words.release.leavesWords ? row : row.replaced(&words)
  }

  private func replaced(_ words: inout ReleasedWords) -> CodingRow {
    var row = self
    row.coding.code = words.id(coding.code)
    row.coding.memo = words.release.words(coding.memo)
    row.coding.replacement = coding.replacement.map(words.release.words)
    // What stands around the words is not what was asked for, and may begin in a name.
    (row.coding.before, row.coding.after) = ("", "")
    row.coding.settlement = nil
    row.coding.kept = []
    row.transcript = words.words(transcript)
    row.attributes.case = words.words(attributes.case)
    row.attributes.values = attributes.values.mapValues { words.words($0) }
    row.codeID = words.id(Code.ID(codeID)).text
    row.code = words.words(code)
    row.path = path.map { words.id($0) }
    row.speaker = speaker.map { words.words($0) }
    return row
  }
}

/// Words that stand in many rows, as they leave: each is looked at once.
struct ReleasedWords {
  let release: Release
  private var known: [String: String] = [:]
  private var ids: [Code.ID: Code.ID] = [:]

  init(_ release: Release) { self.release = release }

  mutating func words(_ text: String) -> String {
    if let known = known[text] { return known }
    let words = release.words(text)
    known[text] = words
    return words
  }

  mutating func id(_ id: Code.ID) -> Code.ID {
    if let known = ids[id] { return known }
    let leaving = release.id(id)
    ids[id] = leaving
    return leaving
  }
}

extension CodingRow {
  /// The row for a working view: names replaced, in the quotation, too; places stay as they are.
  ///
  /// - Parameters:
  ///   - names: those that are replaced.
  ///   - transcript: the source as it is; `nil` when it cannot be read.
  /// - Returns: the same coding.
  package func replacing(_ names: NameList, in transcript: ReleasedSource?) -> CodingRow {
    var row = released(.released(names))
    // The source knows of a name that begins before the coding.
    let words =
      transcript?.transcript.digest == sha256 ? transcript?.words(of: coding.span) : nil
    row.coding.quote = words ?? names.replacing(in: coding.quote)
    return row
  }
}

extension CaseTable.Attributes {
  /// Values from the header of a source as they leave with it: redacted, or cut.
  package func withoutFlaggedValues(of source: ReleasedSource) -> CaseTable.Attributes {
    let (header, left) = (source.transcript.structure.header, source.released.structure.header)
    guard !source.isUnchanged, header != left else { return self }
    func value(_ key: String, _ value: String) -> String {
      // What the table says is not what stands in the header.
      guard header[key] == value, left[key] != value else { return value }
      return left[key] ?? ReleasedSource.cutMark
    }
    var result = self
    result.case = value("case", self.case)
    for (key, known) in values { result.values[key] = value(key, known) }
    return result
  }

  /// The case and the values with names replaced.
  func released(_ release: Release) -> CaseTable.Attributes {
    guard !release.leavesWords else { return self }
    return CaseTable.Attributes(
      case: release.words(self.case),
      values: values.mapValues(release.words)
    )
  }
}

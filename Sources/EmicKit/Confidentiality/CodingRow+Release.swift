extension CodingRow {
  /// The row with names replaced in all that somebody wrote beside the quotation.
  ///
  /// The quotation itself is for `ReleasedSource`: it alone knows where a name begins before the span.
  ///
  /// A flag on the header of the source binds attributes, one on words those memos that repeat them.
  func released(_ release: Release, in source: ReleasedSource? = nil) -> CodingRow {
    var row = self
    if let source {
      row.attributes = attributes.withoutFlaggedValues(of: source, release)
      row.coding.memo = source.withoutFlaggedWords(coding.memo)
    }
    return release.leavesWords ? row : row.replaced(release)
  }

  private func replaced(_ release: Release) -> CodingRow {
    var row = self
    row.coding.code = release.id(coding.code)
    row.coding.memo = release.words(coding.memo)
    row.coding.replacement = coding.replacement.map(release.words)
    // What stands around the words is not what was asked for, and may begin in a name.
    (row.coding.before, row.coding.after) = ("", "")
    row.coding.settlement = nil
    row.coding.kept = []
    row.transcript = release.transcript(transcript)
    row.attributes = attributes.released(release)
    row.codeID = release.id(Code.ID(codeID)).text
    row.code = release.name(code, of: Code.ID(codeID))
    row.path = path.map(release.id)
    row.speaker = speaker.map(release.words)
    return row
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
  ///
  /// - Parameters:
  ///   - source: whose header it is.
  ///   - release: knows under which name a flagged case leaves.
  /// - Returns: the case and the values; names are not yet replaced.
  package func withoutFlaggedValues(
    of source: ReleasedSource,
    _ release: Release = .released(nil)
  ) -> CaseTable.Attributes {
    let (header, left) = (source.transcript.structure.header, source.released.structure.header)
    guard !source.isUnchanged, header != left else { return self }
    func value(_ key: String, _ value: String) -> String {
      // What the table says may not stand in the header at all, or with more words around it.
      guard !value.isEmpty, let words = header[key], words.contains(value),
        left[key]?.contains(value) != true
      else { return value }
      return words == value ? left[key] ?? ReleasedSource.cutMark : ReleasedSource.cutMark
    }
    var result = self
    let name = value("case", self.case)
    // Names in it are the release's.
    if name != self.case, name != release.names?.replacing(in: self.case) {
      result.case = release.passages.masking(case: self.case) ?? name
    }
    for (key, known) in values { result.values[key] = value(key, known) }
    return result
  }

  /// The case and the values with names replaced.
  func released(_ release: Release) -> CaseTable.Attributes {
    guard !release.leavesWords else { return self }
    return CaseTable.Attributes(
      case: release.case(self.case),
      values: values.mapValues(release.words)
    )
  }
}

extension CodingRow {
  /// The row with names replaced in all that somebody wrote beside the quotation.
  ///
  /// The quotation itself is for `ReleasedSource`: it alone knows where a name begins before the span.
  func released(_ release: Release) -> CodingRow {
    guard release.names != nil else { return self }
    var row = self
    row.coding.code = release.id(coding.code)
    row.coding.memo = release.words(coding.memo)
    row.coding.replacement = coding.replacement.map(release.words)
    // What stands around the words is not what was asked for, and may begin in a name.
    (row.coding.before, row.coding.after) = ("", "")
    row.coding.settlement = nil
    row.coding.kept = []
    row.transcript = release.words(transcript)
    row.attributes = attributes.released(release)
    row.codeID = release.id(Code.ID(codeID)).text
    row.code = release.words(code)
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
  /// The case and the values with names replaced.
  func released(_ release: Release) -> CaseTable.Attributes {
    guard release.names != nil else { return self }
    return CaseTable.Attributes(
      case: release.words(self.case),
      values: values.mapValues(release.words)
    )
  }
}

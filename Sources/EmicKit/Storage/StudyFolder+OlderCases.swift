/// What stands at the head of a text, and would leave in the place of what `cases.csv` has said.
extension StudyFolder {
  /// Refuses to let words leave as long as the table lacks what kept a header's words back: a pseudonym that
  /// stood in it is a name at the head of the text.
  ///
  /// - Throws: `casesLack`, and where the table cannot be read.
  public func refuseOlderCases() throws(StudyProblem) {
    let file = shared(.cases)
    guard let old = file.keptCases else { return }
    let now = try cases()
    let lacking = transcripts.flatMap { transcript -> [String] in
      guard let row = old[transcript] else { return [] }
      let here = now[transcript]
      var names = row.values.keys.sorted().filter {
        here?.values[$0] == nil && here?.refused[$0] == nil
      }
      if !row.case.isEmpty, here?.case.isEmpty ?? true { names.insert("case", at: 0) }
      guard !names.isEmpty else { return [] }
      // What cannot be read leaves nothing.
      let header = (try? self.transcript(transcript))?.structure.header
      return names.filter { name in
        let said = header?[name] ?? ""
        return !said.isEmpty && said != (name == "case" ? row.case : row.values[name])
      }
      .map { "\($0) of \(transcript)" }
    }
    guard lacking.isEmpty else { throw .casesLack(LackingFile(file, lacking)) }
  }
}

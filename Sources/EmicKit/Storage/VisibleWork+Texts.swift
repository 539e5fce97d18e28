extension VisibleWork {
  /// A text of the study, read from disk the first time somebody asks.
  mutating func transcript(_ name: String) throws(StudyProblem) -> Transcript {
    if let known = texts[name] { return known }
    let read = try study.transcript(name)
    texts[name] = read
    return read
  }
}

extension SettingsError: CustomStringConvertible {
  public var description: String { message }

  /// One line: `file:line: what is wrong. What to do`.
  public var message: String {
    if case .file(let problem) = problem { return problem.message }
    return DisplayText.place(file, line) + sentence
  }

  private var sentence: String {
    switch problem {
    case .file(let problem): return problem.message
    case .yaml(.empty): return "the file says nothing. Take it away."
    case .yaml(let problem): return problem.message
    case .deadLink:
      return "this is a link that leads to no file. Put the file there, or take the link away."
    case .unknownSetting(let name, let nearest):
      let question = nearest.map { " Did you mean \"\($0)\"?" } ?? ""
      return "\(DisplayText.quoted(name)) is no setting.\(question) There are: "
        + SettingsReader.keys.joined(separator: ", ") + "."
    }
  }
}

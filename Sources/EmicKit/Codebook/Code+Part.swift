extension Code {
  /// One of MacQueen's six parts, under the key of the file; the name is always there.
  public enum Part: String, CaseIterable, Sendable {
    case brief
    case definition
    case useWhen = "use-when"
    case notWhen = "not-when"
    case example
  }

  public subscript(part: Part) -> String {
    get { self[keyPath: part.path] }
    set { self[keyPath: part.path] = newValue }
  }
}

extension Code.Part {
  fileprivate var path: WritableKeyPath<Code, String> {
    switch self {
    case .brief: \.brief
    case .definition: \.definition
    case .useWhen: \.useWhen
    case .notWhen: \.notWhen
    case .example: \.example
    }
  }
}

extension QueryProblem {
  /// The sentence for the person at the keyboard: what is wrong, what to do.
  public var message: String {
    switch self {
    case .openQuote: "A quotation mark is open. Close it with \"."
    case .nothingAfter(let words):
      "After \"\(words)\" a name must follow. Write it, or take the words out."
    case .code(let problem): Self.sentence(problem.message(wayOut: "c lists the codes."))
    case .unknownCoder(let text, let known):
      "\(DisplayText.quoted(text)) is not a coder of this study. Choose one of: \(Self.list(known))."
    case .unknownLayer(let text):
      "There is no layer \(DisplayText.quoted(text)). Use one of: "
        + "\(Self.list(CodingLayer.allCases.map(\.rawValue)))."
    case .transcript(let problem): Self.sentence(problem.message)
    case .unknownAttribute(let name, let known):
      "There is no attribute \(DisplayText.quoted(name)). "
        + (known.isEmpty
          ? "The study has none." : "Use one of: \(Self.list(Self.nearestFirst(name, known))).")
    case .valueNotAllowed(let attribute, let value, let allowed):
      "\(DisplayText.quoted(attribute)) can't be \(DisplayText.quoted(value)). Use one of: "
        + "\(Self.list(Self.nearestFirst(value, allowed)))."
    case .notComparable(let relation, let value):
      "\(relation) compares numbers and whole days, and \(DisplayText.quoted(value)) is neither. Write 30 "
        + "or 2018-05-01, or ask with = and !=."
    case .unknownSpeaker(let label, let known):
      "Nobody is called \(DisplayText.quoted(label)) in the transcripts. Use one of: "
        + "\(Self.list(Self.nearestFirst(label, known)))."
    case .unknownFlag(let text):
      "\(DisplayText.quoted(text)) is no flag. Use one of: "
        + "\(Self.list(Coding.Flag.known.map(\.text)))."
    case .notADistance(let text):
      "\(DisplayText.quoted(text)) is no distance. Give a number of turns from 0."
    case .search(let problem): problem.message
    }
  }

  /// A study of a hundred columns must not bury the sentence.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).map { DisplayText.safe($0) }.joined(separator: ", ")
    return names.count > 12 ? "\(shown), … (\(names.count) in all)" : shown
  }

  private static func nearestFirst(_ name: String, _ known: [String]) -> [String] {
    guard let nearest = EditDistance.nearest(to: name, among: known) else { return known }
    return [nearest] + known.filter { $0 != nearest }
  }

  private static func sentence(_ message: String) -> String {
    message.prefix(1).uppercased() + message.dropFirst()
  }
}

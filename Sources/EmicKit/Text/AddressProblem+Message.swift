extension AddressProblem {
  /// The sentence for the person at the terminal: what is wrong, what can be given.
  public func message(transcript: String) -> String {
    "\(transcript): " + sentence
  }

  private var sentence: String {
    switch self {
    case .malformed(let address):
      "\"\(address)\" is no address. Give a turn (30), a sentence (30.2) or a stretch (30.2-30.4)."
    case .backwards(let address):
      "\"\(address)\" ends before it begins. Give the earlier place first."
    case .noTurn(_, count: 0, _):
      "there is nothing to address: the text has no turns and no paragraphs. Give offsets."
    case .noTurn(let turn, let count, let isDocument):
      "there is no \(Self.noun(isDocument)) \(turn). Give 1 to \(count)."
    case .noSentence(_, let turn, count: 1, let isDocument):
      "\(Self.noun(isDocument)) \(turn) has one sentence. Give \(turn) or \(turn).1."
    case .noSentence(let sentence, let turn, let count, let isDocument):
      "\(Self.noun(isDocument)) \(turn) has no sentence \(sentence)."
        + " Give \(turn).1 to \(turn).\(count)."
    case .nothingSaid(let turn):
      "nothing is said in turn \(turn). Give another turn."
    }
  }

  private static func noun(_ isDocument: Bool) -> String {
    (isDocument ? SourceStructure.Kind.document : .interview).unitName
  }
}

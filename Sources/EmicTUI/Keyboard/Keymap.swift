/// Which keys run which command where, with the words that help, hints and palette show.
///
/// One table feeds them all, and the README's.
public struct Keymap: Sendable {
  /// Where a binding works; the raw value is its name in `keys.yaml`.
  public enum Place: String, CaseIterable, Sendable {
    /// On the list of transcripts.
    case study = "transcripts"
    /// On a transcript.
    case coding = "transcript"
    /// On the codebook.
    case codebook
    /// On the recode queue.
    case recoding = "recode-queue"
    /// On the table of agreement.
    case agreement
    /// On a list of passages or of differences.
    case passages
    /// On one passage.
    case passage
    /// While the span of a verdict is edited.
    case span
    /// Where motions over a text work: on a transcript and while a span is edited.
    case text
    /// On every screen of the review, but not while a span is edited.
    case review
    /// On the list of quotations.
    case retrieval = "quotations"
    /// On a matrix, on pairs of codes, on first uses.
    case counts
    /// On the hits of a search over the study.
    case search
    /// On the framework matrix.
    case framework
    /// Wherever a question is put together.
    case question = "questions"
    case everywhere

    /// Whether keys are pressed there, rather than at several places of which it is the name.
    var isScreen: Bool {
      switch self {
      case .text, .review, .question, .everywhere: false
      default: true
      }
    }

    func holds(on place: Place) -> Bool {
      switch self {
      case .everywhere: true
      case .text: place == .coding || place == .span
      case .review: place == .agreement || place == .passages || place == .passage
      case .question: place == .retrieval || place == .counts
      default: self == place
      }
    }
  }

  public struct Binding: Sendable {
    public let command: Command
    public let place: Place
    /// Each a sequence in the notation of `Key`.
    public internal(set) var keys: [String]
    public let help: String
    /// The group under which the help shows it.
    public let group: String
  }

  public let bindings: [Binding]
  private let sequences: [(keys: [Key], place: Place, command: Command)]
  /// Where in them a key comes first: to walk through hundreds for every key takes them into memory again.
  private let beginnings: [Key: [Int]]

  public init(bindings: [Binding]) {
    self.bindings = bindings
    sequences = bindings.flatMap { binding in
      binding.keys.compactMap { notation in
        Key.sequence(notation).map { ($0, binding.place, binding.command) }
      }
    }
    beginnings = sequences.enumerated().reduce(into: [:]) { found, sequence in
      guard let first = sequence.element.keys.first else { return }
      found[first, default: []].append(sequence.offset)
    }
  }

  enum Match: Equatable {
    case command(Command)
    /// The keys begin at least one longer sequence.
    case prefix
    case none
  }

  /// What a run of keys, one at least, means on a screen.
  func match(_ keys: [Key], on place: Place) -> Match {
    var isPrefix = false
    for index in keys.first.flatMap({ beginnings[$0] }) ?? []
    where sequences[index].place.holds(on: place) {
      if sequences[index].keys == keys { return .command(sequences[index].command) }
      if sequences[index].keys.starts(with: keys) { isPrefix = true }
    }
    return isPrefix ? .prefix : .none
  }

  /// What can follow a prefix: the rest of the keys in words, and the binding.
  func continuations(of prefix: [Key], on place: Place) -> [(keys: String, binding: Binding)] {
    bindings.filter { $0.place.holds(on: place) }.flatMap { binding in
      binding.keys.compactMap { notation -> (String, Binding)? in
        guard let keys = Key.sequence(notation), keys.count > prefix.count,
          keys.starts(with: prefix)
        else { return nil }
        let rest = keys.dropFirst(prefix.count).map(\.notation).joined(separator: " ")
        return (rest, binding)
      }
    }
  }

  func binding(of command: Command) -> Binding? { bindings.first { $0.command == command } }
}

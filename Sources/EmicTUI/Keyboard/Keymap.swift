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
  /// Those whose first keys are in one group stand together, else in the order of the bindings.
  private let sequences: [KeySequence]
  /// Where those of a group stand: to walk through hundreds for every key takes them into memory again.
  private let beginnings: [Range<Int>]

  private struct KeySequence {
    let keys: [Key]
    /// Beside the keys, so that their list need not be looked at.
    let isOneKey: Bool
    let place: Place
    let command: Command
  }

  public init(bindings: [Binding]) {
    self.bindings = bindings
    var groups = [[KeySequence]](repeating: [], count: Key.groupCount)
    for binding in bindings {
      for keys in binding.keys.compactMap({ Key.sequence($0) }) {
        guard let first = keys.first else { continue }
        groups[first.group].append(
          KeySequence(
            keys: keys,
            isOneKey: keys.count == 1,
            place: binding.place,
            command: binding.command
          )
        )
      }
    }
    var end = 0
    beginnings = groups.map { group in
      defer { end += group.count }
      return end..<end + group.count
    }
    sequences = groups.flatMap(\.self)
  }

  enum Match: Equatable {
    case command(Command)
    /// The keys begin at least one longer sequence.
    case prefix
    case none
  }

  /// What a run of keys, one at least, means on a screen.
  func match(_ keys: [Key], on place: Place) -> Match {
    guard let first = keys.first else { return .none }
    let group = first.group
    // Mostly the keys themselves need not be compared.
    let isTold = keys.count == 1 && group != Key.lastGroup
    var isPrefix = false
    for index in beginnings[group] where sequences[index].place.holds(on: place) {
      if isTold {
        if sequences[index].isOneKey { return .command(sequences[index].command) }
        isPrefix = true
      } else {
        if sequences[index].keys == keys { return .command(sequences[index].command) }
        if sequences[index].keys.starts(with: keys) { isPrefix = true }
      }
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

/// Keys in numbered groups, so that a table of them needs no look at their texts.
extension Key {
  fileprivate static let groupCount = lastGroup + 1
  /// That of other letters and of function keys; each other group is of one key.
  fileprivate static let lastGroup = 128 * 8

  /// From 0; equal keys are in one group.
  fileprivate var group: Int {
    guard let number, modifiers.rawValue < 8 else { return Self.lastGroup }
    return number << 3 | Int(modifiers.rawValue)
  }

  /// Signs of ASCII that Unicode has once more.
  private static let doubled: [Character] = [";", "K", "`"]

  /// Less than 128.
  private var number: Int? {
    switch code {
    case .character(let character):
      (character.asciiValue ?? Self.doubled.first { $0 == character }?.asciiValue)
        .flatMap { $0 < 0x20 ? nil : Int($0) }
    // The numbers of control characters, which are keys with Ctrl.
    case .enter: 0
    case .escape: 1
    case .tab: 2
    case .backspace: 3
    case .delete: 4
    case .insert: 5
    case .up: 6
    case .down: 7
    case .left: 8
    case .right: 9
    case .home: 10
    case .end: 11
    case .pageUp: 12
    case .pageDown: 13
    case .function: nil
    }
  }
}

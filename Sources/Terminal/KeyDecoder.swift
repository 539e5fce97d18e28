import EmicTUI

/// Turns the bytes of a terminal into inputs: a value without clock or terminal.
///
/// A lone ESC is the escape key once nothing followed for 25 ms. A `[` or `O` that arrives later,
/// but within 150 ms of it, still begins a sequence: over a slow link a broken arrow key must not
/// become the keys `[` and `A`. Unknown sequences and invalid bytes are dropped whole. So is, however
/// late it comes, the rest of what was begun: the `5` of a broken Ctrl-Right must not give a code.
public struct KeyDecoder: Sendable {
  static let escapeDelay = 25
  static let lateSequenceDelay = 150
  static let sequenceDelay = 1000

  /// Whether mouse reports are inputs; else they are dropped like any unknown sequence.
  public var acceptsMouse = false
  /// Whether the terminal was asked something that it answers with `ESC ]`: that is no Alt-] then.
  var awaitsAnswer = false
  /// What the terminal has said of itself since it was last asked for; no input.
  private(set) var answers: [TerminalAnswer] = []
  /// How many bytes were turned into inputs or dropped.
  public private(set) var bytesConsumed = 0

  // The longest first. Not a dictionary: each arrow key would look up a prefix of every length.
  private let sequences: [(bytes: [UInt8], key: Key)]
  private var bytes: [UInt8] = []
  private var position = 0
  private var lastArrival = 0
  private var paste: Paste?
  private var begun = Begun.nothing
  /// Whether the sequence in front took too long to be a key.
  private var isLate = false
  /// How long its `ESC [` is held although it may as well be an Esc and a `[` of two keys; `nil` where
  /// it cannot.
  private var bracketPatience: Int?

  /// - Parameter sequences: what the terminal says its keys send, known better than any rule; of two
  ///   keys with the same bytes the last.
  public init(sequences: [(bytes: [UInt8], key: Key)] = []) {
    self.sequences = sequences.reversed().filter { $0.bytes.first == 0x1B && $0.bytes.count > 1 }
      .sorted { $0.bytes.count > $1.bytes.count }
  }

  /// What was not waited for any longer, and whose rest may still come.
  private enum Begun {
    case nothing
    /// The escape key; when it arrived.
    case escape(at: Int)
    /// The key `[`, `O` or `]`, pressed after Esc or a part of what Esc began.
    case introducer(UInt8)
    /// Dropped.
    case sequence([UInt8])
  }

  /// Whether nothing is left that could still become an input.
  public var isEmpty: Bool { position == bytes.count && paste?.isWaiting != true }

  /// When the bytes that wait mean something even if nothing follows, in the clock's milliseconds.
  public var deadline: Int? { isEmpty ? nil : lastArrival + patience }

  /// Adds what arrived at a time in milliseconds.
  public mutating func feed(_ arrived: some Collection<UInt8>, at now: Int) {
    guard let first = arrived.first else { return }
    if isEmpty { takeUp(before: first, at: now) }
    if isEmpty, paste == nil, arrived.count >= Paste.floodLength, !arrived.contains(0x1B) {
      // As keys they would run a thousand commands, and code what nobody chose.
      paste = Paste(isFlood: true)
    }
    bytes.append(contentsOf: arrived)
    lastArrival = now
  }

  /// Puts what was begun before a byte that goes on with it.
  private mutating func takeUp(before next: UInt8, at now: Int) {
    defer { begun = .nothing }
    var earlier: [UInt8] = []
    switch begun {
    case .escape(let arrival) where introduces(next):
      earlier = [0x1B]
      isLate = now - arrival > KeyDecoder.lateSequenceDelay
      // Long after the Esc it is most likely typed, and shows at once what can follow it.
      let patience = now - arrival <= KeyDecoder.sequenceDelay ? KeyDecoder.sequenceDelay : 0
      bracketPatience = isLate || next == UInt8(ascii: "]") ? patience : nil
    case .introducer(let introducer) where KeyDecoder.goesOn(next, after: introducer):
      earlier = [0x1B, introducer]
      isLate = true
    case .sequence(let sequence):
      guard sequence != KeyDecoder.answerStart || KeyDecoder.goesOn(next, after: sequence[1]) else {
        break
      }
      earlier = sequence
      isLate = paste == nil
    default: break
    }
    bytes.append(contentsOf: earlier)
    bytesConsumed -= earlier.count
  }

  private func introduces(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O")
      || awaitsAnswer && byte == UInt8(ascii: "]")
  }

  /// Whether a byte after `ESC [`, `ESC O` or `ESC ]` is no key of its own.
  ///
  /// Small letters are: `[c` is typed after Esc more often than a link is so slow, and codes nothing.
  private static func goesOn(_ byte: UInt8, after introducer: UInt8) -> Bool {
    if introducer == UInt8(ascii: "]") { return (0x30...0x39).contains(byte) }
    return (0x21...0x7E).contains(byte) && !(0x61...0x7A).contains(byte)
  }

  /// The next input, `nil` when more bytes or more time are needed.
  public mutating func next(at now: Int) -> Input? {
    if let key = plainKey {
      consume(1)
      return .key(key)
    }
    while !isEmpty {
      let isOverdue = now - lastArrival >= patience
      switch paste == nil ? step(isOverdue: isOverdue) : pasteStep(isOverdue: isOverdue) {
      case .input(let input, let length):
        consume(length)
        return input
      case .escapeAlone:
        consume(1)
        begun = .escape(at: lastArrival)
        return .key(Key(.escape))
      case .introducerAlone(let introducer):
        consume(2)
        begun = .introducer(introducer)
        return .key(KeyDecoder.typed(introducer))
      case .nothing(let length): consume(length)
      case .answer(let answer, let length):
        consume(length)
        // Nobody asks for more: what comes unasked must not pile up.
        if answers.count < 8 { answers.append(answer) }
      case .pasteBegins(let length):
        consume(length)
        paste = Paste(isFlood: false)
      case .givenUp:
        let sequence = Array(bytes[position...])
        consume(sequence.count)
        begun = .sequence(sequence)
      case .incomplete: return nil
      }
    }
    return nil
  }

  /// Most keys: a byte that has come alone, so that no mark can belong to it.
  private var plainKey: Key? {
    guard position + 1 == bytes.count, paste == nil, (0x20..<0x7F).contains(bytes[position]) else {
      return nil
    }
    return KeyDecoder.typed(bytes[position])
  }

  /// What the terminal has said of itself, once.
  mutating func takeAnswers() -> [TerminalAnswer] {
    defer { answers = [] }
    return answers
  }

  private enum Step {
    case answer(TerminalAnswer, Int)
    case input(Input, Int)
    case nothing(Int)
    case pasteBegins(Int)
    case escapeAlone
    /// `[`, `O` or `]` after an Esc that was taken for the key.
    case introducerAlone(UInt8)
    /// No longer waited for, but not over.
    case givenUp
    case incomplete
  }

  private var patience: Int {
    let rest = bytes[position...]
    if let paste { return paste.patience(rest) }
    guard rest.first == 0x1B else { return KeyDecoder.sequenceDelay }
    switch rest.count {
    case 1: return KeyDecoder.escapeDelay
    case 2 where bracketPatience != nil: return bracketPatience ?? 0
    case 2 where opensString(rest[position + 1]) && !awaits(rest): return KeyDecoder.escapeDelay
    // Within what never ends an Esc is most likely one, after which nothing is awaited any longer.
    case 3... where rest.last == 0x1B: return KeyDecoder.lateSequenceDelay
    default: return KeyDecoder.sequenceDelay
    }
  }

  private mutating func consume(_ length: Int) {
    position += length
    bytesConsumed += length
    isLate = false
    bracketPatience = nil
    if position == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.count < 1 << 16)
      position = 0
    }
  }

  // MARK: One step

  private func step(isOverdue: Bool) -> Step {
    let rest = bytes[position...]
    let first = bytes[position]
    switch first {
    case 0x1B: return escapeStep(rest, isOverdue: isOverdue)
    case 0..<0x20, 0x7F: return .input(.key(KeyDecoder.controlKey(first)), 1)
    default:
      switch KeyDecoder.character(rest) {
      case .found(let character, let length):
        return .input(.key(Key(.character(character))), length)
      case .invalid(let length): return .nothing(length)
      case .incomplete: return isOverdue ? .nothing(rest.count) : .incomplete
      }
    }
  }

  private func escapeStep(_ rest: ArraySlice<UInt8>, isOverdue: Bool) -> Step {
    if rest.count == 1 { return isOverdue ? .escapeAlone : .incomplete }
    let second = rest[position + 1]
    if bracketPatience != nil {
      guard rest.count > 2 else { return isOverdue ? .introducerAlone(second) : .incomplete }
      guard KeyDecoder.goesOn(rest[position + 2], after: second) else {
        return .input(.key(KeyDecoder.typed(second)), 2)
      }
    }
    if let known = sequences.first(where: { rest.starts(with: $0.bytes) }) {
      return pressed(known.key, known.bytes.count)
    }
    switch second {
    case 0x1B: return .input(.key(Key(.escape)), 1)
    case UInt8(ascii: "["): return step(EscapeSequence.control(rest), isOverdue)
    case UInt8(ascii: "O"): return step(EscapeSequence.singleShift(rest), isOverdue)
    case _ where opensString(second) && rest.count > 2:
      if isOverdue, rest.last == 0x1B { return .nothing(rest.count - 1) }
      return step(EscapeSequence.string(rest), isOverdue)
    case _ where opensString(second) && !isOverdue: return .incomplete
    case _ where awaits(rest): return .givenUp
    case 0..<0x20, 0x7F:
      var key = KeyDecoder.controlKey(second)
      key.modifiers.insert(.alt)
      return .input(.key(key), 2)
    default:
      switch KeyDecoder.character(rest.dropFirst()) {
      case .found(let character, let length):
        return .input(.key(Key(.character(character), .alt)), length + 1)
      case .invalid(let length): return .nothing(length + 1)
      case .incomplete: return isOverdue ? .nothing(rest.count) : .incomplete
      }
    }
  }

  private func step(_ sequence: EscapeSequence, _ isOverdue: Bool) -> Step {
    switch sequence {
    case .key(let key, let length): pressed(key, length)
    case .mouse(let mouse, let length):
      acceptsMouse && !isLate ? .input(.mouse(mouse), length) : .nothing(length)
    case .pasteBegins(let length): .pasteBegins(length)
    case .unknown(let length): .nothing(length)
    case .answer(let answer, let length): .answer(answer, length)
    case .incomplete: isOverdue ? .givenUp : .incomplete
    }
  }

  private func pressed(_ key: Key, _ length: Int) -> Step {
    isLate ? .nothing(length) : .input(.key(key), length)
  }

  private static func typed(_ byte: UInt8) -> Key {
    Key(.character(Character(UnicodeScalar(byte))))
  }

  /// Whether ESC and this byte begin a string that a terminal answers with (DCS, OSC, PM, APC).
  private func opensString(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "P") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "^")
      || byte == UInt8(ascii: "_")
  }

  private static let answerStart: [UInt8] = [0x1B, UInt8(ascii: "]")]

  private func awaits(_ rest: ArraySlice<UInt8>) -> Bool {
    awaitsAnswer && rest.elementsEqual(KeyDecoder.answerStart)
  }

  static func controlKey(_ byte: UInt8) -> Key {
    switch byte {
    case 0x0A, 0x0D: Key(.enter)
    case 0x09: Key(.tab)
    case 0x08, 0x7F: Key(.backspace)
    case 0x1B: Key(.escape)
    case 0: Key(.character(" "), .control)
    case 1...0x1A: Key(.character(Character(UnicodeScalar(byte + 0x60))), .control)
    default: Key(.character(Character(UnicodeScalar(byte + 0x40))), .control)
    }
  }

  // MARK: Pastes

  private mutating func pasteStep(isOverdue: Bool) -> Step {
    guard var taken = paste else { return .incomplete }
    let (result, length) = taken.take(bytes[position...], isOverdue: isOverdue)
    paste = taken
    switch result {
    case .needsMore:
      consume(length)
      return .incomplete
    case .stalled(let text, let torn):
      consume(length)
      if torn > 0 {
        begun = .sequence(Array(bytes[position...]))
        consume(torn)
      }
      return text.isEmpty ? .nothing(0) : .input(.stalledPaste(text), 0)
    case .ended(let text, let byEscape):
      paste = nil
      consume(length)
      if byEscape { begun = .escape(at: lastArrival) }
      return .input(.paste(text), 0)
    }
  }
}

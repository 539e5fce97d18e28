import EmicTUI

/// Turns the bytes of a terminal into inputs: a value without clock or terminal.
///
/// A lone ESC is the escape key once nothing followed for 25 ms. A `[` or `O` that arrives later,
/// but within 150 ms of it, still begins a sequence: over a slow link a broken arrow key must not
/// become the keys `[` and `A`. Unknown sequences and invalid bytes are dropped whole.
public struct KeyDecoder: Sendable {
  static let escapeDelay = 25
  static let lateSequenceDelay = 150
  static let sequenceDelay = 1000
  static let pasteDelay = 5000
  static let pasteLimit = 1 << 20
  /// So many bytes at once nobody types: they were pasted on a terminal that does not say so.
  static let floodLength = 2048
  /// Such a paste is over when nothing has come for this long, in milliseconds.
  static let floodDelay = 100

  /// Whether mouse reports are inputs; else they are dropped like any unknown sequence.
  public var acceptsMouse = false
  /// What the terminal has said of itself since it was last asked for; no input.
  private(set) var answers: [TerminalAnswer] = []
  /// How many bytes were turned into inputs or dropped.
  public private(set) var bytesConsumed = 0

  // The longest first. Not a dictionary: each arrow key would look up a prefix of every length.
  private let sequences: [(bytes: [UInt8], key: Key)]
  private var bytes: [UInt8] = []
  private var position = 0
  private var lastArrival = 0
  private var loneEscapeArrival: Int?
  private var paste: [UInt8]?
  /// Whether the paste has no end of its own.
  private var isFlood = false

  /// - Parameter sequences: what the terminal says its keys send, known better than any rule; of two
  ///   keys with the same bytes the last.
  public init(sequences: [(bytes: [UInt8], key: Key)] = []) {
    self.sequences = sequences.reversed().filter { $0.bytes.first == 0x1B && $0.bytes.count > 1 }
      .sorted { $0.bytes.count > $1.bytes.count }
  }

  /// Whether nothing is left that could still become an input.
  public var isEmpty: Bool { position == bytes.count && paste == nil }

  /// When the bytes that wait mean something even if nothing follows, in the clock's milliseconds.
  public var deadline: Int? { isEmpty ? nil : lastArrival + patience }

  /// Adds what arrived at a time in milliseconds.
  public mutating func feed(_ arrived: some Collection<UInt8>, at now: Int) {
    guard let first = arrived.first else { return }
    if let escape = loneEscapeArrival, isEmpty,
      first == UInt8(ascii: "[") || first == UInt8(ascii: "O"),
      now - escape <= KeyDecoder.lateSequenceDelay
    {
      bytes.append(0x1B)
      bytesConsumed -= 1
    }
    loneEscapeArrival = nil
    if isEmpty, arrived.count >= KeyDecoder.floodLength, !arrived.contains(0x1B) {
      // As keys they would run a thousand commands, and code what nobody chose.
      isFlood = true
      paste = []
    }
    bytes.append(contentsOf: arrived)
    lastArrival = now
  }

  /// The next input, `nil` when more bytes or more time are needed.
  public mutating func next(at now: Int) -> Input? {
    while position < bytes.count || paste != nil {
      let step = paste == nil ? step(isOverdue: now - lastArrival >= patience) : pasteStep(at: now)
      switch step {
      case .input(let input, let length):
        consume(length)
        return input
      case .escapeAlone:
        consume(1)
        loneEscapeArrival = lastArrival
        return .key(Key(.escape))
      case .nothing(let length): consume(length)
      case .answer(let answer, let length):
        consume(length)
        // Nobody asks for more: what comes unasked must not pile up.
        if answers.count < 8 { answers.append(answer) }
      case .pasteBegins(let length):
        consume(length)
        paste = []
      case .incomplete: return nil
      }
    }
    return nil
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
    case incomplete
  }

  private var patience: Int {
    if paste != nil { return isFlood ? KeyDecoder.floodDelay : KeyDecoder.pasteDelay }
    switch bytes.count - position {
    case 1 where bytes[position] == 0x1B: return KeyDecoder.escapeDelay
    case 2 where bytes[position] == 0x1B && KeyDecoder.opensString(bytes[position + 1]):
      return KeyDecoder.escapeDelay
    default: return KeyDecoder.sequenceDelay
    }
  }

  private mutating func consume(_ length: Int) {
    position += length
    bytesConsumed += length
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
    if let known = sequences.first(where: { rest.starts(with: $0.bytes) }) {
      return .input(.key(known.key), known.bytes.count)
    }
    let second = rest[position + 1]
    let result: EscapeSequence
    switch second {
    case 0x1B: return .input(.key(Key(.escape)), 1)
    case UInt8(ascii: "["): result = EscapeSequence.control(rest)
    case UInt8(ascii: "O"): result = EscapeSequence.singleShift(rest)
    case _ where KeyDecoder.opensString(second) && rest.count > 2:
      result = EscapeSequence.string(rest)
    case _ where KeyDecoder.opensString(second) && !isOverdue: return .incomplete
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
    switch result {
    case .key(let key, let length): return .input(.key(key), length)
    case .mouse(let mouse, let length):
      return acceptsMouse ? .input(.mouse(mouse), length) : .nothing(length)
    case .pasteBegins(let length): return .pasteBegins(length)
    case .unknown(let length): return .nothing(length)
    case .answer(let answer, let length): return .answer(answer, length)
    case .incomplete: return isOverdue ? .nothing(rest.count) : .incomplete
    }
  }

  /// Whether ESC and this byte begin a string that a terminal answers with (DCS, OSC, PM, APC).
  private static func opensString(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "P") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "^")
      || byte == UInt8(ascii: "_")
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

  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

  private mutating func pasteStep(at now: Int) -> Step {
    let end = KeyDecoder.pasteEnd
    var search = isFlood ? bytes.count : position
    while let escape = bytes[search...].firstIndex(of: 0x1B) {
      let candidate = bytes[escape...].prefix(end.count)
      if candidate.elementsEqual(end) {
        keepPasted(upTo: escape)
        return .input(finishPaste(), end.count)
      }
      if candidate.count < end.count, end.starts(with: candidate) {
        keepPasted(upTo: escape)
        return overduePaste(at: now)
      }
      search = escape + 1
    }
    keepPasted(upTo: bytes.count)
    return overduePaste(at: now)
  }

  // A paste whose end never comes must not hold the keyboard for ever.
  private mutating func overduePaste(at now: Int) -> Step {
    guard now - lastArrival >= patience else { return .incomplete }
    return .input(finishPaste(), bytes.count - position)
  }

  private mutating func keepPasted(upTo end: Int) {
    let room = max(0, KeyDecoder.pasteLimit - (paste?.count ?? 0))
    paste?.append(contentsOf: bytes[position..<end].prefix(room))
    consume(end - position)
  }

  private mutating func finishPaste() -> Input {
    var content = paste ?? []
    paste = nil
    isFlood = false
    if content.count >= KeyDecoder.pasteLimit { KeyDecoder.dropHalfCharacter(&content) }
    return .paste(KeyDecoder.harmless(content))
  }

  private static func dropHalfCharacter(_ content: inout [UInt8]) {
    guard let lead = content.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return }
    if case .incomplete = scalar(content[lead...]) { content.removeSubrange(lead...) }
  }

  // Terminals send line ends as CR. Other control characters have no place in a text field.
  private static func harmless(_ content: [UInt8]) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in String(decoding: content, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0A where previous == "\r": break
      case 0x0D: result.append("\n")
      case 0x09, 0x0A: result.append(scalar)
      case 0..<0x20, 0x7F...0x9F: break
      default: result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
  }
}

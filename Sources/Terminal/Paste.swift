import EmicTUI

/// The text between the brackets of a paste, while it arrives.
///
/// Text that comes late is still text: a link that halts in the middle of a paste must not make keys
/// of the rest. So only its end ends a paste, or an Esc once it has been silent for long.
struct Paste {
  /// So many bytes at once nobody types: they were pasted on a terminal that does not say so.
  static let floodLength = 2048
  static let longest = Input.longestPaste

  enum Result {
    case needsMore
    /// Silent for long: what has come so far, and how many bytes behind it may begin the end.
    case stalled(String, torn: Int)
    case ended(String, byEscape: Bool)
  }

  /// Whether it has no end of its own, but is over when nothing has come for a while.
  let isFlood: Bool
  private var content: [UInt8] = []
  /// Of a character that was torn apart when the paste stalled.
  private var half: ArraySlice<UInt8> = []
  private var isStalled = false

  init(isFlood: Bool) { self.isFlood = isFlood }

  /// Whether it becomes an input although nothing more comes.
  var isWaiting: Bool { !isStalled || !content.isEmpty }

  /// For how many milliseconds more is waited for, `rest` being what has come behind it.
  func patience(_ rest: ArraySlice<UInt8>) -> Int {
    if isFlood { return 100 }
    if !isStalled { return 5000 }
    return rest.isEmpty ? 100 : 1000
  }

  private static let end: [UInt8] = Array("\u{1B}[201~".utf8)

  /// Takes what belongs to it from the front of bytes.
  ///
  /// - Returns: what comes of it, and how many bytes were taken.
  mutating func take(_ rest: ArraySlice<UInt8>, isOverdue: Bool) -> (Result, length: Int) {
    let end = Paste.end
    var search = isFlood ? rest.endIndex : rest.startIndex
    while let escape = rest[search...].firstIndex(of: 0x1B) {
      let candidate = rest[escape...].prefix(end.count)
      let before = escape - rest.startIndex
      if candidate.elementsEqual(end) {
        keep(rest[..<escape])
        return (.ended(text(), byEscape: false), before + end.count)
      }
      if candidate.count < end.count, end.starts(with: candidate) {
        keep(rest[..<escape])
        guard isOverdue else { return (.needsMore, before) }
        if isStalled, candidate.count == 1 {
          return (.ended(text(), byEscape: true), before + 1)
        }
        return (stall(torn: candidate.count), before)
      }
      search = escape + 1
    }
    keep(rest)
    guard isOverdue else { return (.needsMore, rest.count) }
    return (isFlood ? .ended(text(), byEscape: false) : stall(torn: 0), rest.count)
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    guard !bytes.isEmpty else { return }
    content += half
    half = []
    content += bytes.prefix(max(0, Paste.longest - content.count))
  }

  private mutating func stall(torn: Int) -> Result {
    isStalled = true
    half = Paste.halfCharacter(at: content)
    content.removeLast(half.count)
    defer { content = [] }
    return .stalled(Paste.harmless(content), torn: torn)
  }

  private mutating func text() -> String {
    if content.count >= Paste.longest {
      content.removeLast(Paste.halfCharacter(at: content).count)
    }
    return Paste.harmless(content)
  }

  /// The bytes at the end that are no whole character yet.
  private static func halfCharacter(at content: [UInt8]) -> ArraySlice<UInt8> {
    guard let lead = content.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }),
      case .incomplete = KeyDecoder.scalar(content[lead...])
    else { return [] }
    return content[lead...]
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

/// What a terminal answers when it is asked about itself.
public enum TerminalAnswer: Equatable, Sendable {
  /// Where its cursor stands, from 0.
  case cursor(x: Int, y: Int)
  /// The colour of its ground, each part from 0 to 1.
  case ground(red: Double, green: Double, blue: Double)

  /// Reads what follows `ESC ]`: `11;rgb:ffff/ffff/dddd`, the parts in one to four hexadecimal digits.
  init?(string bytes: some Collection<UInt8>) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("11;"), let colon = text.firstIndex(of: ":") else { return nil }
    let kind = text[text.index(text.startIndex, offsetBy: 3)..<colon]
    guard kind == "rgb" || kind == "rgba" else { return nil }
    let parts = text[text.index(after: colon)...].split(
      separator: "/",
      omittingEmptySubsequences: false
    )
    let values = parts.prefix(3).compactMap { digits -> Double? in
      guard (1...4).contains(digits.count), let value = Int(digits, radix: 16) else { return nil }
      return Double(value) / Double(1 << (4 * digits.count) - 1)
    }
    guard parts.count == (kind == "rgb" ? 3 : 4), values.count == 3 else { return nil }
    self = .ground(red: values[0], green: values[1], blue: values[2])
  }

  /// Whether a ground is light: dark ink is read on it.
  static func isLight(red: Double, green: Double, blue: Double) -> Bool {
    // As bright as people see it.
    0.299 * red + 0.587 * green + 0.114 * blue > 0.5
  }
}

/// Times as XML writes them: `2026-03-20T10:11:12.345+08:00`.
enum QDADate {
  /// A time in UTC; without a zone it is taken for UTC.
  ///
  /// - Returns: `nil` for what is no time, 24:00:00 included.
  static func timestamp(_ text: String?) -> Timestamp? {
    guard let text else { return nil }
    if let plain = Timestamp(text) { return plain }
    let scalars = Array(text.utf8)
    guard scalars.count >= 19,
      let whole = Timestamp(String(decoding: scalars[..<19], as: UTF8.self) + "Z")
    else { return nil }
    var rest = scalars[19...]
    var milliseconds = whole.milliseconds
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return nil }
      var fraction: Int64 = 0
      for place in 0..<3 {
        let digit = digits.dropFirst(place).first.map { Int64($0) - 0x30 } ?? 0
        fraction = fraction * 10 + digit
      }
      milliseconds += fraction
      rest = rest.dropFirst(digits.count + 1)
    }
    guard let zone = zone(Array(rest)) else { return nil }
    return Timestamp(milliseconds: milliseconds - zone * 60_000)
  }

  /// Minutes east of UTC.
  private static func zone(_ bytes: [UInt8]) -> Int64? {
    if bytes.isEmpty || bytes == [UInt8(ascii: "Z")] { return 0 }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.count == 6, let sign = text.first, sign == "+" || sign == "-" else {
      return nil
    }
    let parts = text.dropFirst().split(separator: ":").compactMap { Int64($0) }
    guard parts.count == 2, (0...14).contains(parts[0]), (0..<60).contains(parts[1]) else {
      return nil
    }
    return (sign == "-" ? -1 : 1) * (parts[0] * 60 + parts[1])
  }
}

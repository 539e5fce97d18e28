extension KeyDecoder {
  enum Decoded<Value> {
    case found(Value, length: Int)
    case invalid(length: Int)
    case incomplete
  }

  /// One character at the start of the bytes, with the marks that have arrived together with it.
  static func character(_ bytes: ArraySlice<UInt8>) -> Decoded<Character> {
    switch scalar(bytes) {
    case .incomplete: return .incomplete
    case .invalid(let length): return .invalid(length: length)
    case .found(let first, var length):
      // C1 controls are no keys.
      if (0x80...0x9F).contains(first.value) { return .invalid(length: length) }
      var character = Character(first)
      while length < 64, let byte = bytes.dropFirst(length).first, byte >= 0x80,
        case .found(let next, let more) = scalar(bytes.dropFirst(length))
      {
        var longer = String(character)
        longer.unicodeScalars.append(next)
        guard longer.count == 1, let joined = longer.first else { break }
        character = joined
        length += more
      }
      return .found(character, length: length)
    }
  }

  /// One scalar at the start of the bytes, by the strict rules of UTF-8.
  static func scalar(_ bytes: ArraySlice<UInt8>) -> Decoded<Unicode.Scalar> {
    guard let lead = bytes.first else { return .incomplete }
    let length: Int
    let smallest: UInt32
    var value: UInt32
    switch lead {
    case 0..<0x80: return .found(Unicode.Scalar(lead), length: 1)
    case 0xC2...0xDF: (length, smallest, value) = (2, 0x80, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, smallest, value) = (3, 0x800, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, smallest, value) = (4, 0x10000, UInt32(lead & 0x07))
    default: return .invalid(length: 1)
    }
    for (place, byte) in bytes.prefix(length).enumerated().dropFirst() {
      guard byte & 0xC0 == 0x80 else { return .invalid(length: place) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard bytes.count >= length else { return .incomplete }
    guard value >= smallest, let scalar = Unicode.Scalar(value) else {
      return .invalid(length: length)
    }
    return .found(scalar, length: length)
  }
}

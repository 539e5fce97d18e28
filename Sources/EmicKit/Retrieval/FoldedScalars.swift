import CICU

/// What a search takes for equal: case and width do not count, nor how an accent is written.
enum Folding {
  /// A scalar without its case and width; `nil` for what nobody sees.
  @inline(__always)
  static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let value = scalar.value
    if value < 0x80 {
      return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value) | 0x20) : scalar
    }
    if (0x4E00...0x9FFF).contains(value) { return scalar }
    return foldRare(value) ?? scalar.unlessIgnored
  }

  private static func foldRare(_ value: UInt32) -> Unicode.Scalar? {
    switch value {
    // Full-width forms of all that ASCII has.
    case 0xFF01...0xFF5E:
      let narrow = UInt8(value - 0xFEE0)
      return Unicode.Scalar((0x41...0x5A).contains(narrow) ? narrow | 0x20 : narrow)
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return " "
    case 0xC0..<0x2000, 0x2C00..<0x2E00, 0x10400..<0x10500, 0x1E900..<0x1E944, 0xA640..<0xA800,
      0x2100..<0x2190:
      return value == 0x03C2 ? "σ" : Unicode.Scalar(icu_fold_case(value))
    default: return nil
    }
  }

  /// One scalar for two, where Unicode has it: e and an acute are é.
  static func compose(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    let composed = icu_compose(first.value, second.value)
    return composed == 0 ? nil : Unicode.Scalar(composed)
  }

  /// Whether a scalar can join the one before it: marks, and the vowels and finals of Hangul.
  @inline(__always)
  static func canJoin(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x300 || (0x2000..<0x3099).contains(value) || (0x30A0..<0xA66F).contains(value) {
      return false
    }
    return (0x1160...0x11FF).contains(value)
      || scalar.properties.canonicalCombiningClass != .notReordered
  }

  /// The folded scalars of a pattern.
  static func pattern(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      guard let folded = fold(scalar) else { continue }
      if canJoin(scalar), let last = result.last, let joined = compose(last, folded) {
        result[result.count - 1] = joined
      } else {
        result.append(folded)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Itself, unless it is one of the scalars that only guide layout.
  fileprivate var unlessIgnored: Unicode.Scalar? {
    switch value {
    case 0xAD, 0x34F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069,
      0xFE00...0xFE0F, 0xFEFF:
      nil
    default: self
    }
  }
}

import CPlatform

/// Words in a text, both as scalars: offsets need no counting.
enum ScalarSearch {
  private static let width = MemoryLayout<UInt32>.size

  /// All places where the words stand, from left to right; they may overlap.
  static func places(of words: [UInt32], in text: [UInt32]) -> [Int] {
    guard !words.isEmpty else { return [] }
    var places: [Int] = []
    words.withUnsafeBytes { words in
      text.withUnsafeBytes { text in
        guard let needle = words.baseAddress?.assumingMemoryBound(to: UInt8.self),
          let start = text.baseAddress?.assumingMemoryBound(to: UInt8.self)
        else { return }
        var from = 0
        while from < text.count,
          let found = platform_find(start + from, text.count - from, needle, words.count)
        {
          let place = found - start
          // The same bytes can also begin within a scalar.
          if place % width == 0 { places.append(place / width) }
          from = (place / width + 1) * width
        }
      }
    }
    return places
  }
}

struct QDACoded: Hashable {
  var code: Code.ID
  var span: Span
}

/// From canonical offsets to a program's.
struct QDAOffsets {
  /// Scalars that count for one more, sorted.
  private let longer: [Int]

  init(_ text: TranscriptText, _ counting: QDACounting) {
    guard counting.isUTF16 || counting.countsReturns else {
      longer = []
      return
    }
    longer = text.withUTF8 { bytes in
      var longer: [Int] = []
      var scalar = 0
      for byte in bytes where byte & 0xC0 != 0x80 {
        if counting.isUTF16 && byte >= 0xF0 || counting.countsReturns && byte == 0x0A {
          longer.append(scalar)
        }
        scalar += 1
      }
      return longer
    }
  }

  func units(_ offset: Int) -> Int {
    var (low, high) = (0, longer.count)
    while low < high {
      let middle = (low + high) / 2
      if longer[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return offset + low
  }
}

/// Times that stand in the text itself, as stretches of it.
enum StampTimes {
  /// From each stamp at a line's start to the next.
  ///
  /// - Parameters:
  ///   - stamps: the line, from 0, and milliseconds of each.
  ///   - starts: where each line begins, and one more behind the last line's end.
  /// - Returns: a stretch for each stamp that has words behind it.
  static func between(
    _ stamps: [(line: Int, milliseconds: Int)],
    starts: [Int]
  ) -> [CaptionTime] {
    stamps.indices.compactMap { index in
      let (line, from) = stamps[index]
      let next = index + 1 < stamps.count ? stamps[index + 1] : nil
      let end = (next.map { starts[$0.line] } ?? starts[starts.count - 1]) - 1
      guard end > starts[line] else { return nil }
      return CaptionTime(Span(starts[line]..<end), from: from, to: next?.milliseconds)
    }
  }

  /// From the stamp before to each stamp at a line's end.
  static func before(
    _ stamps: [(line: Int, milliseconds: Int)],
    starts: [Int]
  ) -> [CaptionTime] {
    var (start, from) = (0, 0)
    return stamps.compactMap { line, milliseconds in
      defer { (start, from) = (starts[line + 1], milliseconds) }
      let end = starts[line + 1] - 1
      guard end > start else { return nil }
      return CaptionTime(Span(start..<end), from: from, to: milliseconds)
    }
  }

  /// Where each line begins, in scalars, and one more behind the last line's end, as if that were
  /// always there.
  static func starts(_ text: [UInt8]) -> [Int] {
    var starts = [0]
    text.withUnsafeBufferPointer { bytes in
      var (start, scalars) = (0, 0)
      while start < bytes.count {
        let end = UTF8Bytes.firstPlace(of: 0x0A, in: bytes, from: start) ?? bytes.count
        scalars += UTF8Bytes.countScalars(in: bytes, start..<end) + 1
        starts.append(scalars)
        start = end + 1
      }
    }
    return starts
  }
}

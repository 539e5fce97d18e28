/// Times that stand in the text itself, as stretches of it.
enum StampTimes {
  /// From each stamp at a line's start to the next.
  ///
  /// - Parameters:
  ///   - stamps: the line, from 0, and milliseconds of each.
  ///   - lines: of the text, without their ends.
  /// - Returns: a stretch for each stamp that has words behind it.
  static func between(
    _ stamps: [(line: Int, milliseconds: Int)],
    lines: [String]
  ) -> [CaptionTime] {
    let starts = offsets(lines)
    return stamps.indices.compactMap { index in
      let (line, from) = stamps[index]
      let next = index + 1 < stamps.count ? stamps[index + 1] : nil
      let end = (next.map { starts[$0.line] } ?? starts[lines.count]) - 1
      guard end > starts[line] else { return nil }
      return CaptionTime(Span(starts[line]..<end), from: from, to: next?.milliseconds)
    }
  }

  /// From the stamp before to each stamp at a line's end.
  static func before(
    _ stamps: [(line: Int, milliseconds: Int)],
    lines: [String]
  ) -> [CaptionTime] {
    let starts = offsets(lines)
    var (start, from) = (0, 0)
    return stamps.compactMap { line, milliseconds in
      defer { (start, from) = (starts[line + 1], milliseconds) }
      let end = starts[line + 1] - 1
      guard end > start else { return nil }
      return CaptionTime(Span(start..<end), from: from, to: milliseconds)
    }
  }

  /// Where each line begins, and one more behind the last line's end.
  private static func offsets(_ lines: [String]) -> [Int] {
    var offsets = [0]
    offsets.reserveCapacity(lines.count + 1)
    for line in lines { offsets.append(offsets[offsets.count - 1] + line.unicodeScalars.count + 1) }
    return offsets
  }
}

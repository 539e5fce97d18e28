/// A place in the bytes of a text; not to be mixed up with the scalar offsets of spans.
public struct ByteOffset: Hashable, Comparable, Sendable {
  public let value: Int

  public init(_ value: Int) { self.value = value }

  public static func < (one: ByteOffset, other: ByteOffset) -> Bool { one.value < other.value }
}

extension TranscriptText {
  public typealias ByteOffset = EmicKit.ByteOffset

  /// Where a scalar begins in the bytes.
  public func byteOffset(ofScalar offset: Int) -> ByteOffset {
    if offset <= 0 { return ByteOffset(0) }
    if offset >= scalarCount { return ByteOffset(byteCount) }
    // Most of a transcript in English: one byte each.
    if scalarCount == byteCount { return ByteOffset(offset) }
    let index = lastIndex(in: storage.checkpoints, atMost: offset)
    return storage.bytes.withUnsafeBufferPointer {
      // A sequence that a checkpoint cuts belongs to the stretch before: `place` steps over its tail.
      ByteOffset(
        UTF8Bytes.place(
          skipping: offset - Int(storage.checkpoints[index]),
          from: index * TextStorage.checkpointDistance,
          in: $0
        )
      )
    }
  }

  /// The scalar to which a byte belongs.
  public func scalarOffset(of byte: ByteOffset) -> Int {
    if byte.value <= 0 { return 0 }
    if byte.value >= byteCount { return scalarCount }
    if scalarCount == byteCount { return byte.value }
    let index = byte.value / TextStorage.checkpointDistance
    return storage.bytes.withUnsafeBufferPointer { bytes in
      let begun = UTF8Bytes.countScalars(
        in: bytes,
        index * TextStorage.checkpointDistance..<byte.value
      )
      let isTail = bytes[byte.value] & 0xC0 == 0x80
      return Int(storage.checkpoints[index]) + begun - (isTail ? 1 : 0)
    }
  }

  /// The span of a range of bytes.
  func span(ofBytes range: Range<Int>) -> Span {
    Span(
      scalarOffset(
        of: ByteOffset(range.lowerBound)
      )..<scalarOffset(of: ByteOffset(range.upperBound))
    )
  }

  /// The number of lines, at least one; a final line feed ends the last line.
  public var lineCount: Int { storage.lineStarts.count }

  /// The line of an offset, from 0; a line feed belongs to the line it ends.
  public func line(containing offset: Int) -> Int {
    lastIndex(in: storage.lineStarts, atMost: byteOffset(ofScalar: offset).value)
  }

  /// A line without its line feed; lines are counted from 0.
  public func lineSpan(_ line: Int) -> Span {
    span(ofBytes: lineBytes(line))
  }

  /// The bytes of a line without its line feed.
  func lineBytes(_ line: Int) -> Range<Int> {
    storage.lineStarts.withUnsafeBufferPointer { starts in
      storage.bytes.withUnsafeBufferPointer { Self.bytes(ofLine: line, starts, $0) }
    }
  }

  /// The same for who asks for many lines and has borrowed what they lie in.
  @inline(__always)
  static func bytes(
    ofLine line: Int,
    _ starts: UnsafeBufferPointer<UInt32>,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    guard line >= 0, line < starts.count else { return bytes.count..<bytes.count }
    let start = Int(starts[line])
    if line + 1 < starts.count { return start..<Int(starts[line + 1]) - 1 }
    let isEnded = bytes.count > start && bytes[bytes.count - 1] == UInt8(ascii: "\n")
    return start..<(isEnded ? bytes.count - 1 : bytes.count)
  }

  /// The last element that is not above a value; the first is 0 and the rest ascend.
  private func lastIndex(in table: [UInt32], atMost value: Int) -> Int {
    var low = 0
    var high = table.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(table[middle]) <= value { low = middle } else { high = middle }
    }
    return low
  }
}

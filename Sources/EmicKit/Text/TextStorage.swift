import Synchronization

/// What all copies of a text share: the bytes and where in them things are.
final class TextStorage: Sendable {
  /// In bytes.
  ///
  /// A key asks for a hundred places, each walked to from the last checkpoint; the table is a
  /// sixty-fourth of the text.
  static let checkpointDistance = 256

  let bytes: [UInt8]
  let scalarCount: Int
  /// The number of scalars that begin before byte 0, 256, 512 and so on.
  let checkpoints: [UInt32]
  /// The byte at which each line begins.
  let lineStarts: [UInt32]
  private let madeDigest = Mutex<String?>(nil)

  /// SHA-256 of the bytes; made at the first use, once for all that share the text.
  var digest: String {
    madeDigest.withLock { made in
      if let made { return made }
      let digest = bytes.withUnsafeBufferPointer { Digest.sha256(of: $0) }
      made = digest
      return digest
    }
  }

  init(canonical bytes: [UInt8]) {
    self.bytes = bytes
    var places = Places(count: bytes.count)
    bytes.withUnsafeBufferPointer { buffer in
      var place = 0
      while place < buffer.count { place = places.addBlock(from: place, of: buffer) }
    }
    (checkpoints, lineStarts, scalarCount) = (places.checkpoints, places.lineStarts, places.scalars)
  }

  /// The tables, as they grow block by block.
  private struct Places {
    private(set) var checkpoints: [UInt32] = []
    private(set) var lineStarts: [UInt32] = [0]
    private(set) var scalars = 0

    init(count: Int) {
      checkpoints.reserveCapacity(count / TextStorage.checkpointDistance + 1)
      // Memory that is not written to costs nothing; growing costs a copy each time.
      lineStarts.reserveCapacity(count / 16)
    }

    /// Goes on with a stretch that stays near the core while it is walked through several times, and
    /// cuts no character of well-formed UTF-8.
    ///
    /// - Returns: its end.
    @inline(__always)
    mutating func addBlock(
      from start: Int,
      of buffer: UnsafeBufferPointer<UInt8>
    ) -> Int {
      var end = min(start + Self.blockLength, buffer.count)
      var steps = 0
      while end < buffer.count, steps < 3, buffer[end] & 0xC0 == 0x80 {
        end -= 1
        steps += 1
      }
      let block = UnsafeBufferPointer(rebasing: buffer[start..<end])
      let distance = TextStorage.checkpointDistance
      var place = start
      while place < end {
        if place % distance == 0 { checkpoints.append(UInt32(truncatingIfNeeded: scalars)) }
        let next = min(place / distance * distance + distance, end)
        scalars += UTF8Bytes.countScalars(in: buffer, place..<next)
        place = next
      }
      UTF8Bytes.forEachLineFeed(in: block) { place in
        let behind = start + place + 1
        // A final line feed ends the last line; it does not begin another.
        if behind < buffer.count { lineStarts.append(UInt32(truncatingIfNeeded: behind)) }
      }
      return end
    }

    private static let blockLength = 1 << 16
  }
}

import Glibc
import Synchronization

/// The canonical text of a transcript: as read, never changed.
///
///     let text = TranscriptText("问：您好。\r\n答：您好。")
///     text[Span(2..<5)]            // "您好。"
///     text.lineSpan(1)             // 6..<11
///
/// Canonical is the file decoded as strict UTF-8, a leading byte order mark dropped, CRLF and CR
/// read as LF; nothing is normalised. All offsets are Unicode scalars of it, from 0, and lie on a
/// table of checkpoints: no question costs a walk from the start, however long the text or a line.
/// Offsets outside the text mean its nearer end. Copies share one storage.
public struct TranscriptText: Sendable {
  let storage: TextStorage

  /// Reads the bytes of a file.
  ///
  /// - Throws: when they are not UTF-8, or not a text at all.
  public init(bytes: [UInt8]) throws(TranscriptTextProblem) {
    self.init(canonical: try CanonicalText.bytes(of: bytes))
  }

  /// Takes bytes that are canonical already.
  init(canonical bytes: [UInt8]) { storage = TextStorage(canonical: bytes) }

  /// A text that is already in memory; its line ends become LF too.
  public init(_ string: String) {
    storage = TextStorage(canonical: CanonicalText.withLineFeeds(Array(string.utf8)))
  }

  /// The length in Unicode scalars: the unit of every span.
  public var scalarCount: Int { storage.scalarCount }
  /// The length in bytes of UTF-8.
  public var byteCount: Int { storage.bytes.count }
  public var isEmpty: Bool { storage.bytes.isEmpty }
  /// The whole text as a span.
  public var span: Span { Span(0..<scalarCount) }

  /// The exact text of a span.
  public subscript(span: Span) -> String {
    let range = byteRange(of: span)
    return storage.bytes.withUnsafeBufferPointer {
      String(decoding: $0[range], as: UTF8.self)
    }
  }

  /// Whether exactly these words stand at a span, byte for byte; no text is made to find out.
  func stands(_ words: String, at span: Span) -> Bool {
    let range = byteRange(of: span)
    guard words.utf8.count == range.count else { return false }
    var words = words
    return words.withUTF8 { words in
      storage.bytes.withUnsafeBufferPointer { bytes in
        guard let start = words.baseAddress, let text = bytes.baseAddress else { return true }
        return memcmp(text + range.lowerBound, start, range.count) == 0
      }
    }
  }

  /// The scalars of a span, for work on a window of the text.
  public func scalars(in span: Span) -> [Unicode.Scalar] {
    let range = byteRange(of: span)
    return storage.bytes.withUnsafeBufferPointer { bytes in
      var scalars: [Unicode.Scalar] = []
      scalars.reserveCapacity(span.count)
      var place = range.lowerBound
      while place < range.upperBound {
        scalars.append(UTF8Bytes.scalar(in: bytes, at: &place))
      }
      return scalars
    }
  }

  /// The scalar at an offset, or `nil` at the end of the text.
  public func scalar(at offset: Int) -> Unicode.Scalar? {
    guard offset >= 0, offset < scalarCount else { return nil }
    var place = byteOffset(ofScalar: offset).value
    return storage.bytes.withUnsafeBufferPointer { UTF8Bytes.scalar(in: $0, at: &place) }
  }

  /// Lends the bytes of the whole text.
  public func withUTF8<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try storage.bytes.withUnsafeBufferPointer(body)
  }

  /// The part of a span that lies in the text.
  func clamped(_ span: Span) -> Span { Span(span.range.clamped(to: 0..<scalarCount)) }

  func byteRange(of span: Span) -> Range<Int> {
    let inside = clamped(span)
    let start = byteOffset(ofScalar: inside.start).value
    // The checkpoint before the end of a short span is further away than its start.
    guard inside.count < TextStorage.checkpointDistance, inside.end < scalarCount else {
      return start..<byteOffset(ofScalar: inside.end).value
    }
    return storage.bytes.withUnsafeBufferPointer { bytes in
      start..<UTF8Bytes.place(skipping: inside.count, from: start, in: bytes)
    }
  }
}

extension TranscriptText: Equatable {
  public static func == (one: TranscriptText, other: TranscriptText) -> Bool {
    one.storage === other.storage || one.storage.bytes == other.storage.bytes
  }
}

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
      let digest = Digest.sha256(bytes)
      made = digest
      return digest
    }
  }

  init(canonical bytes: [UInt8]) {
    self.bytes = bytes
    var checkpoints: [UInt32] = []
    var lineStarts: [UInt32] = [0]
    var count = 0
    bytes.withUnsafeBufferPointer { buffer in
      checkpoints.reserveCapacity(buffer.count / Self.checkpointDistance + 1)
      // Memory that is not written to costs nothing; growing costs a copy each time.
      lineStarts.reserveCapacity(buffer.count / 16)
      var place = 0
      while place < buffer.count {
        checkpoints.append(UInt32(truncatingIfNeeded: count))
        let end = min(place + Self.checkpointDistance, buffer.count)
        count += UTF8Bytes.countScalars(in: buffer, place..<end)
        place = end
      }
      UTF8Bytes.forEachLineFeed(in: buffer) { place in
        // A final line feed ends the last line; it does not begin another.
        if place + 1 < buffer.count { lineStarts.append(UInt32(truncatingIfNeeded: place + 1)) }
      }
    }
    self.checkpoints = checkpoints
    self.lineStarts = lineStarts
    scalarCount = count
  }
}

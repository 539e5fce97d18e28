import Glibc

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

  /// The lines with which a long file begins, to be shown while the rest is read.
  ///
  /// - Parameter bytes: the first of the file.
  ///
  /// `nil` when no line ends in them, and when they are not canonical as they are.
  package init?(beginning bytes: [UInt8]) {
    guard let end = bytes.lastIndex(of: Ascii.lineFeed) else { return nil }
    let lines = Array(bytes[...end])
    let isText = lines.withUnsafeBufferPointer {
      CanonicalText.beginsAsText($0) && CanonicalText.isCanonical($0)
    }
    guard isText else { return nil }
    self.init(canonical: lines)
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
    var words = words
    return words.withUTF8 { stands($0, at: span) }
  }

  /// The same; the words are given as their bytes.
  func stands(_ words: UnsafeBufferPointer<UInt8>, at span: Span) -> Bool {
    let range = byteRange(of: span)
    guard words.count == range.count else { return false }
    return storage.bytes.withUnsafeBufferPointer { bytes in
      guard let start = words.baseAddress, let text = bytes.baseAddress else { return true }
      return memcmp(text + range.lowerBound, start, range.count) == 0
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

import Glibc

/// The words that a coding holds of its text, and its memo, where they lie among others: mostly in the
/// bytes of the file from which they were read.
///
/// A large study has half a million codings. Four texts of its own for each would take most of the time
/// in which they are read, copied and let go.
struct StoredWords: Sendable {
  /// A stretch of the bytes: UTF-8, or as JSON spells it.
  struct Place: Hashable, Sendable {
    private let start: UInt32
    /// The highest bit says that there are escapes in it.
    private let countAndForm: UInt32

    static let none = Place(0..<0, hasEscapes: false)

    /// - Parameters:
    ///   - range: in bytes, of fewer than 2³¹.
    ///   - hasEscapes: whether some bytes do not mean themselves.
    init(_ range: Range<Int>, hasEscapes: Bool) {
      start = UInt32(range.lowerBound)
      countAndForm = UInt32(range.count) | (hasEscapes ? 1 << 31 : 0)
    }

    var hasEscapes: Bool { countAndForm >> 31 == 1 }
    var isEmpty: Bool { countAndForm == 0 }
    var range: Range<Int> { Int(start)..<Int(start) + Int(countAndForm & ~(1 << 31)) }
  }

  private let bytes: [UInt8]
  let quote: Place
  let before: Place
  let after: Place
  let memo: Place

  /// - Parameters:
  ///   - bytes: of a file of JSON; escapes in the places are right.
  ///   - quote: the words of the span.
  ///   - before: those before it.
  ///   - after: those after it.
  ///   - memo: on the coding.
  init(in bytes: [UInt8], quote: Place, before: Place, after: Place, memo: Place) {
    self.bytes = bytes
    (self.quote, self.before, self.after, self.memo) = (quote, before, after, memo)
  }

  static let none = StoredWords(in: [], quote: .none, before: .none, after: .none, memo: .none)

  /// Words that are nowhere yet.
  init(quote: String, before: String, after: String, memo: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity([quote, before, after, memo].reduce(0) { $0 + $1.utf8.count })
    func place(_ text: String) -> Place {
      let start = bytes.count
      bytes.append(contentsOf: text.utf8)
      return Place(start..<bytes.count, hasEscapes: false)
    }
    (self.quote, self.before) = (place(quote), place(before))
    (self.after, self.memo) = (place(after), place(memo))
    self.bytes = bytes
  }

  /// The words of a span of a transcript and those around it, which stand in one stretch there.
  init(of span: Span, in transcript: Transcript, memo: String) {
    let text = transcript.text
    let before = text.byteRange(of: transcript.spanOfContext(before: span))
    let quote = text.byteRange(of: span)
    let after = text.byteRange(of: transcript.spanOfContext(after: span))
    let start = before.lowerBound
    var bytes: [UInt8] = []
    bytes.reserveCapacity(after.upperBound - start + memo.utf8.count)
    text.withUTF8 { bytes.append(contentsOf: $0[start..<after.upperBound]) }
    let startOfMemo = bytes.count
    bytes.append(contentsOf: memo.utf8)
    func place(_ range: Range<Int>) -> Place {
      Place(range.lowerBound - start..<range.upperBound - start, hasEscapes: false)
    }
    (self.before, self.quote, self.after) = (place(before), place(quote), place(after))
    self.memo = Place(startOfMemo..<bytes.count, hasEscapes: false)
    self.bytes = bytes
  }

  func text(_ place: Place) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      guard place.hasEscapes else {
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[place.range]), as: UTF8.self)
      }
      let range = place.range
      // They were resolved once, when the file was read.
      return (try? JSONReader(bytes: bytes).unescaped(range.lowerBound, range.upperBound)) ?? ""
    }
  }

  /// Lends the words as UTF-8.
  @inline(__always)
  func withUTF8<Result>(
    _ place: Place,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    if place.hasEscapes {
      var text = text(place)
      return try text.withUTF8(body)
    }
    return try bytes.withUnsafeBufferPointer { bytes in
      try body(UnsafeBufferPointer(rebasing: bytes[place.range]))
    }
  }

  /// Whether both are the same stretches of the same memory, and so the same words.
  func isSame(as other: StoredWords) -> Bool {
    quote == other.quote && before == other.before && after == other.after && memo == other.memo
      && address == other.address
  }

  // A closure: a key path in its place is looked up by the runtime for each coding.
  private var address: UnsafePointer<UInt8>? { bytes.withUnsafeBufferPointer { $0.baseAddress } }
}

extension StoredWords: Hashable {
  static func == (one: StoredWords, other: StoredWords) -> Bool {
    if one.isSame(as: other) { return true }
    return one.stands(one.quote, as: other.quote, in: other)
      && one.stands(one.before, as: other.before, in: other)
      && one.stands(one.after, as: other.after, in: other)
      && one.stands(one.memo, as: other.memo, in: other)
  }

  private func stands(_ place: Place, as otherPlace: Place, in other: StoredWords) -> Bool {
    withUTF8(place) { one in
      other.withUTF8(otherPlace) { other in
        guard one.count == other.count else { return false }
        guard let start = one.baseAddress, let otherStart = other.baseAddress else { return true }
        return memcmp(start, otherStart, one.count) == 0
      }
    }
  }

  func hash(into hasher: inout Hasher) {
    for place in [quote, before, after, memo] {
      withUTF8(place) { words in
        hasher.combine(words.count)
        hasher.combine(bytes: UnsafeRawBufferPointer(words))
      }
    }
  }
}

/// A code on a span of a transcript, by one coder.
public struct Coding: Hashable, Sendable {
  public typealias ID = Identifier<Coding>

  /// A mark on a coding; `raw` texts that this version does not know are kept.
  public enum Flag: Hashable, Sendable {
    case exemplar
    case doNotQuote
    case discuss
    case redact
    case unknown(String)
  }

  /// A UUIDv7 in lower case, never reused.
  public let id: ID
  public var code: Code.ID
  /// In Unicode scalars of the canonical text, never empty.
  public var span: Span
  /// The version of the codebook under which the coding was made or last confirmed.
  public var codebook: Int
  public var created: Timestamp
  public var modified: Timestamp
  private(set) var words: StoredWords
  /// `nil` for most codings, which are the smaller for it.
  private(set) var rare: RareMembers?

  public init(
    id: ID,
    code: Code.ID,
    span: Span,
    quote: String,
    before: String = "",
    after: String = "",
    codebook: Int,
    created: Timestamp,
    modified: Timestamp,
    memo: String = "",
    flags: [Flag] = [],
    replacement: String? = nil,
    settlement: Settlement? = nil,
    kept: [JSONMember] = []
  ) {
    self.id = id
    self.code = code
    self.span = span
    self.codebook = codebook
    self.created = created
    self.modified = modified
    words = StoredWords(quote: quote, before: before, after: after, memo: memo)
    rare = RareMembers(
      .init(flags: flags, replacement: replacement, settlement: settlement, kept: kept)
    )
  }

  /// A coding as it was read, its words left where they lie.
  init(
    id: ID,
    code: Code.ID,
    span: Span,
    codebook: Int,
    created: Timestamp,
    modified: Timestamp,
    words: StoredWords,
    rare: RareMembers? = nil
  ) {
    self.id = id
    self.code = code
    self.span = span
    self.codebook = codebook
    self.created = created
    self.modified = modified
    self.words = words
    self.rare = rare
  }
}

extension Coding {
  /// Exactly the text of the span.
  public var quote: String {
    get { words.text(words.quote) }
    set { words = StoredWords(quote: newValue, before: before, after: after, memo: memo) }
  }

  /// Up to 32 scalars before the span, for finding it again in a changed transcript.
  public var before: String {
    get { words.text(words.before) }
    set { words = StoredWords(quote: quote, before: newValue, after: after, memo: memo) }
  }

  /// Up to 32 scalars after the span.
  public var after: String {
    get { words.text(words.after) }
    set { words = StoredWords(quote: quote, before: before, after: newValue, memo: memo) }
  }

  /// Empty when there is none.
  public var memo: String {
    get { words.text(words.memo) }
    set { words = StoredWords(quote: quote, before: before, after: after, memo: newValue) }
  }

  public var flags: [Flag] {
    get { rare?.values.flags ?? [] }
    set { change { $0.flags = newValue } }
  }

  /// What a `redact` coding is replaced by where text leaves the study.
  public var replacement: String? {
    get { rare?.values.replacement }
    set { change { $0.replacement = newValue } }
  }

  /// Of a coding in the consensus layer: what it settles, and how.
  public var settlement: Settlement? {
    get { rare?.values.settlement }
    set { change { $0.settlement = newValue } }
  }

  /// Keys that this version keeps without reading them (`translation`, …), in the order in which
  /// they were read.
  public var kept: [JSONMember] {
    get { rare?.values.kept ?? [] }
    set { change { $0.kept = newValue } }
  }

  /// Takes what a transcript has on the span, and around it.
  mutating func takeWords(from transcript: Transcript) {
    words = StoredWords(of: span, in: transcript, memo: memo)
  }

  /// Whether `memo` is there, without making a text of it.
  public var hasMemo: Bool { !words.memo.isEmpty }

  private mutating func change(_ body: (inout RareMembers.Values) -> Void) {
    var values = rare?.values ?? RareMembers.Values()
    body(&values)
    rare = RareMembers(values)
  }

  /// Whether both hold the same memory, and so the same values; where equal values stand in other memory
  /// they count as different.
  ///
  /// In place, of codings in their lists: to copy one, or to compare its texts, takes many times longer.
  static func isSame(_ one: UnsafePointer<Coding>, as other: UnsafePointer<Coding>) -> Bool {
    one.pointee.span == other.pointee.span && one.pointee.words.isSame(as: other.pointee.words)
      && one.pointee.modified == other.pointee.modified
      && one.pointee.created == other.pointee.created
      && one.pointee.codebook == other.pointee.codebook
      && one.pointee.rare === other.pointee.rare
      && one.pointee.code == other.pointee.code && one.pointee.id == other.pointee.id
  }
}

extension Coding.Flag {
  public init(_ text: String) {
    self = Self.known.first { $0.text == text } ?? .unknown(text)
  }

  public var text: String {
    switch self {
    case .exemplar: "exemplar"
    case .doNotQuote: "do-not-quote"
    case .discuss: "discuss"
    case .redact: "redact"
    case .unknown(let text): text
    }
  }

  public static let known: [Self] = [.exemplar, .doNotQuote, .discuss, .redact]
}

extension Coding: Comparable {
  /// The order of a sidecar: start, end, code, id.
  public static func < (one: Coding, other: Coding) -> Bool {
    if one.span != other.span { return one.span < other.span }
    return one.code != other.code ? one.code < other.code : one.id < other.id
  }
}

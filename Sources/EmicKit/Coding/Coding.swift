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
  /// Exactly the text of the span.
  public var quote: String
  /// Up to 32 scalars before the span, for finding it again in a changed transcript.
  public var before: String
  /// Up to 32 scalars after the span.
  public var after: String
  /// The version of the codebook under which the coding was made or last confirmed.
  public var codebook: Int
  public var created: Timestamp
  public var modified: Timestamp
  /// Empty when there is none.
  public var memo: String
  public var flags: [Flag]
  /// What a `redact` coding is replaced by where text leaves the study.
  public var replacement: String?
  /// Of a coding in the consensus layer: what it settles, and how.
  public var settlement: Settlement?
  /// Keys that this version keeps without reading them (`translation`, …), in the order in which
  /// they were read.
  public var kept: [JSONMember]

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
    self.quote = quote
    self.before = before
    self.after = after
    self.codebook = codebook
    self.created = created
    self.modified = modified
    self.memo = memo
    self.flags = flags
    self.replacement = replacement
    self.settlement = settlement
    self.kept = kept
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

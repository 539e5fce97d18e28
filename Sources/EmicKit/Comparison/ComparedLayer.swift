/// A stretch that a coder gave a code, and the codings it was made of.
public struct UnitedCoding: Hashable, Sendable {
  public var code: Code.ID
  public var span: Span
  /// As stored, in the order of the sidecar.
  public var codings: [Coding.ID]

  public init(code: Code.ID, span: Span, codings: [Coding.ID]) {
    self.code = code
    self.span = span
    self.codings = codings
  }
}

extension UnitedCoding: Comparable {
  /// By start, end and code; of one coder no two are equal in all three.
  public static func < (one: UnitedCoding, other: UnitedCoding) -> Bool {
    one.span != other.span ? one.span < other.span : one.code < other.code
  }
}

/// One coder's work on one transcript as it is compared with others'.
///
/// Codings are trimmed first; those of one code that share text then count once. Touching ones stay
/// two, and different codes may overlap. A layer without codings says "looked, found nothing"; a
/// coder who did not submit has no layer.
public struct ComparedLayer: Sendable {
  public let coder: Coder.ID
  /// Under the codes that agreement counts, each in the order of the text.
  public let codes: [Code.ID: [UnitedCoding]]
  /// Under the code that disagreements name, in the order of the text.
  public let codings: [UnitedCoding]
  /// As stored, what is not compared among them.
  public let sources: [Coding]

  /// - Parameters:
  ///   - sidecar: the coder's.
  ///   - name: under which they are compared; `nil` for their id.
  ///   - transcript: what was coded.
  ///   - reading: as which codes stored ones count.
  public init(
    of sidecar: Sidecar,
    as name: Coder.ID? = nil,
    in transcript: Transcript,
    reading: CodeReading
  ) {
    coder = name ?? sidecar.coder
    sources = sidecar.codings
    var counted: [Code.ID: [UnitedCoding]] = [:]
    var named: [Code.ID: [UnitedCoding]] = [:]
    var known: [Code.ID: [Code.ID]] = [:]
    // By places: a loop over codings copies each of them.
    for index in sources.indices {
      guard let span = transcript.trimmed(sources[index].span) else { continue }
      let (id, stored) = (sources[index].id, sources[index].code)
      let codes = known[stored] ?? reading.codes(for: stored)
      known[stored] = codes
      for code in codes {
        counted[code, default: []].append(UnitedCoding(code: code, span: span, codings: [id]))
      }
      if let code = codes.first {
        named[code, default: []].append(UnitedCoding(code: code, span: span, codings: [id]))
      }
    }
    codes = counted.mapValues(Self.united)
    codings = named.values.flatMap(Self.united).sorted()
  }

  /// The stretches of a code.
  public func spans(of code: Code.ID) -> [Span] { (codes[code] ?? []).map(\.span) }

  private static func united(_ codings: [UnitedCoding]) -> [UnitedCoding] {
    var united: [UnitedCoding] = []
    for coding in codings.sorted() {
      if let last = united.last, last.span.overlaps(coding.span) {
        united[united.count - 1].span = last.span.union(coding.span)
        united[united.count - 1].codings += coding.codings
      } else {
        united.append(coding)
      }
    }
    return united
  }
}

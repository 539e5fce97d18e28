import EmicKit

/// One coder's codings in the whole study: how often each code, and its last quotations.
public struct OwnWork: Hashable, Sendable {
  /// The words of one coding, and where they stand.
  public struct Quotation: Hashable, Sendable {
    public var transcript: String
    public var turn: Int?
    public var text: String
    public var created: Timestamp

    public init(transcript: String, turn: Int?, text: String, created: Timestamp) {
      self.transcript = transcript
      self.turn = turn
      self.text = text
      self.created = created
    }
  }

  /// How often each code stands in each transcript.
  public private(set) var counts: [Code.ID: [String: Int]] = [:]
  /// At most three per code and transcript.
  public private(set) var quotations: [Code.ID: [Quotation]] = [:]

  public init() {}

  /// Takes in the codings of one transcript.
  public mutating func add(_ codings: [Coding], of transcript: Transcript) {
    var newest: [Code.ID: [Coding]] = [:]
    for coding in codings {
      counts[coding.code, default: [:]][transcript.name, default: 0] += 1
      newest[coding.code, default: []].append(coding)
    }
    for (code, codings) in newest {
      let last = codings.sorted { $0.created > $1.created }.prefix(3)
      quotations[code, default: []] += last.map { coding in
        Quotation(
          transcript: transcript.name,
          turn: transcript.turnNumber(at: coding.span.start),
          text: coding.quote,
          created: coding.created
        )
      }
    }
  }

  /// How often a code was used outside one transcript.
  func count(of code: Code.ID, outside transcript: String?) -> Int {
    (counts[code] ?? [:]).reduce(0) { $0 + ($1.key == transcript ? 0 : $1.value) }
  }
}

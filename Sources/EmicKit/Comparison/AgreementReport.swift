import Agreement

/// The figures of a comparison, in the order in which they are shown.
///
/// A pure value: the same work and options give the same report.
public struct AgreementReport: Sendable {
  /// What is computed beside the counts.
  public struct Options: Hashable, Sendable {
    /// How α, P+ and κ get their intervals; `nil` for none.
    public var resampling: Resampling? = .jackknife
    /// Of the intervals, between 0 and 1.
    public var confidence = 0.95
    /// Spans match where intersection / union is at least this many ten-thousandths.
    public var overlap = 9000
    /// Whether transcripts are told apart, too, pair by pair.
    public var byTranscript = false

    public init() {}

    /// What `overlap` is a part of.
    public static let wholeOverlap = 10_000
  }

  public let study: StudyComparison
  public let options: Options
  /// One for each block of the comparison, in its order.
  public let blocks: [AgreementBlock]

  public init(of study: StudyComparison, options: Options = Options()) {
    self.study = study
    self.options = options
    blocks = study.blocks.map { AgreementBlock($0, of: study, options) }
  }
}

/// The figures of one block: interviews, documents, or both pooled.
public struct AgreementBlock: Sendable {
  public let compared: ComparedBlock
  public let figures: AgreementFigures

  public var rows: [CodeRow] { figures.rows }
  public var pairs: [PairSummary] { figures.pairs }
  public var confusions: [Confusion] { figures.confusions }
  public var transcripts: [TranscriptSummary] { figures.transcripts }
  public var coders: [Coder.ID] { figures.coders }

  /// The transcripts, those with the most disagreeing units first.
  package var transcriptsByDifference: [TranscriptSummary] {
    transcripts.sorted { ($1.disagreeing, $0.transcript) < ($0.disagreeing, $1.transcript) }
  }

  /// The rows of one part of the table.
  public func rows(_ part: CodeRow.Part) -> [CodeRow] { figures.rows(part) }

  /// The row of a code; `nil` where it has none.
  public subscript(code: Code.ID) -> CodeRow? { figures[code] }
}

/// What was counted of one block, without the texts and codings.
public struct AgreementFigures: Sendable {
  /// `nil` where both kinds of source were pooled.
  public let kind: SourceStructure.Kind?
  /// Those with a layer in the block.
  public let coders: [Coder.ID]
  /// In the order of the table: disagreeing units, the most first, then α, the lowest first, then
  /// id; behind them codes that are too rare to judge, then those whose α is not defined.
  public let rows: [CodeRow]
  /// In the order of the coders.
  public let pairs: [PairSummary]
  /// The most frequent first.
  public let confusions: [Confusion]
  /// In the order of the comparison.
  public let transcripts: [TranscriptSummary]
  /// Where they are told apart.
  let pairsByTranscript: TranscriptPairs?

  /// The rows of one part of the table.
  public func rows(_ part: CodeRow.Part) -> [CodeRow] { rows.filter { $0.part == part } }

  /// The row of a code; `nil` where it has none.
  public subscript(code: Code.ID) -> CodeRow? { rows.first { $0.code == code } }

  /// One code between each two coders who both worked on a transcript, in the order of the coders.
  ///
  /// - Parameters:
  ///   - code: of a row.
  ///   - place: in `transcripts`.
  /// - Returns: none unless the options have asked for it.
  package func pairs(of code: Code.ID, inTranscript place: Int) -> [PairRow] {
    pairsByTranscript?.rows(of: code, inTranscript: place) ?? []
  }
}

/// What is known of one code in a block.
public struct CodeRow: Sendable {
  /// In which part of the table a row stands.
  public enum Part: Int, CaseIterable, Sendable {
    case judged
    /// Under `fewestUnits` units in which anybody used it: counts, no words of judgement.
    case tooRare
    case notDefined
  }

  /// Fewer units with a code than this say nothing about it.
  public static let fewestUnits = 10

  public let code: Code.ID
  /// For each coder the united spans that touch the scope.
  public let spans: [Int]
  /// The units in which somebody used the code.
  public let unitsWith: Int
  public let disagreeingUnits: Int
  public let all: CodeMeasures
  /// |uα of the code against the rest, over whole texts that all coders worked on.
  public let binaryUAlpha: Measure
  /// In the order of the coders.
  public let pairs: [PairRow]
  /// α without each coder in turn; empty for fewer than three.
  public let alphaWithout: [Measure]

  /// Whether somebody used it, but nowhere that a second coder looked at.
  public var isWithoutSecondCoder: Bool {
    unitsWith > 0
      && pairs.allSatisfy { $0.measures.table.both + $0.measures.table.disagreeing == 0 }
  }

  public var part: Part {
    if all.alpha.value == nil { return .notDefined }
    return unitsWith < Self.fewestUnits ? .tooRare : .judged
  }
}

/// One code between two coders.
public struct PairRow: Sendable {
  /// The coders, by their places in the block.
  public let first: Int
  public let second: Int
  public let measures: PairMeasures
  /// Spans with the same ends.
  public let exact: SpanMatch
  /// Spans that share enough of their text.
  public let overlapping: SpanMatch
}

/// Two coders over all rows.
public struct PairSummary: Sendable {
  public let first: Int
  public let second: Int
  public let pooled: PooledKappa
  /// Disagreeing units, summed over the rows.
  public let disagreeing: Int
  /// The median of α over the codes that are judged; `nil` where there is none.
  public let medianAlpha: Double?
  /// How many codes that median is of.
  public let alphaCodes: Int
}

/// Two codes that two coders gave to the same text.
public struct Confusion: Hashable, Sendable {
  /// The coders, by their places in the block.
  public let first: Int
  public let second: Int
  public let codeOfFirst: Code.ID
  public let codeOfSecond: Code.ID
  public let count: Int
  /// Whether one of the codes stands above the other in the codebook.
  public let isParentAndChild: Bool
}

/// How much the coders differ in one transcript.
public struct TranscriptSummary: Sendable {
  public let transcript: String
  public let kind: SourceStructure.Kind
  /// By their places in the block.
  public internal(set) var coders: [Int]
  public let units: Int
  /// Disagreeing units, summed over the rows.
  public let disagreeing: Int
  /// The code with most of them; `nil` where there are none.
  public let worstCode: Code.ID?
}

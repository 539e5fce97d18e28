/// The measures of one code for all coders together.
public struct CodeMeasures: Equatable, Sendable {
  public var percent: Measure
  public var positive: Measure
  public var alpha: Measure
  public var fleiss: Measure
  public var conger: Measure
  public var brennanPrediger: Measure
  public var ac1: Measure

  /// All of them with their names in JSON and CSV, in their order: what prints or withholds figures goes
  /// through this list.
  public static var figures: [(name: String, path: WritableKeyPath<CodeMeasures, Measure>)] {
    [
      ("percent", \.percent), ("positive", \.positive), ("alpha", \.alpha), ("fleiss", \.fleiss),
      ("conger", \.conger), ("brennan-prediger", \.brennanPrediger), ("ac1", \.ac1),
    ]
  }
}

/// The measures of one code for two coders.
public struct PairMeasures: Equatable, Sendable {
  public var table: PairTable
  public var percent: Measure
  public var positive: Measure
  public var negative: Measure
  public var kappa: Measure
  public var pi: Measure
  public var alpha: Measure
  public var ac1: Measure
  public var brennanPrediger: Measure

  /// The measures of a table, without intervals.
  public init(_ table: PairTable) {
    self.table = table
    percent = table.percent
    positive = table.positive
    negative = table.negative
    kappa = table.kappa
    pi = table.pi
    alpha = table.alpha
    ac1 = table.ac1
    brennanPrediger = table.brennanPrediger
  }

  /// All of them with their names in JSON and CSV, in their order: what prints or withholds figures goes
  /// through this list.
  public static var figures: [(name: String, path: WritableKeyPath<PairMeasures, Measure>)] {
    [
      ("percent", \.percent), ("positive", \.positive), ("negative", \.negative),
      ("kappa", \.kappa), ("pi", \.pi), ("alpha", \.alpha), ("ac1", \.ac1),
      ("brennan-prediger", \.brennanPrediger),
    ]
  }
}

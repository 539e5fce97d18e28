/// Cohen's κ of one pair of coders over several codes, and how many codes it rests on.
public struct PooledKappa: Equatable, Sendable {
  /// (mean p_o - mean p_e) / (1 - mean p_e) over all codes, those with p_e = 1 included.
  ///
  /// `no-variation` where every code has p_e = 1; `no-data` without a code with units.
  ///
  /// Source: de Vries, Elliott, Kanouse & Teleki 2008, Field Methods 20.
  public var pooled: Measure
  /// The mean of the κ that are defined; `no-variation` where none is.
  public var macro: Measure
  /// The codes whose own κ is defined.
  public var codesDefined: Int
  /// The codes with units.
  public var codes: Int

  /// - Parameter tables: one per code.
  public init(_ tables: [PairTable]) {
    let tables = tables.filter { $0.units > 0 }
    let kappas = tables.compactMap { $0.kappa.value }
    codes = tables.count
    codesDefined = kappas.count
    guard !tables.isEmpty else {
      pooled = .undefined(.noData)
      macro = pooled
      return
    }
    guard !kappas.isEmpty else {
      pooled = .undefined(.noVariation)
      macro = pooled
      return
    }
    var observed = 0.0
    var expected = 0.0
    for table in tables {
      let units = Double(table.units)
      observed += Double(table.disagreeing) / units
      expected += Double(table.expectedDisagreement) / (units * units)
    }
    pooled = .value(1 - observed / expected)
    macro = .value(kappas.reduce(0, +) / Double(kappas.count))
  }
}

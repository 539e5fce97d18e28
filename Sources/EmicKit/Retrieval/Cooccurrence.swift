/// How often two codes stand on the same text, by one coder.
public struct Cooccurrence: Sendable {
  public struct Pair: Hashable, Sendable {
    /// By id.
    public let codes: [Code.ID]
    public let count: Int
    public let cases: Int
  }

  /// What is counted.
  public enum Basis: Sendable {
    /// Pairs of codings that share at least one scalar.
    case span
    /// Turns, sentences or paragraphs on which both codes stand, by the source's path.
    case unit([String: AgreementUnits])
  }

  /// The most frequent first, then by code.
  public let pairs: [Pair]

  /// Counts what was found in the sources; codings of two coders never meet.
  ///
  /// With subcodes a code does not meet the codes below it: it has their codings itself.
  ///
  /// - Complexity: O(n + overlaps) for n codings.
  public init(of sources: [CodedSource], per basis: Basis = .span, reading: CodeReading) {
    // Sources of one case stand together, so that a pair sees a new case by the last one alone.
    let sources = sources.sorted { ($0.caseKey, $0.transcript) < ($1.caseKey, $1.transcript) }
    let rows = CodeRows(found: sources, reading: reading)
    var counter = PairCounter(codes: rows.codes, reading: reading)
    for source in sources {
      counter.begin(case: source.caseKey)
      let rowsOfCode = rows.rows(of: source)
      let codings = source.found.map { place in
        (span: source.sidecar.codings[place].span, code: source.codeOfRow[place])
      }
      switch basis {
      case .span: counter.addOverlaps(of: codings, rowsOfCode)
      case .unit(let units):
        if let units = units[source.transcript] { counter.add(codings, rowsOfCode, in: units) }
      }
    }
    pairs = counter.pairs
  }
}

private struct PairCounter {
  private struct Entry {
    var count = 0
    var cases = 0
    var lastCase = -1

    mutating func count(in case: Int) {
      count += 1
      if lastCase != `case` { cases += 1 }
      lastCase = `case`
    }
  }

  private let codes: [Code.ID]
  /// For each code the codes above it, by their places.
  private let ancestors: [[Int]]
  private var entries: [Int: Entry] = [:]
  private var current = -1
  private var key: String?

  init(codes: [Code.ID], reading: CodeReading) {
    self.codes = codes
    guard reading.level == .withSubcodes else {
      ancestors = codes.map { _ in [] }
      return
    }
    let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    ancestors = codes.map { reading.codebook.path(to: $0).dropLast().compactMap { places[$0] } }
  }

  mutating func begin(case key: String) {
    if self.key != key { current += 1 }
    self.key = key
  }

  /// Sweeps over the text: a coding meets those that have begun and not ended.
  ///
  /// - Parameters:
  ///   - codings: by start; of each the place of its code among those of its source.
  ///   - rowsOfCode: of each of these the places among all codes for which its codings count.
  mutating func addOverlaps(of codings: [(span: Span, code: Int)], _ rowsOfCode: [[Int]]) {
    // Without the rows themselves: a list for each would have to be counted and let go.
    var open: [(end: Int, code: Int)] = []
    for coding in codings {
      open.removeAll { $0.end <= coding.span.start }
      for other in open { add(rowsOfCode[other.code], rowsOfCode[coding.code]) }
      open.append((coding.span.end, coding.code))
    }
  }

  /// A unit counts once for a pair, however many codings of it stand there.
  mutating func add(
    _ codings: [(span: Span, code: Int)],
    _ rowsOfCode: [[Int]],
    in units: AgreementUnits
  ) {
    var rowsOfUnit: [Int: Set<Int>] = [:]
    for coding in codings {
      for unit in units.places(touchedBy: coding.span) {
        rowsOfUnit[unit, default: []].formUnion(rowsOfCode[coding.code])
      }
    }
    for rows in rowsOfUnit.values {
      let rows = rows.sorted()
      for (place, row) in rows.enumerated() {
        for other in rows[(place + 1)...] { add(row, other) }
      }
    }
  }

  private mutating func add(_ one: [Int], _ other: [Int]) {
    for code in one { for otherCode in other { add(code, otherCode) } }
  }

  private mutating func add(_ one: Int, _ other: Int) {
    guard one != other, !ancestors[one].contains(other), !ancestors[other].contains(one) else {
      return
    }
    let place = min(one, other) * codes.count + max(one, other)
    entries[place, default: Entry()].count(in: current)
  }

  var pairs: [Cooccurrence.Pair] {
    entries.map { place, entry in
      Cooccurrence.Pair(
        codes: [codes[place / codes.count], codes[place % codes.count]].sorted(),
        count: entry.count,
        cases: entry.cases
      )
    }.sorted { one, other in
      one.count != other.count
        ? one.count > other.count : one.codes.lexicographicallyPrecedes(other.codes)
    }
  }
}

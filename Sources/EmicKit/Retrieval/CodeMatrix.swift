/// Codes by attributes, transcripts or coders: how many codings, and in how many cases.
///
/// *Nobody has coded it yet*, *it is a draft that does not count*, *it is coded and hidden from whoever asks*
/// and *the code was not offered then* are told apart from *coded, and found nowhere*. With subcodes a code
/// also has the codings of the codes below it, each once. Cases are counted once however many transcripts
/// they have, so that they need not add up to a total.
public struct CodeMatrix: Sendable {
  public struct Count: Hashable, Sendable {
    public var codings = 0
    public var cases = 0
  }

  public enum Cell: Hashable, Sendable {
    case counted(Count)
    /// No source of the column is coded.
    case notCoded
    /// No work on the column's sources is shown, and there is some: coded blind, or not submitted.
    case hidden
    /// What is coded of the column's sources are drafts, which do not count in the layer.
    case draft
    /// Every coder of the column's sources read them before the code was there, or after it was retired.
    case notOffered

    var isCounted: Bool { if case .counted = self { true } else { false } }
  }

  public let dimensions: [MatrixDimension]
  /// The rows, in the order of the codebook.
  public let codes: [Code.ID]
  public let columns: [MatrixColumn]
  /// By row, then by column.
  public private(set) var cells: [[Cell]] = []
  /// By row; the codings of a row's cells add up to its own.
  public private(set) var rowTotals: [Count] = []
  /// By column; a coding that counts for a code and for the code above it counts once.
  public private(set) var columnTotals: [Count] = []
  public private(set) var total = Count()
  /// What stands in the columns of which a value is unknown.
  public private(set) var unknown = Count()
  /// Sources that nobody has coded, as far as the one who asks may know.
  public let notCoded: [String]
  /// Sources of which no work is shown though there is some.
  public let hidden: [String]
  /// Sources of which there are drafts to be seen, which do not count in the layer.
  public let drafts: [String]

  private let sources: [CodedSource]
  private let columnOfSource: [Int]
  private let sourcesOfColumn: [[Int]]
  private let readings: CodeRows
  private let codebook: Codebook

  /// Counts what was found in the sources.
  ///
  /// - Parameters:
  ///   - sources: one layer of each transcript, or several where coders are columns.
  ///   - uncoded: sources without a layer.
  ///   - hidden: those of them that are coded all the same.
  ///   - drafts: those of them of which a draft may be seen, whatever else is hidden.
  ///   - dimensions: of the columns.
  ///   - codes: the rows; empty for the codes that were found.
  ///   - reading: as which codes a stored code counts.
  ///   - study: lists the order of values.
  /// - Complexity: O(codings + rows × columns).
  public init(
    of sources: [CodedSource],
    uncoded: [(transcript: String, attributes: CaseTable.Attributes)] = [],
    hidden: Set<String> = [],
    drafts: Set<String> = [],
    by dimensions: [MatrixDimension],
    codes: [Code.ID] = [],
    reading: CodeReading,
    study: StudyFile = StudyFile()
  ) {
    self.dimensions = dimensions
    // Sources of one case stand together, so that a cell sees a new case by the last one alone.
    self.sources = sources.sorted { ($0.caseKey, $0.transcript) < ($1.caseKey, $1.transcript) }
    codebook = reading.codebook
    let names = uncoded.map(\.transcript).sorted()
    let hidden = hidden.subtracting(drafts)
    notCoded = names.filter { !hidden.contains($0) && !drafts.contains($0) }
    self.hidden = names.filter(hidden.contains)
    self.drafts = names.filter(drafts.contains)
    var sorted = MatrixColumns(dimensions)
    let places = self.sources.map { sorted.place($0.transcript, $0.coder, $0.attributes) ?? 0 }
    var uncounted: [Int: Cell] = [:]
    for source in uncoded {
      let place = sorted.place(source.transcript, nil, source.attributes) ?? 0
      let name = source.transcript
      let cell = hidden.contains(name) ? Cell.hidden : drafts.contains(name) ? .draft : .notCoded
      uncounted[place] = Self.weightier(cell, uncounted[place] ?? .notCoded)
    }
    let order = sorted.order(study: study)
    columns = order.map { sorted.columns[$0] }
    let shown = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    columnOfSource = places.map { shown[$0] ?? 0 }
    sourcesOfColumn = columnOfSource.enumerated().reduce(
      into: [[Int]](repeating: [], count: columns.count)
    ) { $0[$1.element].append($1.offset) }
    readings = CodeRows(found: self.sources, wanted: codes, reading: reading)
    self.codes = readings.codes
    count(uncounted: order.map { uncounted[$0] ?? .notCoded })
  }

  /// The codings that a cell counts, by transcript, then in the order of the text.
  public func codings(row: Int, column: Int) -> [CodingRow] {
    var rows: [CodingRow] = []
    for source in sourcesOfColumn[column].map({ sources[$0] }) {
      let readings = readings.rows(of: source)
      for place in source.found where readings[source.codeOfRow[place]].contains(row) {
        rows.append(source.rows[place])
      }
    }
    return rows.sorted()
  }

  /// What stands below a column: no number where no cell of it has one that could be more than 0.
  public func columnTotal(_ column: Int) -> Cell {
    Self.total(columnTotals[column], of: cells.lazy.map { $0[column] })
  }

  /// What stands behind a row.
  public func rowTotal(_ row: Int) -> Cell { Self.total(rowTotals[row], of: cells[row]) }

  /// What stands where the totals meet.
  public var wholeTotal: Cell { Self.total(total, of: cells.joined()) }

  private static func total(_ count: Count, of cells: some Collection<Cell>) -> Cell {
    guard !cells.isEmpty, !cells.contains(where: \.isCounted) else { return .counted(count) }
    return cells.reduce(.notOffered, weightier)
  }

  /// Which of two cells without a number says more of what is there.
  private static func weightier(_ one: Cell, _ other: Cell) -> Cell {
    let order: [Cell] = [.hidden, .draft, .notCoded, .notOffered]
    return order.first { $0 == one || $0 == other } ?? one
  }

  /// For each code the sources whose coder did not have it in the codebook.
  public var notOffered: [(code: Code.ID, transcripts: [String])] {
    codes.compactMap { code in
      let offer = CodeOffer(of: code, in: codebook)
      let names = Set(sources.filter { !offer.wasMade(in: $0) }.map(\.transcript)).sorted()
      return names.isEmpty ? nil : (code, names)
    }
  }
}

extension CodeMatrix {
  /// - Parameter uncounted: what a column is of which nothing counts.
  private mutating func count(uncounted: [Cell]) {
    let width = columns.count
    var counter = Counter(rows: codes.count, columns: width)
    var isCoded = [Bool](repeating: false, count: width)
    for (source, column) in zip(sources, columnOfSource) {
      isCoded[column] = true
      counter.begin(case: source.caseKey)
      let rows = readings.rows(of: source)
      for place in source.found {
        let rows = rows[source.codeOfRow[place]]
        counter.add(rows: rows, column: column, isUnknown: columns[column].isUnknown)
      }
    }
    rowTotals = counter.rows
    columnTotals = counter.columns
    (total, unknown) = (counter.total, counter.unknown)
    // Only where nothing was found does it matter whether anything could have been.
    cells = codes.enumerated().map { row, code in
      let offer = CodeOffer(of: code, in: codebook)
      return (0..<width).map { column in
        let count = counter.cells[row * width + column]
        if count.codings > 0 { return .counted(count) }
        guard isCoded[column] else { return uncounted[column] }
        let wasOffered = sourcesOfColumn[column].contains { offer.wasMade(in: sources[$0]) }
        return wasOffered ? .counted(count) : .notOffered
      }
    }
  }

  /// Counts codings and, of cases that come one after the other, each once per place.
  private struct Counter {
    private(set) var cells: [Count]
    private(set) var rows: [Count]
    private(set) var columns: [Count]
    private(set) var total = Count()
    private(set) var unknown = Count()
    private let width: Int
    private var lastCase: (cells: [Int], rows: [Int], columns: [Int], total: Int, unknown: Int)
    private var current = -1
    private var key: String?

    init(rows: Int, columns: Int) {
      width = columns
      cells = Array(repeating: Count(), count: rows * columns)
      self.rows = Array(repeating: Count(), count: rows)
      self.columns = Array(repeating: Count(), count: columns)
      lastCase = (
        Array(repeating: -1, count: rows * columns), Array(repeating: -1, count: rows),
        Array(repeating: -1, count: columns), -1, -1
      )
    }

    mutating func begin(case key: String) {
      if self.key != key { current += 1 }
      self.key = key
    }

    mutating func add(rows places: [Int], column: Int, isUnknown: Bool) {
      for row in places {
        Self.add(&cells[row * width + column], &lastCase.cells[row * width + column], current)
        Self.add(&rows[row], &lastCase.rows[row], current)
      }
      guard !places.isEmpty else { return }
      Self.add(&columns[column], &lastCase.columns[column], current)
      Self.add(&total, &lastCase.total, current)
      if isUnknown { Self.add(&unknown, &lastCase.unknown, current) }
    }

    private static func add(_ count: inout Count, _ last: inout Int, _ current: Int) {
      count.codings += 1
      if last != current { count.cases += 1 }
      last = current
    }
  }
}

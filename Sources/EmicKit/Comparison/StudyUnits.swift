/// Who gave which units of a study which codes, read transcript by transcript and kept on the disk: nothing grows
/// with texts and codings.
///
/// They are the units of a `StudyComparison`.
struct StudyUnits {
  /// A transcript whose marks are kept.
  struct Entry {
    let name: String
    /// Those who worked on it, by their places among the candidates.
    fileprivate let coders: [Int]
    fileprivate let place: SpillFile.Place
  }

  /// The sources of one kind.
  struct Block {
    fileprivate let kind: SourceStructure.Kind?
    /// Those that were asked for; none for all that are used.
    fileprivate let wanted: [Code.ID]
    fileprivate var used: Set<Code.ID> = []
    fileprivate(set) var entries: [Entry] = []

    /// Those that somebody used in it, or exactly those that were asked for, by id.
    var codes: [Code.ID] { wanted.isEmpty ? used.sorted() : wanted.sorted() }
  }

  let unit: AgreementUnits.Kind
  private(set) var coders: [Coder.ID] = []
  /// Theirs among the candidates.
  private var places: [Int] = []
  /// One, or interviews and documents apart.
  private(set) var blocks: [Block]
  private let spill: SpillFile
  private var book = CodeNumbers()

  /// Reads what is compared, on all cores.
  ///
  /// - Parameters:
  ///   - sources: what is compared.
  ///   - path: of the file beside which it is kept.
  ///   - progress: told the number of transcripts read and of all.
  /// - Returns: the units, or why there is nothing to compare; and what could not be read.
  /// - Throws: when the disk refuses.
  static func read(
    _ sources: ComparedSources,
    beside path: String,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(FileProblem) -> (
    units: Result<StudyUnits, ComparisonProblem>, problems: [StudyProblem]
  ) {
    var units = try StudyUnits(sources, beside: path)
    let participation = try units.add(sources, progress)
    let checked = Result { () throws(ComparisonProblem) in
      try participation.check()
      return units.finished(participation)
    }
    return (checked, participation.problems)
  }

  private init(_ sources: ComparedSources, beside path: String) throws(FileProblem) {
    unit = sources.unit
    spill = try SpillFile(beside: path)
    let kinds: [SourceStructure.Kind?] =
      sources.request.poolsSources ? [nil] : [.interview, .document]
    blocks = kinds.map { Block(kind: $0, wanted: sources.request.codes) }
  }

  private mutating func add(
    _ sources: ComparedSources,
    _ progress: (Int, Int) -> Void
  ) throws(FileProblem) -> Participation {
    let reading = CodeReading(sources.codebook, sources.request)
    return try sources.forEach(progress: progress) { source in
      // Of documents the same is counted as in the whole of their bodies.
      let units = AgreementUnits(
        of: source.transcript,
        kind: sources.unit,
        scope: sources.request.scope ?? .respondents
      )
      return (
        name: source.transcript.name, kind: source.transcript.structure.kind,
        marks: MarkedUnits(source.layers(of: sources, reading), in: units)
      )
    } take: {
      (read: (name: String, kind: SourceStructure.Kind, marks: MarkedUnits), coders)
        throws(FileProblem) in
      try add(read.marks, of: read.name, read.kind, by: coders)
    }
  }

  private mutating func add(
    _ marks: MarkedUnits,
    of name: String,
    _ kind: SourceStructure.Kind,
    by coders: [Int]
  ) throws(FileProblem) {
    guard let block = blocks.firstIndex(where: { $0.kind == nil || $0.kind == kind }) else {
      return
    }
    let place = try spill.keep(marks.numbers { book.number(of: $0) })
    blocks[block].entries.append(Entry(name: name, coders: coders, place: place))
    blocks[block].used.formUnion(marks.codes.keys)
  }

  private func finished(_ participation: Participation) -> StudyUnits {
    var units = self
    units.coders = participation.names
    units.places = participation.coders
    units.blocks = blocks.filter { !$0.entries.isEmpty }
    return units
  }

  /// For each of `coders` the place among those who worked on a transcript; `nil` for all others.
  func places(in entry: Entry) -> [Int?] { places.map { entry.coders.firstIndex(of: $0) } }

  /// The transcripts on which somebody else than a coder has worked.
  func transcripts(codedByOthersThan coder: Coder.ID?) -> [String] {
    blocks.flatMap(\.entries).filter { entry in
      zip(coders, places(in: entry)).contains { $0 != coder && $1 != nil }
    }.map(\.name)
  }

  /// The marks of a transcript.
  ///
  /// - Throws: when the disk refuses.
  func marks(of entry: Entry) throws(FileProblem) -> MarkedUnits {
    MarkedUnits(try spill.numbers(entry.place)) { book.code(of: $0) }
  }
}

/// Numbers for codes, given as they are met.
private struct CodeNumbers {
  private var codes: [Code.ID] = []
  private var numbers: [Code.ID: Int] = [:]

  mutating func number(of code: Code.ID) -> Int {
    if let number = numbers[code] { return number }
    numbers[code] = codes.count
    codes.append(code)
    return codes.count - 1
  }

  func code(of number: Int) -> Code.ID { codes[number] }
}

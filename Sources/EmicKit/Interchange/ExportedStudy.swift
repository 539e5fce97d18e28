/// Reads the sources of an export.
public protocol ExportedSources {
  /// Reads sources and makes something of each, ahead and on all cores; those of which nothing is to be
  /// exported are left out.
  ///
  /// - Parameters:
  ///   - transcripts: paths in the study.
  ///   - make: called on any thread.
  ///   - take: called on this thread, in the order of the transcripts.
  /// - Throws: what reading or `take` throws.
  func forEach<Value: Sendable>(
    of transcripts: [String],
    _ make: @escaping @Sendable (ExportedSource) -> Value,
    take: (Value) throws -> Void
  ) throws
}

/// What an export is at.
public enum ExportStep: CaseIterable, Sendable {
  /// Transcripts are read, and most forms written.
  case reading
  /// Transcripts are compared.
  case counting
  /// Parts are packed into an archive.
  case packing
  /// Transcripts are written that were read before.
  case writing
}

/// What of a study leaves it, read source by source so that nothing grows with the study.
public struct ExportedStudy {
  /// As it may leave, like everything here.
  public let title: String
  public let codebook: Codebook
  /// Those whose work is exported are among them.
  public let coders: [Coder]
  /// The attributes of sources, in the order of the columns.
  public let attributes: [String]
  public let release: Release
  /// When it leaves.
  public let at: Timestamp
  public let study: StudyFolder
  /// Whether others' memos on codes, cases and the study are hidden from who asks.
  let hidesNotes: Bool
  let asker: Coder.ID?
  /// Whose work was asked for; everybody's for none.
  private let asked: [Coder.ID]
  /// Paths in the study, in order.
  public let transcripts: [String]
  private let headers: () throws -> [String]
  private let sources: any ExportedSources
  private let compare: () throws -> ComparedSources
  /// Told what the export is at, and how much of how much of it is done.
  let tell: (ExportStep, _ done: Int, _ count: Int) -> Void

  /// - Parameters:
  ///   - study: on disk.
  ///   - codebook: with the proposals that may be seen, names not yet replaced.
  ///   - attributes: in the order of the columns.
  ///   - headers: attributes that only headers of transcripts have; asked for by tables alone.
  ///   - release: what happens to words.
  ///   - hidesNotes: whether memos on codes, cases and the study leave only where they are the asker's.
  ///   - asker: who exports; `nil` for an observer.
  ///   - asked: whose work leaves; everybody's for none.
  ///   - at: now.
  ///   - transcripts: those that were asked for.
  ///   - sources: reads them.
  ///   - compare: the work of the same coders, to be compared.
  ///   - tell: told what the export is at, and how much of how much of it is done.
  package init(
    _ study: StudyFolder,
    codebook: Codebook,
    attributes: [String],
    headers: @escaping () throws -> [String] = { [] },
    release: Release,
    hidesNotes: Bool = false,
    asker: Coder.ID? = nil,
    asked: [Coder.ID] = [],
    at: Timestamp,
    transcripts: [String],
    sources: any ExportedSources,
    compare: @escaping () throws -> ComparedSources,
    tell: @escaping (ExportStep, _ done: Int, _ count: Int) -> Void = { _, _, _ in }
  ) {
    self.study = study
    self.codebook = codebook.released(release)
    self.hidesNotes = hidesNotes
    self.asker = asker
    self.asked = asked
    self.attributes = attributes
    self.headers = headers
    self.release = release
    self.at = at
    self.transcripts = transcripts
    self.sources = sources
    self.compare = compare
    self.tell = tell
    title = release.words(study.file.title)
    coders = study.file.coders.map { coder in
      Coder(id: coder.id, name: release.words(coder.name), role: coder.role)
    }
  }

  /// Whether memos on codes, cases and the study by a coder leave.
  func hasNotes(of coder: Coder.ID) -> Bool {
    (asked.isEmpty || asked.contains(coder)) && (!hidesNotes || coder == asker)
  }

  /// The attributes, those too that only headers of transcripts have: every transcript is read for them.
  ///
  /// - Throws: when one cannot be read.
  var allAttributes: [String] { get throws { try attributes + headers() } }

  /// A compared code as `codings.csv` has it: whoever compares knows no proposals, `?id` to them, and the
  /// exported codebook has them.
  func id(of code: Code.ID) -> Code.ID {
    let id = release.id(code)
    guard id.text.hasPrefix("?") else { return id }
    let proposed = Code.ID(String(id.text.dropFirst()))
    return codebook[proposed] == nil ? id : proposed
  }

  /// Reads the sources and hands them over, one after the other.
  public func forEachSource(_ body: (ExportedSource) throws -> Void) throws {
    try sources.forEach(of: transcripts, { $0 }, take: body)
  }

  /// Makes something of each source, on all cores, and hands it over in the order of the sources.
  func forEachSource<Value: Sendable>(
    _ make: @escaping @Sendable (ExportedSource) -> Value,
    take: (Value) throws -> Void
  ) throws {
    try sources.forEach(of: transcripts, make, take: take)
  }

  /// The figures of the same work: they show no codings.
  ///
  /// - Parameter families: whether whole families are counted, too.
  /// - Returns: read anew; without intervals.
  /// - Throws: `ExportProblem` when something of it cannot be read; `ComparisonProblem` when there is
  ///   nothing to compare.
  func figures(families: Bool) throws -> StudyFigures {
    var options = AgreementReport.Options()
    options.resampling = nil
    let read = StudyFigures.read(
      try compare(),
      families: families,
      options: options,
      progress: { tell(.counting, $0, $1) }
    )
    if let problem = read.problems.first { throw ExportProblem.incomplete(problem.message) }
    return try read.figures.get()
  }

  /// The units of the same work: who coded which of them is codings as much as a list of them.
  ///
  /// - Parameter path: of the file beside which they are kept.
  /// - Returns: read anew.
  /// - Throws: as `figures` does, and when it cannot be recorded that others' codings are shown.
  func units(beside path: String) throws -> StudyUnits {
    let sources = try compare()
    guard sources.unit != .character else { throw ExportProblem.unitOfCharacters }
    let (read, problems) = try StudyUnits.read(
      sources,
      beside: path,
      progress: { tell(.counting, $0, $1) }
    )
    if let problem = problems.first { throw ExportProblem.incomplete(problem.message) }
    let units = try read.get()
    for name in units.transcripts(codedByOthersThan: sources.asker) {
      do throws(RevealProblem) {
        try study.recordReveal(of: name, to: sources.asker, at: at)
      } catch {
        throw ExportProblem.unrecorded(error.message)
      }
    }
    return units
  }

  /// Whether a code may be read as another one, so that both are told.
  public var hasStoredCodes: Bool { codebook.codes.contains { !$0.replacedBy.isEmpty } }
}

/// One source with the codings that were asked for, as it leaves.
public struct ExportedSource: Sendable {
  /// The path, as it may leave.
  public let name: String
  public let source: ReleasedSource
  public let attributes: CaseTable.Attributes
  /// One for each coder whose work is exported.
  public let layers: [ExportedLayer]

  /// - Parameters:
  ///   - name: the path in the study.
  ///   - source: what of its words leaves.
  ///   - attributes: names not yet replaced.
  ///   - coded: the codings that were asked for, by coder.
  ///   - sidecars: theirs, in the same order.
  ///   - codebook: of the study; working codes are left out.
  ///   - release: what happens to words.
  public init(
    _ name: String,
    _ source: ReleasedSource,
    attributes: CaseTable.Attributes,
    coded: [CodedSource],
    sidecars: [Sidecar],
    codebook: Codebook,
    release: Release
  ) {
    self.name = release.transcript(name)
    self.source = source
    self.attributes = attributes.withoutFlaggedValues(of: source, release).released(release)
    layers = zip(coded, sidecars).map {
      ExportedLayer($0, sidecar: $1, source, codebook, release)
    }
  }

  /// All codings in the order of `codings.csv`.
  public var rows: [ExportedRow] { layers.flatMap(\.rows).sorted { $0.row < $1.row } }
}

/// One coder's codings of a source, as they leave.
public struct ExportedLayer: Sendable {
  public let coder: Coder.ID
  /// As it is in the study: status, memos and links; names in them are not replaced.
  public let sidecar: Sidecar
  /// On the transcript as a whole, as they leave.
  public let memos: [Memo]
  /// The codings that were asked for; working codes are left out.
  private let coded: CodedSource
  private let source: ReleasedSource
  private let release: Release
  private let made = Once<Rows>()

  init(
    _ coded: CodedSource,
    sidecar: Sidecar,
    _ source: ReleasedSource,
    _ codebook: Codebook,
    _ release: Release
  ) {
    coder = coded.coder
    self.sidecar = sidecar
    memos = sidecar.memos.map {
      Memo(id: $0.id, at: $0.at, text: release.words(source.withoutFlaggedWords($0.text)))
    }
    self.coded = coded.withoutWorkingCodes(of: codebook)
    self.source = source
    self.release = release
  }

  public var rows: [ExportedRow] { made.value { Rows(coded, source, release) }.rows }
  /// Codings of which no word may leave.
  public var withheld: Int { made.value { Rows(coded, source, release) }.withheld }
  /// Codings of a text that has changed since.
  public var stale: Int { isStale ? coded.found.count : 0 }

  private var isStale: Bool { sidecar.source.sha256 != source.transcript.digest }

  /// What leaves, where all of it leaves as it stands in the study; `nil` where rows are to be made of
  /// it.
  var unchanged: CodedSource? {
    guard source.isUnchanged, release.leavesWords else { return nil }
    var coded = coded
    if isStale { coded.found = [] }
    return coded
  }

  private struct Rows: Sendable {
    var rows: [ExportedRow] = []
    var withheld = 0

    init(_ coded: CodedSource, _ source: ReleasedSource, _ release: Release) {
      for row in coded.foundRows where row.sha256 == source.transcript.digest {
        if let exported = ExportedRow(row, source, release) {
          rows.append(exported)
        } else {
          withheld += 1
        }
      }
    }
  }
}

/// A coding as it leaves: span, quotation and digest are of the released text, turn, line and time of the
/// study's.
public struct ExportedRow: Sendable {
  public let row: CodingRow
  /// Whether something of its words is cut.
  public let isCut: Bool
  /// As it is in the study.
  public let stored: CodingRow

  /// - Returns: `nil` where none of its words may leave.
  init?(_ stored: CodingRow, _ source: ReleasedSource, _ release: Release) {
    let place = source.place(of: stored.coding.span)
    guard let span = place.span else { return nil }
    self.stored = stored
    if case .part = place { isCut = true } else { isCut = false }
    var row = stored.released(release, in: source)
    if !source.isUnchanged {
      row.coding.span = span
      row.coding.quote = source.text[span]
      row.sha256 = source.digest
      // Nobody knows where in a translation the replaced words stand.
      if source.isChanged(stored.coding.span) {
        row.coding.kept.removeAll { $0.key == "translation" }
      }
    }
    self.row = row
  }
}

/// One coder's codings of one source, read and ready for questions.
///
/// Retrieval, matrices and co-occurrence all start from an array of these; what was asked for is in
/// `found`.
public struct CodedSource: Sendable {
  /// The source's path.
  public let transcript: String
  public let coder: Coder.ID
  public let attributes: CaseTable.Attributes
  /// The version of the codebook with which the coder read it, at the draft's beginning or at the submission.
  ///
  /// A single coding may have been confirmed under a later one, and a consensus closed.
  public package(set) var codebook: Int
  private let used: ReadCodes.Used
  /// Between the coder's codings; each is kept with the coding from which it goes.
  public let links: [Link]
  /// Places in `rows`; all of them until somebody asks.
  public var found: [Int]
  /// The sidecar, or the frozen copy, that it was made of.
  package private(set) var sidecar: Sidecar
  private var text: Transcript?
  private let reading: ReadCodes
  private let madeCodes = Once<[ReadCode]>()
  private var madeRows = Once<[CodingRow]>()

  /// - Parameters:
  ///   - sidecar: one coder's.
  ///   - transcript: `nil` when it cannot be read.
  ///   - name: the source's path.
  ///   - codebook: with the coder's own proposals.
  ///   - attributes: of the source.
  public init(
    of sidecar: Sidecar,
    in transcript: Transcript?,
    named name: String,
    codebook: Codebook,
    attributes: CaseTable.Attributes
  ) {
    self.init(
      of: sidecar,
      in: transcript,
      named: name,
      reading: ReadCodes(by: codebook),
      attributes: attributes
    )
  }

  /// The same for many sources, whose codes are looked up together.
  package init(
    of sidecar: Sidecar,
    in transcript: Transcript?,
    named name: String,
    reading: ReadCodes,
    attributes: CaseTable.Attributes
  ) {
    self.transcript = name
    coder = sidecar.coder
    self.attributes = attributes
    self.sidecar = sidecar
    text = transcript
    self.reading = reading
    links = sidecar.links
    used = reading.used(in: sidecar.codings)
    codebook = sidecar.status.codebook
    found = Array(sidecar.codings.indices)
  }

  /// The codes of the codings, each once.
  var codes: [Code.ID] { used.codes }
  /// For each coding the place of its code in `codes`.
  var codeOfRow: [Int] { used.codeOfCoding }

  /// All codings, in the order of the text, with where they stand in it.
  ///
  /// Made when somebody asks: what only counts codes needs neither the turns of a text nor its digest.
  public var rows: [CodingRow] {
    madeRows.value {
      CodingRows.rows(
        of: sidecar,
        in: text,
        named: transcript,
        codebook: reading.book,
        attributes: attributes
      )
    }
  }

  /// By their places in `codes`: as they are read today.
  var readCodes: [ReadCode] { madeCodes.value { reading.read(used) } }

  /// Where its codings stand; `nil` where the text has changed or cannot be read.
  var places: CodingPlaces? { CodingRows.places(of: sidecar, in: text) }

  /// Whether some coding that was asked for is read as another code than its own.
  package var hasStoredCodes: Bool {
    let codes = readCodes
    return codes.contains { $0.isReadAsOther }
      && found.contains { codes[codeOfRow[$0]].isReadAsOther }
  }

  /// The same for who counts codes and compares spans: without the text, and without the words of the
  /// codings, of which there may be millions.
  package var counted: CodedSource {
    var source = self
    source.text = nil
    source.madeRows = Once()
    source.sidecar = Sidecar(
      coder: sidecar.coder,
      source: sidecar.source,
      status: sidecar.status,
      codings: sidecar.codings.indices.map { sidecar.codings[$0].counted }
    )
    return source
  }

  /// The rows that were asked for.
  public var foundRows: [CodingRow] {
    let rows = rows
    return found.count == rows.count ? rows : found.map { rows[$0] }
  }

  /// What was asked for without the codings of working codes.
  func withoutWorkingCodes(of book: Codebook) -> CodedSource {
    let isWorking = readCodes.map { book[Code.ID($0.id)]?.isWorking ?? false }
    guard isWorking.contains(true) else { return self }
    var left = self
    left.found.removeAll { isWorking[codeOfRow[$0]] }
    return left
  }

  /// What was asked for of some sources, by transcript, then in the order of the text.
  ///
  /// The rows are made on all cores.
  package static func foundRows(of sources: [CodedSource]) -> [CodingRow] {
    let rows = Concurrently.map(sources.count) { sources[$0].foundRows }
    let byName = sources.indices.sorted { sources[$0].transcript < sources[$1].transcript }
    var sorted: [CodingRow] = []
    sorted.reserveCapacity(rows.reduce(0) { $0 + $1.count })
    var start = 0
    while start < byName.count {
      var end = start + 1
      while end < byName.count,
        sources[byName[end]].transcript == sources[byName[start]].transcript
      { end += 1 }
      // Rows are large: their places are put in order, and each row is moved once.
      var places: [(span: Span, source: Int, row: Int)] = []
      for source in byName[start..<end] {
        for row in rows[source].indices {
          places.append((rows[source][row].coding.span, source, row))
        }
      }
      places.sort { one, other in
        one.span != other.span
          ? one.span < other.span : rows[one.source][one.row] < rows[other.source][other.row]
      }
      for place in places { sorted.append(rows[place.source][place.row]) }
      start = end
    }
    return sorted
  }

  /// What cases are counted by: a source without a case is a case of its own.
  public var caseKey: String { Self.caseKey(of: transcript, attributes) }

  /// The key of a source's case; no case has the key of another source.
  static func caseKey(of transcript: String, _ attributes: CaseTable.Attributes) -> String {
    // A line feed is in no path, and a case named like a file is another thing.
    attributes.case.isEmpty ? "\n\(transcript)" : attributes.case
  }
}

extension Coding {
  /// Without its words.
  fileprivate var counted: Coding {
    Coding(
      id: id,
      code: code,
      span: span,
      codebook: codebook,
      created: created,
      modified: modified,
      words: .none
    )
  }
}

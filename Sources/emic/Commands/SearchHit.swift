import EmicKit

/// A place where a search found something, with a little of what stands around it.
struct SearchHit {
  /// Empty for a memo on a code, a case or the study.
  var transcript: String
  /// Of the hit; for a memo, of the coding on which it is.
  ///
  /// `nil` for a memo on the transcript.
  var span: Span?
  var turn: Int?
  var line: Int?
  var text: String
  var before = ""
  var after = ""
  /// Of the coding or memo in which it was found.
  var coder: Coder.ID?
  var code: String?
  var id: String?
  /// Of the source of a coding; on which a memo is.
  var caseName: String?
  /// What a memo is on that is in no source, as `code trust`.
  var subject: String?
  /// Whose codings or memos it shows: also of a hit in a text, where it is a hit for being coded.
  var shows: Set<Coder.ID> = []

  private static let context = 40

  static func all(
    of search: TextSearch,
    in place: SearchCommand.Place,
    _ listing: CodingListing,
    _ filters: FilterOptions,
    _ names: NameList?
  ) throws(SearchProblem) -> [SearchHit] {
    switch place {
    case .transcripts: try inTranscripts(search, listing, filters, names)
    case .quotations: try inQuotations(search, listing, names)
    case .memos: try inMemos(search, listing, filters, names)
    }
  }

  /// Replaces names in what stands beside the words: they were replaced where it was known what
  /// stands around them.
  mutating func replaceLabels(_ names: NameList) {
    transcript = names.replacing(in: transcript)
    code = code.map(names.replacing)
    caseName = caseName.map(names.replacing)
    subject = subject.map(names.replacing)
  }

  private static func inTranscripts(
    _ search: TextSearch,
    _ listing: CodingListing,
    _ filters: FilterOptions,
    _ names: NameList?
  ) throws(SearchProblem) -> [SearchHit] {
    let isWithinCodings = filters.areAboutCodings
    let rows = isWithinCodings ? Dictionary(grouping: listing.rows, by: \.transcript) : [:]
    let transcripts = listing.transcripts.sorted { $0.key < $1.key }.map(\.value)
    let found = Concurrently.map(transcripts.count) { index in
      Result { () throws(SearchProblem) -> [SearchHit] in
        let transcript = transcripts[index]
        let spans = try search.hits(in: transcript.text)
        guard !spans.isEmpty else { return [] }
        let words = SearchedText(transcript, names)
        return spans.compactMap { span -> SearchHit? in
          guard isWithinCodings else { return SearchHit(words, span) }
          let behind = (rows[transcript.name] ?? []).filter { span.overlaps($0.coding.span) }
          guard !behind.isEmpty else { return nil }
          var hit = SearchHit(words, span)
          hit.shows = Set(behind.map(\.coder))
          return hit
        }
      }
    }
    var hits: [SearchHit] = []
    for part in found { hits += try part.get() }
    return hits
  }

  private static func inQuotations(
    _ search: TextSearch,
    _ listing: CodingListing,
    _ names: NameList?
  ) throws(SearchProblem) -> [SearchHit] {
    var hits: [SearchHit] = []
    for row in listing.rows {
      let quote = TranscriptText(row.coding.quote)
      let spans = try search.hits(in: quote)
      guard !spans.isEmpty else { continue }
      let words = SearchedText(row, quote, listing.transcripts[row.transcript], names)
      for span in spans {
        let start = row.coding.span.start
        let place = Span(start + span.start..<start + span.end)
        var hit = SearchHit(row, words, span)
        hit.span = place
        if let transcript = listing.transcripts[row.transcript], row.line != nil {
          hit.turn = transcript.turnNumber(at: place.start)
          hit.line = transcript.text.line(containing: place.start) + 1
        }
        hits.append(hit)
      }
    }
    return hits
  }

  private static func inMemos(
    _ search: TextSearch,
    _ listing: CodingListing,
    _ filters: FilterOptions,
    _ names: NameList?
  ) throws(SearchProblem) -> [SearchHit] {
    var hits: [SearchHit] = []
    for row in listing.rows {
      let memo = TranscriptText(row.coding.memo)
      let spans = try search.hits(in: memo)
      guard !spans.isEmpty else { continue }
      let words = SearchedText(memo, names)
      for span in spans { hits.append(SearchHit(row, words, span)) }
    }
    for memo in listing.memosOnTranscripts(filters) + listing.memosOfStudy(filters).memos {
      let text = TranscriptText(memo.text)
      let spans = try search.hits(in: text)
      guard !spans.isEmpty else { continue }
      let words = SearchedText(text, names)
      for span in spans { hits.append(SearchHit(memo, words, span)) }
    }
    return hits
  }

  /// A hit in a memo that is on no coding.
  private init(_ memo: ListedMemo, _ words: SearchedText, _ span: Span) {
    self.init(transcript: memo.transcript ?? "", text: words[span])
    surround(words, span)
    (coder, id) = (memo.coder, memo.id)
    switch memo.subject {
    case .code(let id): (code, subject) = (id.text, "code \(id)")
    case .case(let name): (caseName, subject) = (name, "case \(name)")
    case .study: subject = "study"
    case .transcript, .coding: shows = [memo.coder]
    }
  }

  init(transcript: String, text: String) {
    self.transcript = transcript
    self.text = text
  }

  init(_ found: SourceHits, _ hit: SourceHits.Hit) {
    self.init(transcript: found.transcript, text: found.words(hit))
    (span, turn, line) = (hit.span, hit.turn, hit.line)
    (before, after) = (found.before(hit), found.after(hit))
  }

  /// A hit in a transcript itself.
  init(_ words: SearchedText, _ span: Span) {
    let transcript = words.transcript
    self.init(transcript: transcript.name, text: words[span])
    self.span = span
    turn = transcript.turnNumber(at: span.start)
    line = transcript.text.line(containing: span.start) + 1
    surround(words, span)
  }

  /// A hit in a coding's words or in its memo.
  init(_ row: CodingRow, _ words: SearchedText, _ span: Span) {
    self.init(transcript: row.transcript, text: words[span])
    self.span = row.coding.span
    (turn, line) = (row.turn, row.line)
    (coder, code, id) = (row.coder, row.codeID, row.coding.id.text)
    caseName = row.attributes.case.isEmpty ? nil : row.attributes.case
    shows = [row.coder]
    surround(words, span)
  }

  /// Takes what stands around a hit on its own lines.
  mutating func surround(_ words: SearchedText, _ span: Span) {
    let text = words.text
    let first = text.lineSpan(text.line(containing: span.start)).start
    let last = text.lineSpan(text.line(containing: max(span.start, span.end - 1))).end
    before = words[Span(between: max(first, span.start - Self.context), and: span.start)]
    after = words[Span(between: span.end, and: max(span.end, min(last, span.end + Self.context)))]
  }

  static let columns = SourceHits.columns + ["coder", "code", "id", "case"]

  var cells: [String] {
    values.map { value in
      switch value {
      case .string(let text), .number(let text): text
      default: ""
      }
    }
  }

  var json: JSONValue {
    let members = zip(Self.columns, values).map { JSONMember($0, $1) }
    // What only codings and memos have is left out of hits in a text.
    return .object(id == nil ? Array(members.prefix(SourceHits.columns.count)) : members)
  }

  private var values: [JSONValue] {
    func number(_ number: Int?) -> JSONValue { number.map { .number(String($0)) } ?? .null }
    func string(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    return [
      string(transcript.isEmpty ? nil : transcript), number(span?.start), number(span?.end),
      number(turn), number(line),
      .string(text), .string(before), .string(after), string(coder?.text), string(code),
      string(id), string(caseName),
    ]
  }
}

extension CodingListing {
  /// The visible memos on the transcripts that were read.
  func transcriptMemos(
    _ filters: FilterOptions
  ) -> [(transcript: String, coder: Coder.ID, memo: Memo)] {
    var found: [(transcript: String, coder: Coder.ID, memo: Memo)] = []
    var work = work
    for name in transcripts.keys.sorted() {
      let coders = filters.coder.map { Coder.ID($0) }
      for sidecar
        in (try? work.sidecars(of: name, layer: filters.layer ?? .current, coders: coders)) ?? []
      {
        guard isShown(sidecar.coder, name) else { continue }
        for memo in sidecar.memos { found.append((name, sidecar.coder, memo)) }
      }
    }
    return found
  }
}

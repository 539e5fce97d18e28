import EmicKit
import EmicTUI

/// Searches a study in the background, and gives what it finds as it goes.
struct StudySearching: Sendable {
  /// More hits than anybody reads; the pattern is then to be made narrower.
  private static let most = 10_000
  /// How many transcripts are searched before the screen hears of it.
  private static let batch = 16

  private let search: StudySearch
  private let study: StudyFolder
  private let coder: Coder.ID
  private let reading: CodingsReading
  private let found: @Sendable ([StudyHit], Int, Int) -> Void

  init(
    _ search: StudySearch,
    of study: StudyFolder,
    for coder: Coder.ID,
    _ reading: CodingsReading,
    found: @escaping @Sendable ([StudyHit], Int, Int) -> Void
  ) {
    self.search = search
    self.study = study
    self.coder = coder
    self.reading = reading
    self.found = found
  }

  /// - Returns: why it stopped before its end, or what could not be read, in a sentence.
  /// - Throws: that others' work would be shown, and nobody was asked.
  func run() async throws(CodingsReading.RevealAsked) -> String? {
    do {
      let pattern = try TextSearch(pattern: search.pattern, isRegex: search.isRegex)
      switch search.place {
      case .transcripts: return try searchTranscripts(pattern)
      case .quotations, .memos: return try await searchWork(pattern)
      }
    } catch let asked as CodingsReading.RevealAsked {
      throw asked
    } catch let problem as SearchProblem {
      return QueryProblem.search(problem).message
    } catch {
      return study.brief(Failure(error).message)
    }
  }

  private static let tooMany = "Stopped at \(most) hits: search for more words."

  private func searchTranscripts(_ pattern: TextSearch) throws -> String? {
    let names = SourceNames(of: study)
    var hits: [StudyHit] = []
    var count = 0
    var unreadable: [String] = []
    for (index, name) in study.transcripts.enumerated() {
      guard !Task.isCancelled else { return nil }
      do {
        let found = try study.hits(of: pattern, in: name).get()
        for place in found.hits { hits.append(hit(SearchHit(found, place), names)) }
      } catch let problem as StudyProblem {
        unreadable.append(study.brief(problem.message))
      }
      guard (index + 1) % Self.batch == 0 || index + 1 == study.transcripts.count else { continue }
      count += hits.count
      found(hits, index + 1, study.transcripts.count)
      hits = []
      if count >= Self.most { return Self.tooMany }
    }
    return unreadable.first
  }

  /// Quotations and memos of all whose work may be seen; others' are asked about and put on record first.
  private func searchWork(_ pattern: TextSearch) async throws -> String? {
    let codings = try await reading.known(for: coder)
    let answer = try codings.answer(CodingQuery())
    var hits: [(hit: SearchHit, row: CodingRow?)] = []
    for source in answer.sources {
      guard !Task.isCancelled else { return nil }
      for row in source.rows {
        let text = TranscriptText(search.place == .memos ? row.coding.memo : row.coding.quote)
        for span in try pattern.hits(in: text) {
          hits.append((SearchHit(row, SearchedText(text, nil), span), row))
        }
      }
      if hits.count >= Self.most { break }
    }
    if search.place == .memos { hits += try memosOnTranscripts(pattern, codings) }
    let found = hits.count
    hits.removeAll { hit, _ in
      hit.coder != codings.asker && search.leavingOut.contains(hit.transcript)
    }
    let leftOut = hits.count < found
    let others = Set(hits.filter { $0.hit.coder != codings.asker }.map(\.hit.transcript))
    try await reading.refuseUnasked(others, of: coder, codings.study)
    let failed = await reading.record(others, to: coder, codings.study)
    let shown = hits.filter { $0.hit.coder == codings.asker || failed[$0.hit.transcript] == nil }
    var result = shown.map { hit($0.hit, codings.names, row: $0.row) }
    if search.place == .memos { result += try memosOfStudy(pattern, codings) }
    self.found(result, study.transcripts.count, study.transcripts.count)
    if hits.count >= Self.most { return Self.tooMany }
    if leftOut { return "Others' work is left out: it is not shown, and nothing is recorded." }
    return failed.sorted { $0.key < $1.key }.first?.value
  }

  private func memosOnTranscripts(
    _ pattern: TextSearch,
    _ codings: StudyCodings
  ) throws -> [(hit: SearchHit, row: CodingRow?)] {
    var work = codings.work
    var hits: [(hit: SearchHit, row: CodingRow?)] = []
    for name in codings.study.transcripts {
      for sidecar in (try? work.sidecars(of: name)) ?? [] {
        for memo in sidecar.memos {
          let text = TranscriptText(memo.text)
          for span in try pattern.hits(in: text) {
            var hit = SearchHit(transcript: name, text: text[span])
            hit.surround(SearchedText(text, nil), span)
            (hit.coder, hit.id) = (sidecar.coder, memo.id.text)
            hits.append((hit, nil))
          }
        }
      }
    }
    return hits
  }

  private func memosOfStudy(_ pattern: TextSearch, _ codings: StudyCodings) throws -> [StudyHit] {
    var work = codings.work
    var hits: [StudyHit] = []
    for memo in work.memosOfStudy() {
      let text = TranscriptText(memo.text)
      let subject =
        switch memo.subject {
        case .code(let id): "code \(id)"
        case .case(let name): "case \(name)"
        default: memo.kind
        }
      for span in try pattern.hits(in: text) {
        var hit = SearchHit(transcript: "", text: text[span])
        hit.surround(SearchedText(text, nil), span)
        hits.append(
          StudyHit(
            transcript: nil,
            span: nil,
            reference: subject,
            about: memo.coder.text,
            words: KeywordInContext(before: hit.before, keyword: hit.text, after: hit.after)
          )
        )
      }
    }
    return hits
  }

  private func hit(_ hit: SearchHit, _ names: SourceNames, row: CodingRow? = nil) -> StudyHit {
    let name = names[hit.transcript]
    return StudyHit(
      transcript: hit.transcript,
      span: search.place == .quotations ? row?.coding.span : hit.span,
      digest: row?.sha256,
      coding: row?.coder == coder ? row?.coding.id : nil,
      reference: hit.turn.map { "\(name) \($0)" } ?? name,
      about: [row?.codeID, hit.coder?.text].compactMap { $0 }.joined(separator: " "),
      words: KeywordInContext(before: hit.before, keyword: hit.text, after: hit.after)
    )
  }
}

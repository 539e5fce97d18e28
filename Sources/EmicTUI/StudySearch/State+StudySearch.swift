import EmicKit

/// Searching the whole study: hits come while it is searched, and keys are answered meanwhile.
extension State {
  mutating func openStudySearch() {
    guard coder != nil else { return askForCoder() }
    leave(for: .search)
    if studySearch.pattern.isEmpty { typePattern() }
  }

  mutating func runOnStudySearch(_ command: Command) {
    let page = max(1, size.height - 6)
    switch command {
    case .down: studySearch.move(by: 1)
    case .up: studySearch.move(by: -1)
    case .pageDown: studySearch.move(by: page)
    case .pageUp: studySearch.move(by: -page)
    case .firstPlace: studySearch.row = 0
    case .lastPlace: studySearch.move(by: studySearch.hits.count)
    case .open: openHit()
    case .search: typePattern()
    case .nextPlaceToSearch: turnSearchPlace(1)
    case .previousPlaceToSearch: turnSearchPlace(-1)
    case .regex: toggleRegex()
    case .escape: stopStudySearch()
    case .study: goToStudy()
    default: complain("\(command.rawValue) does nothing on a search.")
    }
  }

  private mutating func typePattern() {
    let title = studySearch.isRegex ? "Search the study (regex)" : "Search the study"
    popups.append(
      .prompt(
        Prompt(title: title, field: TextField(studySearch.pattern), purpose: .studyPattern)
      )
    )
  }

  mutating func takePattern(_ pattern: String) {
    guard !pattern.isEmpty else { return refuseAnswer("Type the words to search.") }
    studySearch.pattern = pattern
    searchStudy()
  }

  private mutating func turnSearchPlace(_ step: Int) {
    let places = StudySearch.Place.allCases
    let here = places.firstIndex(of: studySearch.place) ?? 0
    studySearch.place = places[(here + step + places.count) % places.count]
    searchStudy()
  }

  private mutating func toggleRegex() {
    studySearch.isRegex.toggle()
    say(studySearch.isRegex ? "The pattern is a regular expression." : "The words themselves.")
    searchStudy()
  }

  private mutating func searchStudy() {
    guard let coder, !studySearch.pattern.isEmpty else { return }
    studySearch.number += 1
    studySearch.hits = []
    studySearch.row = 0
    do throws(SearchProblem) {
      _ = try TextSearch(pattern: studySearch.pattern, isRegex: studySearch.isRegex)
    } catch {
      let sentence = QueryProblem.search(error).message
      studySearch.progress = .ended(sentence)
      return complain(sentence)
    }
    studySearch.progress = .running(0, of: list.rows.count)
    outbox.append(
      .searchStudy(
        StudySearch(
          pattern: studySearch.pattern,
          isRegex: studySearch.isRegex,
          place: studySearch.place,
          number: studySearch.number
        ),
        coder: coder.id
      )
    )
  }

  private mutating func stopStudySearch() {
    guard case .running = studySearch.progress else { return complain("No search is running.") }
    studySearch.number += 1
    studySearch.progress = .ended("Stopped: these are the hits until then.")
    outbox.append(.stopSearch)
  }

  // MARK: What comes back

  mutating func take(_ hits: [StudyHit], of number: Int, searched: Int, all: Int) {
    guard number == studySearch.number else { return }
    studySearch.hits += hits
    studySearch.progress = .running(searched, of: all)
  }

  mutating func endStudySearch(_ number: Int, _ problem: String?) {
    guard number == studySearch.number else { return }
    studySearch.progress = .ended(problem)
    if let problem { complain(problem) }
  }

  private mutating func openHit() {
    guard let hit = studySearch.current else {
      return complain("There is no hit in hand: / searches for other words.")
    }
    guard let transcript = hit.transcript else {
      return say("\(hit.reference) by \(hit.about): it stands in no transcript.")
    }
    goToPlace(
      AwaitedPlace(
        transcript: transcript,
        digest: hit.digest,
        span: hit.span ?? Span(0..<0),
        coding: hit.coding,
        pattern: studySearch.place == .transcripts && !studySearch.isRegex
          ? studySearch.pattern : "",
        words:
          "\(hit.words.keyword.prefix(40).onOneLine): \(keyName(of: .back, "q")) goes back to the hits."
      )
    )
  }

  // MARK: In words

  var searchedWords: String {
    let count = studySearch.hits.count == 1 ? "1 hit" : "\(studySearch.hits.count) hits"
    switch studySearch.progress {
    case .idle: return ""
    case .running(let done, let all):
      return "\(count) so far, \(done) of \(all) transcripts searched…"
    case .ended(let problem): return problem.map { "\(count). \($0)" } ?? count
    }
  }

  var studySearchPlace: String {
    guard !studySearch.pattern.isEmpty else {
      return "Nothing is searched: \(keyName(of: .search, "/")) begins."
    }
    let what =
      "Search for \(studySearch.pattern) in \(studySearch.place.rawValue): \(searchedWords)"
    guard let hit = studySearch.current else { return what + "." }
    let words = hit.words.before + hit.words.keyword + hit.words.after
    return "\(what). Hit \(studySearch.row + 1): \(hit.reference) \(hit.about) \(words.onOneLine)"
  }
}

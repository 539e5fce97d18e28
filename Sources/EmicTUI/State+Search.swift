import EmicKit

/// Searching the transcript in view.
extension State {
  mutating func beginSearch() {
    startSearch()
    prompt("/", .search)
  }

  mutating func searchSelection() {
    guard let coding, !coding.selection.isEmpty else {
      return complain("Select the words to search first.")
    }
    startSearch()
    updateSearch(coding.text[coding.selection.span])
    goToHit(forwards: true)
  }

  private mutating func startSearch() {
    guard let origin = coding?.selection else { return }
    coding?.search = .init(pattern: "", hits: [], current: nil, origin: origin)
  }

  /// Finds a pattern as it is typed: from where the search began to the first hit after it.
  mutating func updateSearch(_ pattern: String) {
    guard let coding, let search = coding.search else { return }
    var hits: [Span] = []
    if !pattern.isEmpty, let search = try? TextSearch(pattern: pattern) {
      hits = (try? search.hits(in: coding.text)) ?? []
    }
    let origin = search.origin.span.start
    let current = hits.firstIndex { $0.start >= origin } ?? (hits.isEmpty ? nil : 0)
    self.coding?.search?.pattern = pattern
    self.coding?.search?.hits = hits
    self.coding?.search?.current = current
    self.coding?.isExtending = false
    self.coding?.selection = current.map { Selection(caret: hits[$0].start) } ?? search.origin
  }

  mutating func goToHit(forwards: Bool) {
    guard let coding, let search = coding.search, !search.pattern.isEmpty else {
      return complain("Nothing is being searched: \(keyName(of: .search, "/")) begins.")
    }
    guard !search.hits.isEmpty else {
      return complain("\(search.pattern) is not in this transcript.")
    }
    let caret = coding.caret
    let next =
      forwards
      ? search.hits.firstIndex { $0.start > caret } ?? 0
      : search.hits.lastIndex { $0.start < caret } ?? search.hits.count - 1
    self.coding?.search?.current = next
    self.coding?.move(to: search.hits[next].start)
    say("\(next + 1)/\(search.hits.count) \(search.pattern)")
  }

  /// Stays at the hit, or goes back when there is none.
  mutating func endSearch() {
    guard let search = coding?.search, !search.pattern.isEmpty else {
      coding?.search = nil
      return
    }
    guard let current = search.current else {
      coding?.selection = search.origin
      return complain("\(search.pattern) is not in this transcript.")
    }
    say("\(current + 1)/\(search.hits.count) \(search.pattern)")
  }
}

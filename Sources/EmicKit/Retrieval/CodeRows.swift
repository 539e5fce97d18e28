/// Which rows of a table a stored code counts for; each code of the sidecars is looked up once.
struct CodeRows {
  /// In the order of the codebook, those that it lacks at the end.
  let codes: [Code.ID]
  /// By stored code.
  let rowsOfCode: [Code.ID: [Int]]

  /// - Parameters:
  ///   - sources: what was found in them decides which codes there are.
  ///   - wanted: exactly these rows; empty for all that are used.
  ///   - reading: with subcodes or without.
  init(found sources: [CodedSource], wanted: [Code.ID] = [], reading: CodeReading) {
    var stored: Set<Code.ID> = []
    for source in sources {
      var isFound = [Bool](repeating: false, count: source.codes.count)
      for place in source.found { isFound[source.codeOfRow[place]] = true }
      for (code, isFound) in zip(source.codes, isFound) where isFound { stored.insert(code) }
    }
    let book = reading.codebook
    // Somebody who asks for a family wants its row; nobody else sees one.
    func codes(for code: Code.ID) -> [Code.ID] {
      let id = book.resolved(code)
      guard !wanted.isEmpty, reading.level == .withSubcodes, book[id]?.isWorking == false else {
        return reading.codes(for: code)
      }
      return book.path(to: id)
    }
    let reached = Dictionary(uniqueKeysWithValues: stored.map { ($0, codes(for: $0)) })
    let all = wanted.isEmpty ? Set(reached.values.joined()) : Set(wanted)
    let sorted = all.sorted { one, other in
      let places = [one, other].map { book.index(of: $0) ?? .max }
      return places[0] != places[1] ? places[0] < places[1] : one < other
    }
    let rows = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    self.codes = sorted
    rowsOfCode = reached.mapValues { $0.compactMap { rows[$0] } }
  }

  /// The rows of each of a source's codes, in the order of `codes`.
  func rows(of source: CodedSource) -> [[Int]] { source.codes.map { rowsOfCode[$0] ?? [] } }
}

/// Which units of a transcript coders gave which codes: what a table of units takes from it, and nothing of its
/// text and codings.
struct MarkedUnits: Sendable {
  /// By unit, the number of its turn or paragraph.
  let turns: [Int]
  /// For each code that somebody used, for each coder of a layer the units with it, in order.
  let codes: [Code.ID: [[Int]]]

  init(turns: [Int], codes: [Code.ID: [[Int]]]) {
    self.turns = turns
    self.codes = codes
  }

  /// - Parameters:
  ///   - layers: of the coders who worked on it.
  ///   - units: of the transcript.
  init(_ layers: [ComparedLayer], in units: AgreementUnits) {
    turns = units.turns
    var codes: [Code.ID: [[Int]]] = [:]
    for (coder, layer) in layers.enumerated() {
      for (code, codings) in layer.codes {
        var marked: Set<Int> = []
        for coding in codings { marked.formUnion(units.places(touchedBy: coding.span)) }
        codes[code, default: Array(repeating: [], count: layers.count)][coder] = marked.sorted()
      }
    }
    self.codes = codes
  }
}

/// Marked units as numbers, as they are kept on the disk.
extension MarkedUnits {
  /// - Parameter number: of a code.
  /// - Returns: the turns, then each code with the units of each coder; before each list how long it is.
  func numbers(_ number: (Code.ID) -> Int) -> [Int] {
    var numbers = [turns.count] + turns + [codes.count]
    for (code, coders) in codes.sorted(by: { $0.key < $1.key }) {
      numbers += [number(code), coders.count]
      for units in coders { numbers += [units.count] + units }
    }
    return numbers
  }

  /// - Parameters:
  ///   - numbers: that `numbers(_:)` made.
  ///   - code: of a number.
  init(_ numbers: [Int], code: (Int) -> Code.ID) {
    var rest = numbers[...]
    func next() -> Int { rest.popFirst() ?? 0 }
    func list() -> [Int] {
      let count = next()
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    turns = list()
    var codes: [Code.ID: [[Int]]] = [:]
    for _ in 0..<next() {
      let id = code(next())
      codes[id] = (0..<next()).map { _ in list() }
    }
    self.codes = codes
  }
}

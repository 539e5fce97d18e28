@testable import EmicKit

/// A small book: a family with three codes, one of which has a subcode, and a second family.
func sampleBook() -> Codebook {
  func code(
    _ id: Code.ID,
    under parent: Code.ID? = nil,
    isFamily: Bool = false,
    key: Character? = nil
  ) -> Code {
    Code(
      id: id,
      name: Code.Name(id.text),
      parent: parent,
      isFamily: isFamily,
      brief: isFamily ? "" : "about \(id)",
      definition: isFamily ? "" : "all about \(id)",
      key: key,
      since: 1
    )
  }
  return Codebook(
    title: "Sample",
    codes: [
      code("relations", isFamily: true), code("trust", under: "relations", key: "t"),
      code("mistrust", under: "trust"), code("control", under: "relations"),
      code("co-optation", under: "relations"), code("politics", isFamily: true),
      code("advocacy-risk", under: "politics"), code("self-censorship", under: "advocacy-risk"),
      code("unregistered", under: "politics", key: "u"),
    ],
    heading: "# Rules of use.\n"
  )
}

/// A moment that is the same in every run.
func sampleMoment(_ number: Int64 = 0) -> Moment {
  Moment(now: Timestamp(milliseconds: 1_774_000_000_000 + number), seed: (UInt64(number), 7))
}

extension Codebook {
  /// Makes a change and carries it out.
  @discardableResult
  mutating func perform(
    _ number: Int64? = nil,
    by coder: Coder.ID = "lead",
    _ make: (Codebook) throws -> CodebookChange
  ) throws -> (change: CodebookChange, entry: CodebookHistoryEntry?) {
    let change = try make(self)
    var moment = sampleMoment(number ?? Int64(version))
    return (change, try apply(change, by: coder, moment: &moment))
  }

  /// What an undo must bring back: all but version and history.
  var content: Codebook {
    var content = self
    (content.version, content.history) = (1, [])
    return content
  }

  /// A change drawn by lot; `nil` when the draw is one that the book refuses.
  func drawnChange(_ generator: inout SeededGenerator, name: String = "x") -> CodebookChange? {
    let ids = codes.map(\.id)
    guard let id = ids.randomElement(using: &generator),
      let other = ids.randomElement(using: &generator)
    else { return nil }
    let number = Int.random(in: 0..<1_000_000, using: &generator)
    let new = [Code.ID("\(name)-\(number)"), Code.ID("\(name)-\(number)-b")]
    func fresh(_ id: Code.ID) -> Code { Code(id: id, name: Code.Name(id.text), brief: "new") }
    switch Int.random(in: 0..<11, using: &generator) {
    case 0:
      var code = fresh(new[0])
      code.parent = id
      return try? addingCode(code, at: Bool.random(using: &generator) ? .first : .last)
    case 1: return try? renaming(id, to: Code.Name("name \(number)"))
    case 2: return try? redefining(id, [.brief: "brief \(number)", .example: ""])
    case 3: return try? redefining(id, [.definition: "text \(number)"], isMinor: true)
    case 4: return try? moving(id, under: other)
    case 5: return try? moving(id, under: self[id]?.parent, at: .first)
    case 6: return try? splitting(id, into: new, new: new.map(fresh))
    case 7: return try? merging(id, into: other)
    case 8: return try? retiring(id)
    case 9: return try? reviving(id)
    default:
      return Bool.random(using: &generator)
        ? try? settingKey("abcdefgh".randomElement(using: &generator), of: id)
        : try? settingColor(Code.colors.randomElement(using: &generator), of: id)
    }
  }
}

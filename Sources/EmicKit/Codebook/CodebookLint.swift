/// What is weak in a codebook though it can be read: unfinished entries, doubles, unused codes.
public enum CodebookLint {
  /// One of MacQueen's six parts, under the key of the file; the name is always there.
  public enum Part: String, CaseIterable, Sendable {
    case brief
    case definition
    case useWhen = "use-when"
    case notWhen = "not-when"
    case example
  }

  public enum Finding: Hashable, Sendable {
    case missingParts(Code.ID, [Part])
    /// Two codes that are easily taken for one another by name.
    case similarNames(Code.ID, Code.ID, name: String, other: String)
    case replacementCycle([Code.ID])
    case unknownReplacement(Code.ID, by: Code.ID, nearest: Code.ID?)
    case sharedKey(Character, [Code.ID])
    case neverUsed(Code.ID)
    case usedOnce(Code.ID)
  }

  /// - Parameters:
  ///   - book: the codebook.
  ///   - usage: codings per code, of those that the reader may see; `nil` leaves out what needs
  ///     them.
  /// - Returns: kind by kind, each in the order of the book.
  /// - Complexity: O(codes² × name length²) for the names.
  public static func findings(in book: Codebook, usage: [Code.ID: Int]? = nil) -> [Finding] {
    missingParts(in: book) + similarNames(in: book) + replacements(in: book) + sharedKeys(in: book)
      + (usage.map { rarelyUsed(in: book, usage: $0) } ?? [])
  }

  private static let mostNames = 1000

  private static func missingParts(in book: Codebook) -> [Finding] {
    book.assignable.compactMap { code in
      // A working code marks passages for the next meeting: it needs no example.
      let needed = Part.allCases.filter { !code.isWorking || $0 != .example }
      let missing = needed.filter { code[$0].isEmpty }
      return missing.isEmpty ? nil : .missingParts(code.id, missing)
    }
  }

  private static func similarNames(in book: Codebook) -> [Finding] {
    let names = book.codes.filter { $0.retired == nil && $0.replacedBy.isEmpty }.flatMap { code in
      code.name.entries.map { (id: code.id, name: $0.text, folded: folded($0.text)) }
    }
    var seen: Set<[Code.ID]> = []
    var findings: [Finding] = []
    // No codebook that people work with is near this; a hostile one must not stop the program.
    guard names.count <= mostNames else { return [] }
    for (place, one) in names.enumerated() {
      for other in names[(place + 1)...] where other.id != one.id {
        guard areSimilar(one.folded, other.folded), seen.insert([one.id, other.id]).inserted
        else { continue }
        findings.append(
          .similarNames(one.id, other.id, name: one.name, other: other.name)
        )
      }
    }
    return findings
  }

  // Two keystrokes in a long name, one in a shorter; in words of a few characters every letter
  // carries meaning (信任 and 信访 are no slip of the pen).
  private static func areSimilar(_ one: String, _ other: String) -> Bool {
    if one == other { return true }
    let length = min(one.unicodeScalars.count, other.unicodeScalars.count)
    guard length >= 6 else { return false }
    return EditDistance.between(one, other, limit: length >= 12 ? 2 : 1) != nil
  }

  // Case, width, blanks and hyphens make no difference to the eye.
  private static func folded(_ name: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      let narrow = isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
      if narrow == "-" || narrow == "_" || narrow.properties.isWhitespace { continue }
      folded.append(contentsOf: narrow.properties.lowercaseMapping.unicodeScalars)
    }
    return String(folded)
  }

  private static func replacements(in book: Codebook) -> [Finding] {
    let isLarge = book.codes.count > mostNames
    let unknown = book.codes.flatMap { code in
      code.replacedBy.filter { book[$0] == nil }.map { id in
        Finding.unknownReplacement(code.id, by: id, nearest: isLarge ? nil : book.nearest(to: id))
      }
    }
    return unknown + cycles(in: book).map { .replacementCycle($0) }
  }

  // Depth first along the replacements; a code met again on the way closes a circle.
  private static func cycles(in book: Codebook) -> [[Code.ID]] {
    var cycles: [[Code.ID]] = []
    var seen: Set<Code.ID> = []
    for start in book.codes where !start.replacedBy.isEmpty && seen.insert(start.id).inserted {
      var way = [(id: start.id, rest: start.replacedBy[...])]
      var places = [start.id: 0]
      while let next = way[way.count - 1].rest.popFirst() ?? backtrack(&way, &places) {
        if let place = places[next] {
          cycles.append(way[place...].map(\.id))
        } else if let code = book[next], seen.insert(next).inserted {
          places[next] = way.count
          way.append((id: next, rest: code.replacedBy[...]))
        }
      }
    }
    return cycles
  }

  // Leaves codes whose replacements are all followed; the next one to follow, if any.
  private static func backtrack(
    _ way: inout [(id: Code.ID, rest: ArraySlice<Code.ID>)],
    _ places: inout [Code.ID: Int]
  ) -> Code.ID? {
    while way.count > 1 {
      places[way.removeLast().id] = nil
      if let next = way[way.count - 1].rest.popFirst() { return next }
    }
    return nil
  }

  private static func sharedKeys(in book: Codebook) -> [Finding] {
    var codes: [Character: [Code.ID]] = [:]
    var order: [Character] = []
    for code in book.codes {
      guard let key = code.key else { continue }
      if codes[key] == nil { order.append(key) }
      codes[key, default: []].append(code.id)
    }
    return order.compactMap { key in
      guard let sharing = codes[key], sharing.count > 1 else { return nil }
      return .sharedKey(key, sharing)
    }
  }

  private static func rarelyUsed(in book: Codebook, usage: [Code.ID: Int]) -> [Finding] {
    book.assignable.filter { !$0.isWorking }.compactMap { code in
      switch usage[code.id] ?? 0 {
      case 0: .neverUsed(code.id)
      case 1: .usedOnce(code.id)
      default: nil
      }
    }
  }
}

extension Code {
  fileprivate subscript(part: CodebookLint.Part) -> String {
    switch part {
    case .brief: brief
    case .definition: definition
    case .useWhen: useWhen
    case .notWhen: notWhen
    case .example: example
    }
  }
}

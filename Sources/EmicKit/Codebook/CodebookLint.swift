/// What is weak in a codebook though it can be read: unfinished entries, doubles, unused codes.
public enum CodebookLint {
  public typealias Part = Code.Part

  public enum Finding: Hashable, Sendable {
    case missingParts(Code.ID, [Part])
    /// Two codes that are easily taken for one another by name.
    case similarNames(Code.ID, Code.ID, name: String, other: String)
    /// Chinese names that are one when they are typed in pinyin.
    case sameSound(Code.ID, Code.ID, name: String, other: String, pinyin: String)
    case replacementCycle([Code.ID])
    case unknownReplacement(Code.ID, by: Code.ID, nearest: Code.ID?)
    case sharedKey(Character, [Code.ID])
    case neverUsed(Code.ID)
    case usedOnce(Code.ID)
    /// Neither stands anywhere without the other: candidates for a merge.
    case alwaysTogether(Code.ID, Code.ID, codings: Int)
    /// A code and one below it on the very same words, by one coder.
    case parentAndChild(Code.ID, child: Code.ID, spans: Int)
  }

  /// - Parameters:
  ///   - book: the codebook.
  ///   - usage: of the codings that the reader may see; `nil` leaves out what needs them.
  /// - Returns: kind by kind, each in the order of the book.
  /// - Complexity: O(codes² × name length²) for the names.
  public static func findings(in book: Codebook, usage: CodeUsage? = nil) -> [Finding] {
    missingParts(in: book) + similarNames(in: book) + replacements(in: book) + sharedKeys(in: book)
      + (usage.map { rarelyUsed(in: book, usage: $0.counts) + meeting(in: book, usage: $0) } ?? [])
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
      code.name.entries.map { entry in
        (
          id: code.id, name: entry.text, folded: folded(entry.text), sound: sound(of: entry.text)
        )
      }
    }
    var seen: Set<[Code.ID]> = []
    var findings: [Finding] = []
    // No codebook that people work with is near this; a hostile one must not stop the program.
    guard names.count <= mostNames else { return [] }
    for (place, one) in names.enumerated() {
      for other in names[(place + 1)...] where other.id != one.id {
        if areSimilar(one.folded, other.folded) {
          guard seen.insert([one.id, other.id]).inserted else { continue }
          findings.append(.similarNames(one.id, other.id, name: one.name, other: other.name))
        } else if let sound = one.sound, sound == other.sound {
          guard seen.insert([one.id, other.id]).inserted else { continue }
          findings.append(
            .sameSound(one.id, other.id, name: one.name, other: other.name, pinyin: sound)
          )
        }
      }
    }
    return findings
  }

  // One syllable alone has too many characters to mean anything by it.
  private static func sound(of name: String) -> String? {
    let syllables = Pinyin.syllables(of: name)
    guard name.unicodeScalars.count(where: \.isHan) > 1 else { return nil }
    return folded(syllables.joined())
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
  static func cycles(in book: Codebook) -> [[Code.ID]] {
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

  private static func meeting(in book: Codebook, usage: CodeUsage) -> [Finding] {
    // What left the book's use is given no more, whatever stands together of old.
    let codes = book.codes.filter {
      $0.isInUse && !$0.isWorking && (usage.counts[$0.id] ?? 0) > 0
    }
    var together: [Finding] = []
    var stacked: [Finding] = []
    for (place, one) in codes.enumerated() {
      for other in codes[(place + 1)...] {
        let spans = usage.sameSpans[.init(min(one.id, other.id), max(one.id, other.id))] ?? 0
        if book.path(to: other.id).contains(one.id) {
          if spans > 0 { stacked.append(.parentAndChild(one.id, child: other.id, spans: spans)) }
        } else if usage.areAlwaysTogether(one.id, other.id) {
          let count = max(usage.counts[one.id] ?? 0, usage.counts[other.id] ?? 0)
          together.append(.alwaysTogether(one.id, other.id, codings: count))
        }
      }
    }
    return together + stacked
  }
}

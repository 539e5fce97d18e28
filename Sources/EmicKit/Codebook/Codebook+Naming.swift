/// What people who type a code can mean.
extension Codebook {
  /// The code that somebody means: by its id, by its name in any language, or by the beginning of its
  /// id.
  ///
  ///     trust   Trust   信任   ｔｒｕｓｔ   tru        all of them name trust
  ///
  /// Case, width and hyphens do not count. An id wins over a name, a name over a beginning.
  ///
  /// - Parameters:
  ///   - text: as it was typed.
  ///   - isPreferred: which codes win where others are named so, too; those in use, where nobody says.
  /// - Returns: its id.
  /// - Throws: when no code is named so, or several are.
  public func code(
    named text: String,
    preferring isPreferred: (Code) -> Bool = { $0.retired == nil && $0.replacedBy.isEmpty }
  ) throws(CodeNamingProblem) -> Code.ID {
    // As the screen shows a proposal: +mediation.
    let id = Code.ID(text.hasPrefix("+") ? String(text.dropFirst()) : text)
    if self[id] != nil { return id }
    let typed = TypedText.name(id.text)
    guard !typed.isEmpty else { throw .unknown(text, nearest: []) }
    let ways: [(Code) -> Bool] = [
      { code in code.names.contains { TypedText.name($0) == typed } },
      { code in TypedText.name(code.id.text).hasPrefix(typed) },
    ]
    for isMeant in ways {
      let meant = codes.filter(isMeant)
      let preferred = meant.filter(isPreferred)
      let candidates = preferred.isEmpty ? meant : preferred
      if candidates.count == 1 { return candidates[0].id }
      guard candidates.isEmpty else { throw .ambiguous(text, candidates.map(\.id)) }
    }
    throw .unknown(text, nearest: nearest(toName: typed))
  }

  /// The code that is asked for as listings show one that the book lacks: `?id`.
  ///
  /// - Parameters:
  ///   - text: with its question mark; the book may have the code all the same, as somebody's proposal.
  ///   - others: the codes of codings, also those that the book lacks.
  /// - Returns: its id, with the mark where the book lacks it.
  /// - Throws: when neither the book nor a coding has it.
  public func code(shown text: String, among others: Set<Code.ID>) throws(CodeNamingProblem)
    -> Code.ID
  {
    let id = Code.ID(String(text.dropFirst()))
    if self[id] != nil { return id }
    if others.contains(id) { return Code.ID(text) }
    let unknown = others.filter { self[$0] == nil }.map(\.text).sorted()
    let typed = TypedText.name(id.text)
    guard let near = EditDistance.nearest(to: typed, among: unknown) else {
      throw .unknown(text, nearest: nearest(toName: typed))
    }
    throw .unknown(text, nearest: [CodeNamingProblem.Nearest(id: Code.ID("?" + near), name: nil)])
  }

  /// The codes that were probably meant by a name that is none, the likeliest first.
  ///
  /// A slip of the pen in an id or a name; a Chinese name that sounds alike (信认 for 信任); else those
  /// of which a name has the word in it.
  private func nearest(toName typed: String) -> [CodeNamingProblem.Nearest] {
    func sound(_ text: String) -> String { Pinyin.syllables(of: text).joined() }
    let living = codes.filter { $0.retired == nil && $0.replacedBy.isEmpty }
    var found: [CodeNamingProblem.Nearest] = []
    func add(_ code: Code, _ name: String?) {
      guard !found.contains(where: { $0.id == code.id }) else { return }
      found.append(CodeNamingProblem.Nearest(id: code.id, name: name))
    }
    let ids = codes.map { TypedText.name($0.id.text) }
    if let id = EditDistance.nearest(to: typed, among: ids), let place = ids.firstIndex(of: id) {
      add(codes[place], nil)
    }
    let names = living.flatMap { code in
      code.name.entries.map { (code: code, text: $0.text, folded: TypedText.name($0.text)) }
    }
    if let name = EditDistance.nearest(to: typed, among: names.lazy.map(\.folded)) {
      for entry in names where entry.folded == name { add(entry.code, entry.text) }
    }
    if typed.unicodeScalars.contains(where: { $0.value > 0x2E80 }) {
      let heard = sound(typed)
      func addNames(where isHeard: (String) -> Bool) {
        for entry in names where entry.folded != typed && isHeard(sound(entry.folded)) {
          add(entry.code, entry.text)
        }
      }
      addNames { $0 == heard }
      // The beginning of a longer name; one syllable alone begins every other one.
      if found.isEmpty, typed.unicodeScalars.count > 1 { addNames { $0.hasPrefix(heard) } }
    }
    if found.isEmpty {
      for id in CodeFilter(living).named(typed).prefix(Self.mostNearest) {
        guard let code = self[id] else { continue }
        // Who typed Chinese reads the Chinese name again.
        let isName = typed.unicodeScalars.contains { $0.value > 0x2E80 }
        add(code, isName ? code.name.chinese ?? code.name.primary : nil)
      }
    }
    return Array(found.prefix(Self.mostNearest))
  }

  private static let mostNearest = 3
}

/// Why a text names no code.
public enum CodeNamingProblem: Error, Hashable, Sendable {
  /// A code that was probably meant.
  public struct Nearest: Hashable, Sendable {
    public let id: Code.ID
    /// The name that is like what was typed; `nil` where that is the id.
    public let name: String?
  }

  case unknown(String, nearest: [Nearest])
  /// Several codes are named so, or their ids begin so.
  case ambiguous(String, [Code.ID])
}

extension CodeNamingProblem {
  /// The sentence for whoever reads it.
  ///
  /// - Parameters:
  ///   - place: where the code was looked for.
  ///   - wayOut: what to do where nothing is like it.
  /// - Returns: what is wrong, what to do.
  public func message(
    in place: String = "the codebook",
    wayOut: String = "`emic codebook show` lists the codes."
  ) -> String {
    switch self {
    case .unknown(let text, let nearest):
      "code \(DisplayText.quoted(text)) is not in \(DisplayText.safe(place)). "
        + (nearest.isEmpty ? wayOut : "Did you mean \(Self.list(nearest.map(\.words)))?")
    case .ambiguous(let text, let ids):
      "\(DisplayText.quoted(text)) can be "
        + Self.list(ids.prefix(Self.mostNamed).map { DisplayText.quoted($0.text) })
        + (ids.count > Self.mostNamed ? ", … (\(ids.count) codes)" : "")
        + ". Give one of these ids."
    }
  }

  private static let mostNamed = 8

  private static func list(_ words: [String]) -> String {
    words.count < 2
      ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
  }
}

extension CodeNamingProblem.Nearest {
  /// `"trust"`, or `"trust" (信任)`.
  public var words: String {
    DisplayText.quoted(id.text) + (name.map { " (\(DisplayText.safe($0)))" } ?? "")
  }
}

extension Code {
  /// Its id and its names.
  fileprivate var names: [String] { [id.text] + name.entries.map(\.text) }
}

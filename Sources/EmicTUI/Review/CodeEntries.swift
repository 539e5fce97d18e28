import EmicKit

/// What the codebook says of a few codes, in a few lines: brief definition and when not to use.
struct CodeEntries {
  private let entries: [[String]]
  private let width: Int

  init(_ codes: [Code.ID], in state: State, width: Int) {
    self.width = width
    entries = codes.map {
      Paragraphs.wrapped(state.shown(Self.entry(of: $0, in: state.codebook)), width: width)
    }
  }

  /// How many lines all of it takes.
  var count: Int { entries.reduce(0) { $0 + $1.count } }

  /// At most so many lines; each code has its share, and what is cut says where the rest is.
  func lines(within height: Int) -> [String] {
    guard count > height else { return Array(entries.joined()) }
    var lines: [String] = []
    for (index, entry) in entries.enumerated() where lines.count < height {
      let share = max(1, (height - lines.count) / (entries.count - index))
      if entry.count <= share {
        lines += entry
      } else {
        let rest = entry.dropFirst(share - 1).joined()
        lines += entry.prefix(share - 1) + [Ellipsis.cut(rest, to: max(4, width - 7)) + "  K all"]
      }
    }
    return lines
  }

  private static func entry(of id: Code.ID, in codebook: Codebook) -> String {
    guard let code = codebook[id] else { return "\(id): not in the codebook." }
    let brief = code.brief.isEmpty ? code.definition : code.brief
    let notWhen = code.notWhen.isEmpty ? "" : " Not when: \(code.notWhen)"
    return "\(id): \(brief.isEmpty ? "no definition yet." : brief)\(notWhen)"
  }
}

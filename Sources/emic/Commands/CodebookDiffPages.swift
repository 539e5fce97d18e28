import EmicKit

/// The printed forms of the difference between two versions of a codebook.
struct CodebookDiffPages {
  let diff: CodebookDiff

  /// An appendix: a heading for each code, what was done with it, and its words before and after.
  var markdown: String {
    var text =
      "# Changes of the codebook, version \(diff.from) to version \(diff.to)\n\n"
      + (diff.title.isEmpty ? "" : "\(CodebookPages.escaped(diff.title)).\n\n")
    guard !diff.differences.isEmpty else { return text + "No code differs.\n" }
    text += counts
    for difference in diff.differences {
      let name = (difference.after ?? difference.before)?.name.primary ?? ""
      text +=
        "\n## \(CodebookPages.escaped(name)) `\(difference.id)`: \(difference.kind.rawValue)\n"
      for entry in difference.entries { text += "\n- \(CodebookPages.escaped(line(entry)))" }
      if !difference.entries.isEmpty { text += "\n" }
      text += "\n| part | version \(diff.from) | version \(diff.to) |\n| --- | --- | --- |\n"
      for part in difference.parts {
        text += "| \(part.key) | \(cell(part.before)) | \(cell(part.after)) |\n"
      }
    }
    return text
  }

  private func cell(_ text: String) -> String { text.isEmpty ? "–" : CodebookPages.escaped(text) }

  /// How many codes were added, split and so on.
  private var counts: String {
    let kinds = CodebookDiff.Difference.Kind.allCases.compactMap { kind -> String? in
      let count = diff.differences.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    return "Codes: " + kinds.joined(separator: ", ") + ".\n"
  }

  /// Who changed what, when and why.
  private func line(_ entry: CodebookHistoryEntry) -> String {
    let facts = ["version \(entry.version)", entry.at?.date, entry.by?.text].compactMap { $0 }
    return facts.joined(separator: ", ") + ": \(entry.change.rawValue)"
      + (entry.isMinor ? " (a slip of the pen)" : "")
      + (entry.undoes == nil ? "" : " (taking a change back)") + "."
      + (entry.reason.isEmpty ? "" : " \(entry.reason)")
  }

  func table(_ form: Table.Form) -> String {
    guard !diff.differences.isEmpty else { return "No code differs.\n" }
    var table = Table(["CODE", "CHANGE", "PARTS"])
    for difference in diff.differences {
      let parts = difference.parts.map(\.key).joined(separator: ", ")
      table.add([difference.id.text, difference.kind.rawValue, parts])
    }
    return table.text(form)
  }

  var rows: [[String]] {
    [["code", "change", "part", "before", "after"]]
      + diff.differences.flatMap { difference in
        difference.parts.map { part in
          [difference.id.text, difference.kind.rawValue, part.key, part.before, part.after]
        }
      }
  }

  var json: JSONValue {
    .object([
      JSONMember("from", .number(String(diff.from))),
      JSONMember("to", .number(String(diff.to))),
      JSONMember("codes", .array(diff.differences.map(object))),
    ])
  }

  private func object(_ difference: CodebookDiff.Difference) -> JSONValue {
    .object([
      JSONMember("code", .string(difference.id.text)),
      JSONMember("change", .string(difference.kind.rawValue)),
      JSONMember(
        "parts",
        .array(
          difference.parts.map { part in
            .object([
              JSONMember("part", .string(part.key)), JSONMember("before", .string(part.before)),
              JSONMember("after", .string(part.after)),
            ])
          }
        )
      ),
      JSONMember(
        "history",
        .array(
          difference.entries.map { entry in
            .object([
              JSONMember("version", .number(String(entry.version))),
              JSONMember("at", entry.at.map { .string($0.text) } ?? .null),
              JSONMember("by", entry.by.map { .string($0.text) } ?? .null),
              JSONMember("change", .string(entry.change.rawValue)),
              JSONMember("minor", .bool(entry.isMinor)),
              JSONMember("reason", .string(entry.reason)),
            ])
          }
        )
      ),
    ])
  }
}

import EmicKit

/// The printed forms of a codebook.
struct CodebookPages {
  let book: Codebook
  let codes: [Code]

  /// One line a code, indented by its depth.
  func tree(_ form: Table.Form) -> String {
    var table = Table(["CODE", "NAME", "KEY", "BRIEF"])
    table.clips = [3]
    for code in codes {
      let indent = String(repeating: "  ", count: book.path(to: code.id).count - 1)
      table.add([
        indent + code.id.text, name(code) + note(code), code.key.map { String($0) } ?? "",
        code.brief,
      ])
    }
    return table.text(form)
  }

  private func name(_ code: Code) -> String {
    code.name.primary + (code.name.chinese.map { " \($0)" } ?? "")
  }

  private func note(_ code: Code) -> String {
    var words = code.isFamily ? ["family"] : code.isWorking ? ["working"] : []
    if !code.replacedBy.isEmpty {
      words.append("now \(code.replacedBy.map(\.text).joined(separator: ", "))")
    } else if code.retired != nil {
      words.append("retired")
    }
    return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
  }

  /// Whole entries, part by part.
  var entries: String {
    codes.map { code in
      let parts = Self.parts(of: code).filter { !$0.text.isEmpty }
      let lines =
        ["\(code.id)  \(name(code))\(note(code))"] + parts.map { "  \($0.name): \($0.text)" }
        + facts(of: code)
      return DisplayText.safe(lines.joined(separator: "\n"), keepingLines: true) + "\n"
    }.joined(separator: "\n")
  }

  /// What an entry has beside its words, in a line of its own.
  private func facts(of code: Code) -> [String] {
    let facts = [
      code.parent.map { "under \($0)" }, code.key.map { "quick key \($0)" },
      code.color.map { "colour \($0)" }, code.since.map { "since version \($0)" },
      code.revised.map { "redefined in version \($0)" },
      code.retired.map { "retired in version \($0)" },
    ].compactMap { $0 }
    guard let first = facts.first else { return [] }
    return [
      "  "
        + ([first.prefix(1).uppercased() + first.dropFirst()] + facts.dropFirst())
        .joined(separator: ", ") + "."
    ]
  }

  var markdown: String {
    var text = "# \(Self.escaped(book.title)) (version \(book.version))\n"
    for code in codes {
      let depth = min(book.path(to: code.id).count + 1, 6)
      text += "\n\(String(repeating: "#", count: depth)) \(Self.escaped(name(code) + note(code)))"
      text += " `\(code.id)`\n"
      for (name, part) in Self.parts(of: code) where !part.isEmpty {
        text += "\n**\(name)**: \(Self.escaped(part))\n"
      }
    }
    return text
  }

  private static func parts(of code: Code) -> [(name: String, text: String)] {
    [
      ("Brief", code.brief), ("Definition", code.definition), ("Use when", code.useWhen),
      ("Not when", code.notWhen), ("Example", code.example),
    ]
  }

  // What would be markup, or a command to a terminal.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in DisplayText.safe(String(text.map { $0.isNewline ? " " : $0 })) {
      if "\\`*_[]<>#|".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// The columns of `codebook.csv`, as `emic export` writes them; here with what is out of use.
  var table: [[String]] {
    [
      [
        "path", "name", "name_zh", "description", "color", "assignable", "id", "brief", "use_when",
        "not_when", "example",
      ]
    ]
      + codes.map { code in
        [
          path(code), code.name.primary,
          code.name.entries.first { $0.language == "zh" }?.text ?? "",
          code.definition.isEmpty ? code.brief : code.definition,
          code.color.flatMap { CodeColor.named($0)?.hex } ?? "",
          code.isAssignable ? "true" : "false", code.id.text,
          code.brief, code.useWhen, code.notWhen, code.example,
        ]
      }
  }

  private func path(_ code: Code) -> String {
    book.path(to: code.id).map(\.text).joined(separator: "/")
  }

  var json: JSONValue {
    .object([
      JSONMember("title", .string(book.title)),
      JSONMember("version", .number(String(book.version))),
      JSONMember("codes", .array(codes.map(object))),
    ])
  }

  private func object(_ code: Code) -> JSONValue {
    func number(_ number: Int?) -> JSONValue { number.map { .number(String($0)) } ?? .null }
    return .object([
      JSONMember("id", .string(code.id.text)),
      JSONMember("path", .string(path(code))),
      JSONMember(
        "name",
        .object(
          code.name.entries.map {
            JSONMember($0.language.isEmpty ? "en" : $0.language, .string($0.text))
          }
        )
      ),
      JSONMember("parent", code.parent.map { .string($0.text) } ?? .null),
      JSONMember("family", .bool(code.isFamily)),
      JSONMember("working", .bool(code.isWorking)),
      JSONMember("assignable", .bool(code.isAssignable)),
      JSONMember("brief", .string(code.brief)),
      JSONMember("definition", .string(code.definition)),
      JSONMember("use-when", .string(code.useWhen)),
      JSONMember("not-when", .string(code.notWhen)),
      JSONMember("example", .string(code.example)),
      JSONMember("key", code.key.map { .string(String($0)) } ?? .null),
      JSONMember("color", code.color.map { .string($0) } ?? .null),
      JSONMember("since", number(code.since)),
      JSONMember("revised", number(code.revised)),
      JSONMember("retired", number(code.retired)),
      JSONMember("replaced-by", .array(code.replacedBy.map { .string($0.text) })),
    ])
  }
}

import EmicKit

/// The forms as they are opened, and what their answers come to.
extension CodeForm {
  init(_ purpose: Purpose, in book: Codebook) {
    switch purpose {
    case .add:
      self.init(
        purpose,
        title: "Add a code",
        fields: [
          Field("id", "Id"), Field("en", "Name"), Field("zh", "名称"),
          Field("kind", "Kind", "code", kind: .choice(Self.kinds)),
        ] + Self.parts(of: nil) + [Field("reason", "Reason")]
      )
    case .rename(let id):
      self.init(
        purpose,
        title: "Rename \(id)",
        fields: Self.names(of: book[id]) + [Field("reason", "Reason")]
      )
    case .redefine(let id):
      self.init(
        purpose,
        title: "Redefine \(id)",
        fields: Self.names(of: book[id]) + Self.parts(of: book[id]) + [
          Field("minor", "Meaning", Self.meanings[0], kind: .choice(Self.meanings)),
          Field("reason", "Reason"),
        ]
      )
    case .split(let id):
      self.init(
        purpose,
        title: "Split \(id)",
        fields: Self.part(1) + Self.part(2) + [Field("reason", "Reason")]
      )
    }
  }

  private static let kinds = ["code", "family", "working code"]
  private static let meanings = ["changes", "stays: a slip of the pen"]

  private static func names(of code: Code?) -> [Field] {
    guard let name = code?.name else { return [Field("en", "Name"), Field("zh", "名称")] }
    // A plain text is the name in whatever language it is.
    let plain = name.entries.first { $0.language.isEmpty }?.text ?? ""
    let english = name.entries.first { $0.language == "en" }?.text ?? plain
    let chinese = name.entries.first { $0.language == "zh" }?.text ?? ""
    let others = name.entries.filter { !["", "en", "zh"].contains($0.language) }
    return [Field("en", "Name", english), Field("zh", "名称", chinese)]
      + others.map { Field("name-" + $0.language, "Name (\($0.language))", $0.text) }
  }

  private static func parts(of code: Code?) -> [Field] {
    let labels: [(Code.Part, String)] = [
      (.brief, "Brief"), (.definition, "Definition"), (.useWhen, "Use when"),
      (.notWhen, "Not when"), (.example, "Example"),
    ]
    return labels.map { Field($0.rawValue, $1, code?[$0] ?? "", kind: .text) }
  }

  // MARK: Answers

  /// What the form comes to, one change after the other, each with the reason.
  ///
  /// - Parameter book: of which the changes are made.
  /// - Returns: none where nothing differs.
  /// - Throws: what the book refuses.
  func changes(of book: Codebook) throws(CodebookProblem) -> [CodebookChange] {
    var changes: [CodebookChange]
    switch purpose {
    case .add(let near): changes = [try added(to: book, near: near)]
    case .rename(let id): changes = [try book.renaming(id, to: name(over: book[id]?.name))]
    case .redefine(let id): changes = try redefined(id, in: book)
    case .split(let id):
      let new = try parts(in: book)
      changes = [
        try book.splitting(id, into: new.map(\.id), new: new.filter { book[$0.id] == nil })
      ]
    }
    for index in changes.indices { changes[index].reason = text("reason") }
    return changes.filter { !$0.isEmpty }
  }

  /// The field in which stands what is refused; `nil` where it is none.
  func field(of problem: CodebookProblem) -> Int? {
    func place(_ beginning: String, _ text: (Field) -> String, _ wrong: String) -> Int? {
      fields.firstIndex { $0.key.hasPrefix(beginning) && text($0) == wrong }
    }
    // An id that nobody gave is made of the name.
    func ofID(_ id: String) -> Int? {
      place("id", \.text, id)
        ?? ["en", "name"].lazy.compactMap { place($0, { Slug.id(for: $0.text) }, id) }.first
    }
    switch problem {
    case .malformedID(let id): return id.isEmpty ? fields.firstIndex { $0.key == "id" } : ofID(id)
    case .idTaken(let id), .idUsedBefore(let id), .twice(let id): return ofID(id.text)
    case .malformedName(_, let name):
      return ["en", "name", "zh"].lazy.compactMap { place($0, \.text, name) }.first
    case .emptyName: return fields.firstIndex { $0.key == "en" }
    default: return nil
    }
  }

  private func added(to book: Codebook, near: Code.ID?) throws(CodebookProblem) -> CodebookChange {
    let here = near.flatMap { book[$0] }
    let isIn = here?.isFamily == true
    let kind = text("kind")
    // A family goes beside the one in hand, not into it.
    let isFamily = kind == "family"
    let parent = isFamily ? (isIn ? here?.parent : nil) : isIn ? here?.id : here?.parent
    let name = name(over: nil)
    var id = text("id")
    if id.isEmpty, !name.primary.isEmpty { id = Slug.id(for: name.primary) }
    var code = Code(
      id: Code.ID(id),
      name: name,
      parent: parent,
      isFamily: isFamily,
      isWorking: kind == "working code"
    )
    for part in Code.Part.allCases { code[part] = text(part.rawValue) }
    let isSibling = here.map { $0.parent == parent } ?? false
    return try book.addingCode(code, at: isSibling ? here.map { .behind($0.id) } ?? .last : .last)
  }

  private func redefined(
    _ id: Code.ID,
    in book: Codebook
  ) throws(CodebookProblem) -> [CodebookChange] {
    let renamed = try book.renaming(id, to: name(over: book[id]?.name))
    let parts = Dictionary(
      uniqueKeysWithValues: Code.Part.allCases.map { ($0, text($0.rawValue)) }
    ).filter { part, text in text != (book[id]?[part] ?? "").trimmed }
    guard !parts.isEmpty else { return [renamed] }
    var book = book
    if !renamed.isEmpty {
      // Only the book after it tells how the next change begins; nothing of this one is kept.
      var moment = Moment(now: Timestamp(milliseconds: 0), seed: (0, 0))
      try book.apply(renamed, by: "", moment: &moment)
    }
    let isMinor = text("minor") == Self.meanings[1]
    return [renamed, try book.redefining(id, parts, isMinor: isMinor)]
  }

  /// The parts of a split that have an id or a name, as codes.
  private func parts(in book: Codebook) throws(CodebookProblem) -> [Code] {
    (1...partCount).compactMap { number in
      var id = text("id\(number)")
      let english = text("name\(number)")
      if id.isEmpty, english.isEmpty { return nil }
      if id.isEmpty { id = Slug.id(for: english) }
      if let known = book[Code.ID(id)] { return known }
      let chinese = text("zh\(number)")
      var entries = [
        Code.Name.Entry(language: "en", text: english.isEmpty ? Self.words(id) : english)
      ]
      if !chinese.isEmpty { entries.append(.init(language: "zh", text: chinese)) }
      let name = chinese.isEmpty ? Code.Name(entries[0].text) : Code.Name(entries)
      return Code(id: Code.ID(id), name: name, brief: text("brief\(number)"))
    }
  }

  /// `trust-in-person`: *Trust in person*.
  private static func words(_ id: String) -> String {
    let words = id.map { $0 == "-" ? " " : $0 }
    return String(words.prefix(1)).uppercased() + String(words.dropFirst())
  }

  /// The name with what is in the fields; languages that have none keep their text.
  private func name(over old: Code.Name?) -> Code.Name {
    let (english, chinese) = (text("en"), text("zh"))
    var entries: [Code.Name.Entry] = []
    for entry in old?.entries ?? [] {
      switch entry.language {
      case "", "en":
        let language = entry.language.isEmpty && !chinese.isEmpty ? "en" : entry.language
        if !english.isEmpty { entries.append(.init(language: language, text: english)) }
      case "zh": if !chinese.isEmpty { entries.append(.init(language: "zh", text: chinese)) }
      default:
        let text = text("name-" + entry.language)
        if !text.isEmpty { entries.append(.init(language: entry.language, text: text)) }
      }
    }
    let languages = Set(entries.map(\.language))
    if !english.isEmpty, !languages.contains("en"), !languages.contains("") {
      entries.insert(
        .init(language: chinese.isEmpty && entries.isEmpty ? "" : "en", text: english),
        at: 0
      )
    }
    if !chinese.isEmpty, !languages.contains("zh") {
      entries.append(.init(language: "zh", text: chinese))
    }
    for field in fields where field.key.hasPrefix("name-") && !field.text.isEmpty {
      let language = String(field.key.dropFirst("name-".count))
      if !languages.contains(language) {
        entries.append(.init(language: language, text: field.text))
      }
    }
    return Code.Name(entries)
  }
}

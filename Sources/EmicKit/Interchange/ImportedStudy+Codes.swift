extension ImportedStudy {
  /// The codebook of an imported project, and the codes by the project's keys.
  struct Codes {
    private(set) var book: Codebook
    private var ids: [String: Code.ID] = [:]
    private var taken: Set<Code.ID> = []
    /// Codes above each other at most: a codebook is YAML, which is read to 64 levels, and a code in
    /// a list takes two.
    private static let deepest = 24

    init(of project: inout ForeignProject) {
      if let own = project.codebook, Self.says(own, the: project) {
        book = own
        ids = project.codes
        return
      }
      book = Codebook()
      var codes: [Code] = []
      let assigned = Set(project.codings.map(\.code))
      let names = project.codebook.map { QDAWriter.names(of: $0) } ?? [:]
      var twins: [String: Code.ID] = [:]
      var levels: [Code.ID: (level: Int, parent: Code.ID?)] = [:]
      var lifted = 0
      for entry in project.entries where ids[entry.key] == nil {
        var parent = entry.parent.flatMap { ids[$0] }
        if let above = parent.flatMap({ levels[$0] }), above.level == Self.deepest {
          parent = above.parent
          lifted += 1
        }
        let id = free(
          project.codes[entry.key] ?? Code.ID(Slug.id(for: entry.name.primary)),
          under: parent
        )
        ids[entry.key] = id
        taken.insert(id)
        levels[id] = ((parent.flatMap { levels[$0]?.level } ?? 0) + 1, parent)
        if let twin = twins.updateValue(id, forKey: entry.name.primary) {
          project.report.notes.append(
            "Two codes are called \"\(entry.name.primary)\"; they are \(twin) and \(id) in the study."
          )
        }
        var isFamily = entry.isFamily
        if isFamily, assigned.contains(entry.key) {
          isFamily = false
          project.report.notes.append(
            "\"\(entry.name.primary)\" is no code for coding in the project and is used as one; it"
              + " can be assigned in the study."
          )
        }
        var code = Self.code(entry, id, under: parent, isFamily: isFamily)
        if let own = project.codebook?[id], id == project.codes[entry.key] {
          code = own.changed(by: code, named: names[id], description: entry.description)
        }
        codes.append(code)
      }
      if lifted > 0 {
        project.report.notes.append(
          "\(lifted) codes lie deeper than \(Self.deepest) levels; they stand at the last of these."
        )
      }
      book = Codebook(
        title: project.codebook?.title ?? project.title,
        version: project.codebook.map { $0.version + 1 } ?? 1,
        codes: Codebook.depthFirst(codes)
      )
      if project.codebook != nil {
        project.report.notes.append(
          "The codes were changed since emic exported them: they are taken as the project has them."
        )
      }
    }

    subscript(key: String) -> Code.ID? { ids[key] }

    /// Whether emic's own codebook has exactly the codes of the project; working codes never leave.
    private static func says(_ book: Codebook, the project: ForeignProject) -> Bool {
      let leaving = book.codes.filter { !$0.isWorking }
      guard leaving.count == project.entries.count else { return false }
      let names = QDAWriter.names(of: book)
      return project.entries.allSatisfy { entry in
        guard let id = project.codes[entry.key], let code = book[id] else { return false }
        return names[id] == entry.name.primary
          && code.parent == entry.parent.flatMap { project.codes[$0] }
      }
    }

    private func free(_ id: Code.ID, under parent: Code.ID?) -> Code.ID {
      guard taken.contains(id) else { return id }
      if let parent {
        let below = Code.ID(String("\(parent)-\(id)".prefix(64)))
        if !taken.contains(below) { return below }
      }
      var number = 2
      while true {
        let next = Code.ID("\(id.text.prefix(58))-\(number)")
        if !taken.contains(next) { return next }
        number += 1
      }
    }

    /// A name in several languages says which they are; the first is English as far as one can tell.
    private static func name(_ name: Code.Name, and others: [Code.Name.Entry]) -> Code.Name {
      guard !others.isEmpty else { return name }
      let first = name.entries.map { entry in
        entry.language.isEmpty ? Code.Name.Entry(language: "en", text: entry.text) : entry
      }
      return Code.Name(
        first + others.filter { other in !first.contains { $0.language == other.language } }
      )
    }

    private static func code(
      _ entry: ForeignProject.Entry,
      _ id: Code.ID,
      under parent: Code.ID?,
      isFamily: Bool
    ) -> Code {
      let parts = CodeDescription(reading: entry.description, isOwn: entry.isOwn)
      var kept: [YAMLMember] = []
      let color = entry.color.flatMap { CodeColor(nearest: $0) }
      // The palette has eight colours; the other program's own goes back to it.
      if let hex = entry.color, let color, color.hex.lowercased() != hex.lowercased() {
        kept.append(YAMLMember("rgb", .text(hex)))
      }
      if QDAGUID.isWellFormed(entry.key), entry.key != NamedUUID.text(of: "code:\(id)") {
        kept.append(YAMLMember("guid", .text(entry.key)))
      }
      return Code(
        id: id,
        name: name(entry.name, and: parts.names),
        parent: parent,
        isFamily: isFamily,
        brief: parts.brief,
        definition: parts.definition,
        useWhen: parts.useWhen,
        notWhen: parts.notWhen,
        example: parts.example,
        color: color?.name,
        kept: kept
      )
    }
  }
}

extension Code {
  /// emic's own entry with what another program has changed in it.
  ///
  /// - Parameters:
  ///   - other: the entry as the project has it.
  ///   - sent: the name under which it left.
  ///   - description: as the project has it.
  /// - Returns: the entry of the study.
  fileprivate func changed(by other: Code, named sent: String?, description: String) -> Code {
    var code = self
    code.parent = other.parent
    code.isFamily = other.isFamily
    if other.name.primary != sent { code.name = other.name }
    if description != CodeDescription(of: self).text {
      code.brief = other.brief
      code.definition = other.definition
      code.useWhen = other.useWhen
      code.notWhen = other.notWhen
      code.example = other.example
    }
    if other.color != color, other.color != nil { code.color = other.color }
    return code
  }
}

extension CodeColor {
  /// The palette's colour that is nearest to `#RRGGBB` or `#RGB`; `nil` for what is no colour.
  init?(nearest hex: String) {
    guard let wanted = Self.channels(hex) else { return nil }
    func distance(_ color: CodeColor) -> Int {
      let channels = Self.channels(color.hex) ?? wanted
      // Green counts most for the eye, blue least.
      return zip(zip(channels, wanted), [3, 4, 2]).reduce(0) { sum, next in
        let difference = next.0.0 - next.0.1
        return sum + next.1 * difference * difference
      }
    }
    guard let nearest = Self.all.min(by: { distance($0) < distance($1) }) else { return nil }
    self = nearest
  }

  /// Red, green, blue: 0 to 255.
  static func channels(_ hex: String) -> [Int]? {
    let digits = hex.dropFirst()
    guard hex.hasPrefix("#"), digits.count == 3 || digits.count == 6 else { return nil }
    let full = digits.count == 6 ? String(digits) : digits.map { "\($0)\($0)" }.joined()
    guard let value = Int(full, radix: 16), value >= 0 else { return nil }
    return [value >> 16, value >> 8 & 0xFF, value & 0xFF]
  }
}

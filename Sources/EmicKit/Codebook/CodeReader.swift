/// Reads a list of codes, of a codebook or of proposals, depth first.
struct CodeReader {
  let file: String
  /// Whether each code says itself where it belongs, and is a proposal.
  var isProposals = false
  private(set) var codes: [Code] = []
  private var lines: [String: Int] = [:]
  private var keys: [Character: Code.ID] = [:]

  init(file: String, isProposals: Bool = false) {
    self.file = file
    self.isProposals = isProposals
  }

  mutating func read(_ nodes: [YAMLNode], under parent: Code.ID?) throws(CodebookError) {
    for node in nodes { try read(node, under: parent) }
  }

  private mutating func read(_ node: YAMLNode, under parent: Code.ID?) throws(CodebookError) {
    var fields = try YAMLFields<CodebookError>(node, of: "codes", file: file)
    let id = try self.id(&fields, at: node)
    var code = Code(id: id, name: Code.Name([]), parent: parent, isProposal: isProposals)
    let name = fields.take("name")
    if isProposals, let parent = try fields.text("parent") {
      guard parent != id.text else { throw error(node, .ownParent(id)) }
      code.parent = try wellFormed(parent, at: node)
    }
    code.isFamily = try fields.flag("family") ?? false
    code.isWorking = try fields.flag("working") ?? false
    code.brief = try fields.text("brief") ?? ""
    code.definition = try fields.text("definition") ?? ""
    code.useWhen = try fields.text("use-when") ?? ""
    code.notWhen = try fields.text("not-when") ?? ""
    code.example = try fields.text("example") ?? ""
    code.key = try key(&fields, of: id)
    code.color = try color(&fields)
    code.since = try fields.number("since")
    code.revised = try fields.number("revised")
    code.retired = try fields.number("retired")
    code.replacedBy = try replacements(&fields, at: node)
    let children = try fields.items("codes")
    code.kept = fields.rest
    // A code that left long ago may have been cut down to its id.
    if name != nil || code.isAssignable || code.isFamily {
      code.name = try self.name(name, of: id, at: node)
    }
    codes.append(code)
    try read(children, under: id)
  }

  private mutating func id(
    _ fields: inout YAMLFields<CodebookError>,
    at node: YAMLNode
  ) throws(CodebookError) -> Code.ID {
    guard let text = try fields.text("id") else {
      throw CodebookError(file: file, line: node.line, yaml: .missing(key: "id"))
    }
    let id = try wellFormed(text, at: node)
    if let firstLine = lines.updateValue(node.line, forKey: id.text) {
      throw error(node, .duplicateID(id, firstLine: firstLine))
    }
    return id
  }

  private func wellFormed(_ text: String, at node: YAMLNode) throws(CodebookError) -> Code.ID {
    guard Code.isWellFormed(text) else { throw error(node, .malformedID(text)) }
    return Code.ID(text)
  }

  private func name(
    _ node: YAMLNode?,
    of id: Code.ID,
    at code: YAMLNode
  ) throws(CodebookError) -> Code.Name {
    guard let node else { throw error(code, .emptyName(id)) }
    var name: Code.Name
    if case .mapping(let members) = node.content {
      name = Code.Name([])
      for member in members where !member.value.isNull {
        let text = try YAMLFields<CodebookError>.text(of: member.value, key: "name", file: file)
        name.entries.append(Code.Name.Entry(language: member.key, text: text))
      }
    } else {
      name = Code.Name(
        try YAMLFields<CodebookError>.text(of: node, key: "name", file: file)
      )
    }
    func isBlank(_ text: String) -> Bool {
      text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }
    guard !name.entries.isEmpty, !name.entries.contains(where: { isBlank($0.text) }) else {
      throw error(node, .emptyName(id))
    }
    return name
  }

  private mutating func key(
    _ fields: inout YAMLFields<CodebookError>,
    of id: Code.ID
  ) throws(CodebookError) -> Character? {
    guard let node = fields.take("key") else { return nil }
    let text = try YAMLFields<CodebookError>.text(of: node, key: "key", file: file)
    guard let key = text.first, text.count == 1, DisplayText.safe(text) == text,
      !key.isWhitespace
    else { throw error(node, .malformedKey(text, id)) }
    if let first = keys.updateValue(id, forKey: key) {
      throw error(node, .duplicateKey(key, id, first: first))
    }
    return key
  }

  private func color(
    _ fields: inout YAMLFields<CodebookError>
  ) throws(CodebookError) -> String? {
    guard let node = fields.take("color") else { return nil }
    let color = try YAMLFields<CodebookError>.text(of: node, key: "color", file: file)
    guard Code.colors.contains(color) else {
      let nearest = EditDistance.nearest(to: color, among: Code.colors)
      throw error(node, .unknownColor(color, nearest: nearest))
    }
    return color
  }

  private func replacements(
    _ fields: inout YAMLFields<CodebookError>,
    at node: YAMLNode
  ) throws(CodebookError) -> [Code.ID] {
    try fields.texts("replaced-by").map { text throws(CodebookError) in
      try wellFormed(text, at: node)
    }
  }

  private func error(_ node: YAMLNode, _ problem: CodebookError.Problem) -> CodebookError {
    CodebookError(file: file, line: node.line, problem: problem)
  }
}

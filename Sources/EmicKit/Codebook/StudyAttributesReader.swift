/// Reads the allowed values of attributes, with their synonyms.
///
///     sector: [HIV/AIDS, migrants: [流动人口, floating population], all]
enum StudyAttributesReader {
  private typealias Fields = YAMLFields<StudyFileError>

  static func attributes(
    _ node: YAMLNode?,
    file: String
  ) throws(StudyFileError) -> [StudyFile.AttributeValues] {
    guard let node else { return [] }
    let members = try Fields(node, of: "attributes", file: file).rest
    return try members.map { member throws(StudyFileError) in
      guard !member.key.isEmpty else { throw empty(member.line, file) }
      return try values(of: member, file: file)
    }
  }

  private static func values(
    of member: YAMLMember,
    file: String
  ) throws(StudyFileError) -> StudyFile.AttributeValues {
    var attribute = StudyFile.AttributeValues(attribute: member.key, values: [])
    switch member.value.content {
    case .sequence(let items):
      for item in items {
        if case .mapping(let members) = item.content {
          for member in members { try add(member, to: &attribute, file: file) }
        } else {
          let value = try Fields.text(of: item, key: member.key, file: file)
          try add(YAMLMember(value, .texts([]), line: item.line), to: &attribute, file: file)
        }
      }
    case .mapping(let members):
      for member in members { try add(member, to: &attribute, file: file) }
    case .scalar where member.value.isNull:
      break
    case .scalar:
      throw StudyFileError(
        file: file,
        line: member.line,
        yaml: .wrongKind(key: member.key, expected: "a list")
      )
    }
    return attribute
  }

  // A value and its synonyms.
  private static func add(
    _ member: YAMLMember,
    to attribute: inout StudyFile.AttributeValues,
    file: String
  ) throws(StudyFileError) {
    let value = member.key
    guard !value.isEmpty else { throw empty(member.line, file) }
    func check(_ text: String, _ line: Int) throws(StudyFileError) {
      guard attribute.value(for: text) == nil else {
        throw StudyFileError(
          file: file,
          line: line,
          problem: .duplicateValue(text, attribute: attribute.attribute)
        )
      }
    }
    try check(value, member.line)
    attribute.values.append(value)
    var synonyms: [YAMLNode]
    if case .sequence(let items) = member.value.content {
      synonyms = items
    } else {
      synonyms = member.value.isNull ? [] : [member.value]
    }
    for node in synonyms {
      let synonym = try Fields.text(of: node, key: value, file: file)
      guard !synonym.isEmpty else { throw empty(node.line, file) }
      try check(synonym, node.line)
      attribute.synonyms[synonym] = value
    }
  }

  private static func empty(_ line: Int, _ file: String) -> StudyFileError {
    StudyFileError(file: file, line: line, problem: .emptyAttribute)
  }
}

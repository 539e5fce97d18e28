/// Cases and their variables.
extension QDAWriter {
  mutating func writeVariables() {
    guard !export.attributes.isEmpty else { return }
    xml.start("Variables")
    for attribute in export.attributes {
      xml.start("Variable")
      xml.attribute("guid", Self.guid(ofVariable: attribute))
      xml.attribute("name", attribute)
      xml.attribute("typeOfVariable", "Text")
      xml.end()
    }
    xml.end()
  }

  mutating func writeCases() {
    let sources = Set(export.sources.map(\.name))
    let rows = export.cases.filter { sources.contains($0.transcript) }
    let onCases = export.memos.flatMap(\.entries).compactMap { entry -> String? in
      if case .case(let name) = entry.subject { name } else { nil }
    }
    var names: [String] = []
    for name in rows.map(\.case) + onCases where !name.isEmpty && !names.contains(name) {
      names.append(name)
    }
    guard !names.isEmpty else { return }
    xml.start("Cases")
    for name in names {
      xml.start("Case")
      xml.attribute("guid", Self.guid(ofCase: name))
      xml.attribute("name", name)
      write(values(ofCase: name))
      for row in rows where row.case == name {
        reference("SourceRef", Self.guid(ofSource: row.transcript))
      }
      xml.end()
    }
    xml.end()
  }

  /// The values that all texts of a case share; the others stand at the texts.
  func values(ofCase name: String) -> [String: String] {
    let rows = export.cases.filter { $0.case == name }
    guard let first = rows.first, !name.isEmpty else { return [:] }
    return first.values.filter { attribute, value in
      !value.isEmpty && rows.allSatisfy { $0.values[attribute] == value }
    }
  }

  mutating func write(_ values: [String: String]) {
    for attribute in export.attributes {
      guard let value = values[attribute], !value.isEmpty else { continue }
      xml.start("VariableValue")
      reference("VariableRef", Self.guid(ofVariable: attribute))
      xml.element("TextValue", value)
      xml.end()
    }
  }

  mutating func writeValues(of source: QDAExport.Source) {
    guard let row = export.cases.first(where: { $0.transcript == source.name }) else { return }
    let shared = values(ofCase: row.case)
    write(row.values.filter { shared[$0.key] == nil })
  }
}

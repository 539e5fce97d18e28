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

  mutating func writeCases(of parts: QDAParts) {
    let sources = Set(parts.entries.map(\.name))
    let onCases = export.memos.flatMap(\.entries).compactMap { entry -> String? in
      if case .case(let name) = entry.subject { name } else { nil }
    }
    var known: Set<String> = [""]
    let names = (export.cases.filter { sources.contains($0.transcript) }.map(\.case) + onCases)
      .filter { known.insert($0).inserted }
    guard !names.isEmpty else { return }
    xml.start("Cases")
    for name in names {
      xml.start("Case")
      xml.attribute("guid", Self.guid(ofCase: name))
      xml.attribute("name", name)
      write(cases.values(of: name))
      for transcript in cases.transcripts(of: name) where sources.contains(transcript) {
        xml.reference("SourceRef", Self.guid(ofSource: transcript))
      }
      xml.end()
    }
    xml.end()
  }

  mutating func write(_ values: [String: String]) {
    for attribute in export.attributes {
      guard let value = values[attribute], !value.isEmpty else { continue }
      xml.start("VariableValue")
      xml.reference("VariableRef", Self.guid(ofVariable: attribute))
      xml.element("TextValue", value)
      xml.end()
    }
  }

  mutating func writeValues(ofSource name: String) { write(cases.values(ofText: name)) }
}

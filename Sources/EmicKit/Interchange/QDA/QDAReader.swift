/// Reads the XML of a REFI-QDA project or codebook.
///
/// It is lenient: no namespace or any of the standard's, containers that are empty, elements in any
/// order. What it does not know is passed over and counted.
final class QDAReader {
  private let xml: XMLReader
  private var project = QDAProject()

  private init(_ xml: XMLReader) { self.xml = xml }

  /// - Parameters:
  ///   - bytes: of `project.qde` or a `.qdc` file.
  ///   - file: its name, for messages.
  /// - Returns: what it says; nothing is resolved or checked.
  /// - Throws: when it is no XML, or not of this kind.
  static func read(_ bytes: [UInt8], file: String) throws(QDAError) -> QDAProject {
    do throws(XMLError) {
      let reader = QDAReader(try XMLReader(bytes, file: file))
      while let piece = try reader.xml.next() {
        guard case .start(let root) = piece else { continue }
        let space = root.space.lowercased()
        let isKnown =
          space.isEmpty || space.hasPrefix("urn:qda-xml:project:")
          || space.hasPrefix("urn:qda-xml:codebook:")
        switch root.name {
        case "Project" where isKnown: try reader.project(root)
        case "CodeBook" where isKnown:
          reader.project.origin = root["origin"] ?? ""
          try reader.codebook()
        default: throw QDAWrongRoot.error(root, file: file)
        }
        // Whatever follows must be well-formed, too.
        while try reader.xml.next() != nil {}
      }
      return reader.project
    } catch {
      if case .malformed(QDAWrongRoot.words) = error.problem {
        throw QDAError(file: file, problem: .notAProject)
      }
      throw QDAError(file: file, problem: .xml(error))
    }
  }

  // MARK: Walking

  /// Calls for each child of the element that was just met; each call takes its element to the end.
  private func forEachChild(
    _ body: (XMLElement) throws(XMLError) -> Void
  ) throws(XMLError) {
    while let piece = try xml.next() {
      switch piece {
      case .start(let element): try body(element)
      case .end: return
      case .text: continue
      }
    }
  }

  private func skip() throws(XMLError) {
    try forEachChild { _ throws(XMLError) in try skip() }
  }

  /// Passes an element over and counts it.
  private func leaveOut(_ element: XMLElement) throws(XMLError) {
    project.leftOut[element.name, default: 0] += 1
    try skip()
  }

  private func text() throws(XMLError) -> String {
    var text = ""
    while let piece = try xml.next() {
      switch piece {
      case .text(let part): text += part
      case .start: try skip()
      case .end: return text
      }
    }
    return text
  }

  private static func guid(_ element: XMLElement) -> String {
    QDAGUID.plain(element["guid"] ?? "")
  }

  private static func target(_ element: XMLElement) -> String {
    QDAGUID.plain(element["targetGUID"] ?? element["guid"] ?? "")
  }

  private static func reference(_ text: String?) -> String? {
    text.map(QDAGUID.plain).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The target of a reference, which has no content.
  private func target(of element: XMLElement) throws(XMLError) -> String {
    try skip()
    return Self.target(element)
  }

  // MARK: The project

  private func project(_ root: XMLElement) throws(XMLError) {
    project.name = root["name"] ?? ""
    project.origin = root["origin"] ?? ""
    project.user = Self.reference(root["creatingUserGUID"])
    project.created = root["modifiedDateTime"] ?? root["creationDateTime"]
    try forEachChild { element throws(XMLError) in
      switch element.name {
      case "Users": try users()
      case "CodeBook": try codebook()
      case "Variables": try variables()
      case "Cases": try cases()
      case "Sources": try sources()
      case "Notes": try memos()
      case "Links": try links()
      case "Sets": try sets()
      case "Description": project.description = try text()
      case "NoteRef": project.notes.append(try target(of: element))
      case "Graphs":
        try forEachChild { graph throws(XMLError) in try leaveOut(graph) }
      default: try leaveOut(element)
      }
    }
  }

  private func users() throws(XMLError) {
    try forEachChild { element throws(XMLError) in
      guard element.name == "User" else { return try leaveOut(element) }
      project.users.append(
        QDAProject.User(
          guid: Self.guid(element),
          name: element["name"] ?? "",
          id: element["id"]
        )
      )
      try skip()
    }
  }

  private func codebook() throws(XMLError) {
    try forEachChild { element throws(XMLError) in
      switch element.name {
      case "Codes":
        try forEachChild { code throws(XMLError) in
          if code.name == "Code" { try self.code(code, under: nil) } else { try leaveOut(code) }
        }
      case "Sets": try sets()
      default: try leaveOut(element)
      }
    }
  }

  private func code(_ element: XMLElement, under parent: Int?) throws(XMLError) {
    let place = project.codes.count
    project.codes.append(
      QDAProject.Code(
        guid: Self.guid(element),
        name: element["name"] ?? "",
        isCodable: !["false", "0"].contains(element["isCodable"] ?? "true"),
        color: element["color"],
        parent: parent
      )
    )
    try forEachChild { child throws(XMLError) in
      switch child.name {
      case "Code": try code(child, under: place)
      case "Description": project.codes[place].description = try text()
      case "NoteRef": project.codes[place].notes.append(try target(of: child))
      default: try leaveOut(child)
      }
    }
  }

  private func variables() throws(XMLError) {
    try forEachChild { element throws(XMLError) in
      guard element.name == "Variable" else { return try leaveOut(element) }
      project.variables.append((Self.guid(element), element["name"] ?? ""))
      try skip()
    }
  }

  private func value() throws(XMLError) -> QDAProject.Value {
    var value = QDAProject.Value(variable: "", text: "")
    try forEachChild { element throws(XMLError) in
      switch element.name {
      case "VariableRef": value.variable = try target(of: element)
      default: value.text = try text()
      }
    }
    return value
  }

  private func cases() throws(XMLError) {
    try forEachChild { element throws(XMLError) in
      guard element.name == "Case" else { return try leaveOut(element) }
      var entry = QDAProject.Case(guid: Self.guid(element), name: element["name"] ?? "")
      try forEachChild { child throws(XMLError) in
        switch child.name {
        case "Description": entry.description = try text()
        case "VariableValue": entry.values.append(try value())
        case "SourceRef": entry.sources.append(try target(of: child))
        case "NoteRef": entry.notes.append(try target(of: child))
        default: try leaveOut(child)
        }
      }
      project.cases.append(entry)
    }
  }

  // MARK: Texts

  private func sources() throws(XMLError) {
    try forEachChild { element throws(XMLError) in
      if element.name == "TextSource" {
        project.sources.append(try source(element, named: nil))
      } else {
        try recording(element)
      }
    }
  }

  /// A source that is no text, but may hold one: of a PDF its text, of a recording its transcript.
  private func recording(_ element: XMLElement) throws(XMLError) {
    project.leftOut[element.name, default: 0] += 1
    try forEachChild { child throws(XMLError) in
      switch child.name {
      case "Representation", "Transcript":
        project.sources.append(try source(child, named: element["name"]))
      default: try leaveOut(child)
      }
    }
  }

  private func memos() throws(XMLError) {
    try forEachChild { element throws(XMLError) in
      guard element.name == "Note" else { return try leaveOut(element) }
      project.memos.append(try source(element, named: nil))
    }
  }

  private func source(_ element: XMLElement, named name: String?) throws(XMLError)
    -> QDAProject.Source
  {
    var source = QDAProject.Source(
      guid: Self.guid(element),
      name: name ?? element["name"] ?? "",
      path: element["plainTextPath"],
      richPath: element["richTextPath"],
      user: Self.reference(element["creatingUser"]),
      created: element["creationDateTime"],
      line: element.line
    )
    try forEachChild { child throws(XMLError) in
      switch child.name {
      case "Description": source.description = try text()
      case "PlainTextContent": source.content = try text()
      case "PlainTextSelection": source.selections.append(try selection(child))
      case "Coding": source.codings.append(try coding(child))
      case "NoteRef": source.notes.append(try target(of: child))
      case "VariableValue": source.values.append(try value())
      default: try leaveOut(child)
      }
    }
    return source
  }

  private func selection(_ element: XMLElement) throws(XMLError) -> QDAProject.Selection {
    var selection = QDAProject.Selection(
      guid: Self.guid(element),
      start: element["startPosition"].flatMap { Int($0) },
      end: element["endPosition"].flatMap { Int($0) },
      name: element["name"] ?? "",
      user: Self.reference(element["creatingUser"]),
      created: element["creationDateTime"],
      modified: element["modifiedDateTime"],
      line: element.line
    )
    try forEachChild { child throws(XMLError) in
      switch child.name {
      case "Description": selection.description = try text()
      case "Coding": selection.codings.append(try coding(child))
      case "NoteRef": selection.notes.append(try target(of: child))
      default: try leaveOut(child)
      }
    }
    return selection
  }

  private func coding(_ element: XMLElement) throws(XMLError) -> QDAProject.Coding {
    var coding = QDAProject.Coding(
      guid: Self.guid(element),
      user: Self.reference(element["creatingUser"]),
      created: element["creationDateTime"]
    )
    try forEachChild { child throws(XMLError) in
      switch child.name {
      case "CodeRef": coding.codes.append(try target(of: child))
      case "NoteRef": coding.notes.append(try target(of: child))
      default: try leaveOut(child)
      }
    }
    return coding
  }

  // MARK: Links and sets

  private func links() throws(XMLError) {
    try forEachChild { element throws(XMLError) in
      guard element.name == "Link" else { return try leaveOut(element) }
      project.links.append(
        QDAProject.Link(
          guid: Self.guid(element),
          name: element["name"] ?? "",
          origin: Self.reference(element["originGUID"]),
          target: Self.reference(element["targetGUID"])
        )
      )
      try skip()
    }
  }

  private func sets() throws(XMLError) {
    try forEachChild { element throws(XMLError) in
      guard element.name == "Set" else { return try leaveOut(element) }
      var group = QDAProject.Group(name: element["name"] ?? "")
      try forEachChild { child throws(XMLError) in
        switch child.name {
        case "Description": group.description = try text()
        case "MemberCode": group.codes.append(try target(of: child))
        case "MemberSource": group.sources.append(try target(of: child))
        default: try leaveOut(child)
        }
      }
      project.sets.append(group)
    }
  }
}

/// A root that is none of the standard's, carried through the walk as an error of the XML.
private enum QDAWrongRoot {
  static let words = "the root is none of REFI-QDA"

  static func error(_ root: XMLElement, file: String) -> XMLError {
    XMLError(file: file, line: root.line, problem: .malformed(words))
  }
}

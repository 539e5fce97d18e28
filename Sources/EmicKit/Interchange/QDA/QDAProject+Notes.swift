/// What a project says beside its codings: cases, memos, sets.
extension ForeignProject {
  mutating func addCases(of project: QDAProject, _ texts: [String: Int]) {
    let names = Dictionary(
      project.variables.map { ($0.guid, $0.name) },
      uniquingKeysWith: { first, _ in first }
    )
    func values(_ values: [QDAProject.Value]) -> [(attribute: String, value: String)] {
      values.compactMap { value in names[value.variable].map { ($0, value.text) } }
    }
    for entry in project.cases {
      cases.append(
        Case(
          name: entry.name,
          values: values(entry.values),
          texts: entry.sources.compactMap { texts[$0] }
        )
      )
      if !entry.description.isEmpty {
        notes.append(Note(user: project.user, subject: .case(entry.name), text: entry.description))
      }
    }
    // Some programs give the values to the text itself.
    for source in project.sources where !source.values.isEmpty {
      guard let text = texts[source.guid] else { continue }
      cases.append(Case(name: "", values: values(source.values), texts: [text]))
    }
  }

  mutating func addNotes(
    of project: QDAProject,
    _ places: QDAPlaces,
    member: (String) throws(QDAError) -> [UInt8]?
  ) throws(QDAError) {
    var subjects: [String: [Subject]] = [:]
    var onCodings: [String: [Int]] = [:]
    for code in project.codes {
      for note in code.notes { subjects[note, default: []].append(.code(code.guid)) }
    }
    for entry in project.cases {
      for note in entry.notes { subjects[note, default: []].append(.case(entry.name)) }
    }
    for (source, _) in places.sources {
      guard let text = places.texts[source.guid] else { continue }
      for note in source.notes { subjects[note, default: []].append(.text(text)) }
      if !source.description.isEmpty {
        notes.append(
          Note(
            user: source.user ?? project.user,
            subject: .text(text),
            text: source.description,
            at: QDADate.timestamp(source.created)
          )
        )
      }
      for selection in source.selections {
        for note in selection.notes {
          onCodings[note, default: []] += places.codings[selection.guid] ?? []
        }
        for coding in selection.codings {
          for note in coding.notes {
            onCodings[note, default: []] += places.codings[coding.guid] ?? []
          }
        }
      }
    }
    if !project.description.isEmpty {
      notes.append(Note(user: project.user, subject: .study, text: project.description))
    }
    for memo in project.memos where memo.name != QDAOwnNote.name {
      let bytes = try Self.bytes(of: memo, member: member)
      var text = bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
      if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
      text = text.replacing("\r\n", with: "\n")
      if text.isEmpty { text = memo.description.isEmpty ? memo.name : memo.description }
      if !memo.selections.isEmpty {
        report.leaveOut("codings on memos", memo.selections.reduce(0) { $0 + $1.codings.count })
      }
      if let codings = onCodings[memo.guid], !codings.isEmpty {
        for coding in codings {
          let old = self.codings[coding].memo
          self.codings[coding].memo = old.isEmpty ? text : old + "\n\n" + text
        }
        continue
      }
      for (place, subject) in (subjects[memo.guid] ?? [.study]).enumerated() {
        notes.append(
          Note(
            user: memo.user ?? project.user,
            subject: subject,
            text: text,
            id: place == 0 ? memo.guid : nil,
            at: QDADate.timestamp(memo.created)
          )
        )
      }
    }
  }

  /// A set is told in a memo on the study.
  mutating func addSets(of project: QDAProject, _ texts: [String: Int]) {
    for group in project.sets {
      let codes = group.codes.compactMap { guid in
        project.codes.first { $0.guid == guid }?.name
      }
      let sources = group.sources.compactMap { texts[$0] }.map { self.texts[$0].name }
      var text = "Set \"\(group.name)\""
      if !codes.isEmpty { text += "\nCodes: " + codes.joined(separator: ", ") }
      if !sources.isEmpty { text += "\nTexts: " + sources.joined(separator: ", ") }
      if !group.description.isEmpty { text += "\n\n" + group.description }
      notes.append(Note(user: project.user, subject: .study, text: text))
    }
    if !project.sets.isEmpty {
      report.notes.append("\(project.sets.count) sets are kept as memos on the study.")
    }
  }
}

extension ImportedStudy {
  /// Makes a study of a project: ids of coders and codes, names of files, sidecars.
  ///
  /// - Parameters:
  ///   - project: with its offsets in emic's units.
  ///   - moment: gives the time, and ids where the project has none that can be kept.
  init(_ project: ForeignProject, moment: inout Moment) {
    var project = project
    let coders = Coders(of: &project)
    let codes = Codes(of: &project)
    let names = Self.fileNames(of: &project)
    let known = project.study
    var file = known ?? StudyFile()
    file.title = project.title.isEmpty ? "Imported study" : project.title
    file.codebook = "codebook.yaml"
    file.coders = coders.all
    let transcripts = zip(names, project.texts).map { name, text in
      Transcript(
        name: name,
        text: text.text,
        interviewers: file.interviewers,
        respondents: file.respondents
      )
    }
    kind = project.kind
    codebook = codes.book
    self.file = file
    self.transcripts = transcripts
    var ids = ImportedIDs(moment)
    var sidecars = Sidecars(
      transcripts: transcripts,
      codebook: codes.book.version,
      at: moment.now,
      fallback: project.at
    )
    sidecars.add(&project, coders, codes, &ids)
    sidecars.addLinks(of: &project, ids)
    let attributes = Self.attributes(of: project)
    self.attributes = attributes.map(\.column)
    cases = Self.rows(of: &project, attributes, names)
    memos = sidecars.addMemos(of: &project, coders, codes, &ids)
    work = sidecars.finished
    moment = ids.moment
    report = project.report
  }

  // MARK: Texts

  private static func fileNames(of project: inout ForeignProject) -> [String] {
    var taken: Set<String> = []
    var names: [String] = []
    for text in project.texts {
      let wanted = ImportedName.path(for: text.name, isPath: project.namesArePaths)
      let name = ImportedName.free(wanted, taken: taken)
      taken.insert(name.lowercased())
      names.append(name)
      if name != text.name, name != text.name + ".txt" {
        project.report.notes.append("The text \"\(text.name)\" is \(name) in the study.")
      }
    }
    return names
  }

  // MARK: Cases

  private static func attributes(
    of project: ForeignProject
  ) -> [(attribute: String, column: String)] {
    var found: [(attribute: String, column: String)] = []
    for name in project.cases.flatMap({ $0.values.map(\.attribute) })
    where !found.contains(where: { $0.attribute == name }) {
      var column = name.isEmpty ? "attribute" : name
      while ["transcript", "case"].contains(column)
        || found.contains(where: { $0.column == column })
      {
        column += "-2"
      }
      found.append((name, column))
    }
    return found
  }

  private static func rows(
    of project: inout ForeignProject,
    _ attributes: [(attribute: String, column: String)],
    _ names: [String]
  ) -> [CaseTable.Row] {
    var rows: [Int: CaseTable.Row] = [:]
    for entry in project.cases {
      if entry.texts.isEmpty { project.report.leaveOut("cases without a text") }
      for text in entry.texts {
        var row =
          rows[text]
          ?? CaseTable.Row(line: 0, transcript: names[text], case: "", values: [:])
        if !entry.name.isEmpty {
          if row.case.isEmpty {
            row.case = entry.name
          } else if row.case != entry.name {
            project.report.notes.append(
              "\(names[text]) belongs to the cases \"\(row.case)\" and \"\(entry.name)\"; it is kept "
                + "in the first."
            )
            continue
          }
        }
        for value in entry.values where !value.value.isEmpty {
          let column = attributes.first { $0.attribute == value.attribute }?.column
          if let column, row.values[column] == nil { row.values[column] = value.value }
        }
        rows[text] = row
      }
    }
    return rows.sorted { $0.key < $1.key }.map(\.value)
  }
}

/// Names of files for texts that are called anything.
enum ImportedName {
  private static let longest = 80

  /// A path that can stand in a study: the name itself wherever that is harmless.
  static func path(for name: String, isPath: Bool) -> String {
    var parts =
      isPath
      ? name.split(separator: "/").map { part(String($0)) } : [part(name)]
    parts = Array(parts.suffix(StudyListing.deepest - 1))
    if parts.isEmpty { parts = ["text"] }
    if parts.count > 1, StudyListing.notSources.contains(parts[0]) { parts[0] += "-texts" }
    var last = parts.removeLast()
    if last.uppercased().hasPrefix("README") { last = "text-" + last }
    if !StudyListing.isText(last) { last += ".txt" }
    return (parts + [last]).joined(separator: "/")
  }

  private static func part(_ name: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      let isBad =
        "/\\:*?\"<>|".unicodeScalars.contains(scalar)
        || [.control, .format, .lineSeparator, .paragraphSeparator]
          .contains(scalar.properties.generalCategory)
      kept.append(isBad ? "-" : scalar)
    }
    // A name that begins with a hyphen is taken for an option.
    var part = String(kept.drop { $0 == "." || $0 == "-" || $0.properties.isWhitespace })
    while let last = part.unicodeScalars.last, last == "." || last.properties.isWhitespace {
      part.unicodeScalars.removeLast()
    }
    while part.utf8.count > longest { part.unicodeScalars.removeLast() }
    return part.isEmpty ? "text" : part
  }

  /// The name, or the name with the first number behind it that is not taken.
  static func free(_ name: String, taken: Set<String>) -> String {
    guard taken.contains(name.lowercased()) else { return name }
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    var number = 2
    while true {
      let next = "\(name[..<dot])-\(number)\(name[dot...])"
      if !taken.contains(next.lowercased()) { return next }
      number += 1
    }
  }
}

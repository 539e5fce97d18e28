import EmicKit

/// Bringing files into the study from the list of transcripts.
extension State {
  mutating func askForImport() {
    guard jobs.importing == nil else {
      return complain("An import is on its way: wait for its end.")
    }
    // What the last one left to be asked comes first.
    guard encodingQuestions.isEmpty else { return }
    popups.append(
      .prompt(Prompt(title: "Import a file, or all files of a folder", purpose: .importPath))
    )
  }

  mutating func importFiles(at path: String) {
    guard !path.isEmpty else { return refuseAnswer("Give the path of a file or folder to import.") }
    outbox.append(.importFiles(path: path))
    jobs.importing = begun("Importing")
  }

  mutating func noteImporting(_ done: Int, of count: Int) {
    jobs.importing = BackgroundJob(
      step: "Importing file",
      progress: .init(done: done, count: count)
    )
  }

  /// Shows the new transcripts and tells what came of the files.
  mutating func take(_ files: ImportedFiles) {
    jobs.importing = nil
    show(files.transcripts, goingToNew: true)
    if files.isRefused {
      refuseAnswer(files.summary)
    } else {
      files.isProblem ? complain(files.summary) : say(files.summary)
    }
    encodingQuestions += files.undecided
    importReport += files.report
    if let coder { outbox.append(.loadRows(coder: coder.id)) }
  }

  /// What others have brought is in the list; the row in hand stays in hand.
  mutating func takeListed(_ names: [String]) {
    guard names != list.rows.map(\.name) else { return }
    show(names, goingToNew: false)
    if let coder { outbox.append(.loadRows(coder: coder.id)) }
  }

  private mutating func show(_ transcripts: [String], goingToNew: Bool) {
    let known = Dictionary(list.rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let current = list.rows.indices.contains(list.row) ? list.rows[list.row].name : nil
    list.rows = transcripts.map { known[$0] ?? TranscriptRow(name: $0) }
    let new = goingToNew ? transcripts.first { known[$0] == nil } : nil
    list.row = list.rows.firstIndex { $0.name == new ?? current } ?? 0
  }

  /// Shows what came of an import as soon as all that it left to be asked is answered and nothing else is
  /// done: whoever has a popup open, or looks at another screen, is not interrupted.
  mutating func goOnWithImport() {
    guard jobs.importing == nil, popups.isEmpty, screen == .study, pendingKeys.isEmpty,
      encodingQuestions.isEmpty, !importReport.isEmpty
    else { return }
    popups.append(.reading(Reading(title: "Import", lines: importReport)))
    importReport = []
  }

  // MARK: Encodings

  /// The choice of the encoding in which a file is written, with its beginning as it would read.
  func choice(of file: UndecidedFile) -> Choice {
    let widest = file.candidates.map { DisplayText.width(of: $0.encoding.rawValue) }.max() ?? 0
    let rows = file.candidates.map { candidate in
      let name = candidate.encoding.rawValue
      let gap = String(repeating: " ", count: widest - DisplayText.width(of: name) + 2)
      return DisplayText.safe(name + gap + (candidate.preview.first ?? ""))
    }
    let title = file.path.split(separator: "/").last.map { String($0) } ?? file.path
    return Choice(
      title: DisplayText.safe(
        rows.isEmpty ? "\(title) reads right in no encoding" : "How does \(title) read right?"
      ),
      rows: rows + ["UTF-8, with U+FFFD for what is not", "leave this file out"],
      purpose: .encoding(
        file.candidates.map(\.encoding.rawValue) + [TextEncoding.utf8Replacing.rawValue, nil]
      )
    )
  }

  /// Brings the file that was asked about, or leaves it out, and goes on with the next.
  mutating func takeEncoding(_ name: String?) {
    closePopup()
    guard !encodingQuestions.isEmpty else { return }
    let file = encodingQuestions.removeFirst()
    if let name {
      outbox.append(.importFiles(path: file.path, encoding: name))
      jobs.importing = begun("Importing")
      return
    }
    importReport.append("\(file.path): left out, since nobody has said in which encoding it is.")
  }
}

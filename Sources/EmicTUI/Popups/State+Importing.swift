import EmicKit

/// Bringing files into the study from the list of transcripts.
extension State {
  mutating func askForImport() {
    guard !isImporting else { return complain("An import is on its way: wait for its end.") }
    popups.append(
      .prompt(Prompt(title: "Import a file, or all files of a folder", purpose: .importPath))
    )
  }

  mutating func importFiles(at path: String) {
    guard !path.isEmpty else { return complain("Give the path of a file or folder to import.") }
    isImporting = true
    outbox.append(.importFiles(path: path))
    noteImporting(0, of: nil)
  }

  /// Stands in place of the facts and is none of the messages that are kept.
  mutating func noteImporting(_ done: Int, of count: Int?) {
    let words = count.map { "Importing: \(done) of \($0)." } ?? "Importing."
    message = Message(
      text: words,
      isProblem: false,
      until: Timestamp(milliseconds: moment.now.milliseconds + Self.messageTime)
    )
  }

  /// Shows the new transcripts and tells what came of the files.
  mutating func take(_ files: ImportedFiles) {
    isImporting = false
    let known = Dictionary(list.rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let current = list.rows.indices.contains(list.row) ? list.rows[list.row].name : nil
    list.rows = files.transcripts.map { known[$0] ?? TranscriptRow(name: $0) }
    let new = files.transcripts.first { known[$0] == nil }
    list.row = list.rows.firstIndex { $0.name == new ?? current } ?? 0
    files.isProblem ? complain(files.summary) : say(files.summary)
    // Whoever does something else now is not interrupted: `g h` has the sentence.
    if popups.isEmpty, screen == .study, !files.report.isEmpty {
      popups.append(.reading(Reading(title: "Import", lines: files.report)))
    }
    if let coder { outbox.append(.loadRows(coder: coder.id)) }
  }
}

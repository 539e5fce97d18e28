import EmicKit
import Synchronization

/// Writes the study's work into a file from the screen, as `emic export` does.
///
/// A release always: an archive with real names is typed out on the command line.
struct StudyExport: Sendable {
  let study: StudyFolder
  let coder: Coder.ID
  let names: NameList?

  /// Why nothing is written at a path: another one may do.
  struct PathRefusal: Error { let message: String }

  /// - Parameter path: a name in the study's `exports/`, or a path outside the study.
  /// - Returns: what was written, a sentence.
  /// - Throws: why nothing was.
  func run(to path: String) throws -> String {
    let folder = try study.reopened()
    guard !folder.file.namesRequired || names != nil else {
      throw Failure.refused(LeavingWords.namesRequired)
    }
    let isInStudy = !path.contains("/")
    let format: ExportFormat
    let place: ExportPlace
    do throws(ExportProblem) {
      format = try ExportFormat.named(path)
      place = try ExportPlace(
        isInStudy ? folder.absolute("exports/\(path)") : path,
        ending: format.ending,
        study: folder,
        isIdentified: false
      )
    } catch {
      throw PathRefusal(message: error.message)
    }
    var reading = try ReadingOptions.parse([])
    reading.asker = coder.text
    let question = try CodingQuestion(folder, reading, FilterOptions.everything())
    let problems = Mutex<[String]>([])
    let sources = try ExportReading(
      question,
      .released(names),
      tell: { problem in problems.withLock { $0.append(problem) } }
    )
    let references = QuotationList.defaultAttributes(of: question.attributeNames)
    let outcome: ExportOutcome
    do {
      outcome = try format.export(sources.study(), to: place, ExportRequest(references: references))
    } catch {
      guard let problem = problems.withLock(\.first) else { throw error }
      throw Failure.data(problem)
    }
    let name = isInStudy ? "exports/\(path)" : place.path
    if let names, try hasLeaks(in: place.path, names) {
      return
        "Exported to \(name), but names of the list stand in it all the same. Do not pass it on; "
        + "`emic leakcheck` says where."
    }
    let noun = outcome.count == 1 ? outcome.noun.one : outcome.noun.many
    let missing = sources.summary.problems + sources.summary.notes + outcome.notes
    return (["Exported \(outcome.count) \(noun) to \(name)."] + missing.prefix(1))
      .joined(separator: " ")
  }

  private func hasLeaks(in file: String, _ names: NameList) throws -> Bool {
    try LeakCheck(names: names).leaks(inFile: file).contains { $0.entry != nil }
  }
}

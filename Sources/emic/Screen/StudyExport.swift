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

  /// - Parameters:
  ///   - path: a name in the study's `exports/`, with that folder or without, or a path outside the study.
  ///   - progress: told what the export is at, and how much of how much of that is done, at most a
  ///     hundred times a step; a count of 0 where nobody knows.
  /// - Returns: what was written, a sentence.
  /// - Throws: why nothing was.
  func run(
    to path: String,
    progress: @escaping (_ step: String, _ done: Int, _ count: Int) -> Void = { _, _, _ in }
  ) throws -> String {
    let folder = try study.reopened()
    guard !folder.file.namesRequired || names != nil else {
      throw Failure.refused(LeavingWords.namesRequired)
    }
    let path = path.hasPrefix("exports/") ? String(path.dropFirst("exports/".count)) : path
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
      progress: { step, done, count in
        guard done % max(1, count / 100) == 0 else { return }
        progress(step.words, done, count)
      },
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
    if names != nil { progress("Looking for names in what was written", 0, 0) }
    if let names {
      let advice = LeakCheck.Leak.advice(
        on: try question.leakCheck(for: names).leaks(inFile: place.path)
      )
      if !advice.isEmpty {
        let first =
          "Exported to \(name), but names of the list stand in it all the same. Do not pass it on as it "
          + "is; `emic leakcheck` says where."
        return ([first] + advice).joined(separator: " ")
      }
    }
    return sentence(outcome, sources, name)
  }

  /// What was written, what of it is cut or replaced, and what is not in it: all that the command says.
  private func sentence(
    _ outcome: ExportOutcome,
    _ sources: ExportReading,
    _ name: String
  ) -> String {
    let noun = outcome.count == 1 ? outcome.noun.one : outcome.noun.many
    var sentences = ["Exported \(outcome.count) \(noun) to \(name)."]
    let replaced = sources.replaced.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    if !replaced.isEmpty {
      sentences.append("Replaced or cut: \(replaced.joined(separator: ", ")).")
    }
    sentences += sources.summary.problems + outcome.notes
    if names == nil {
      sentences.append("No names were replaced: emic was started without --names FILE.")
    }
    sentences += sources.summary.notes
    return sentences.joined(separator: " ")
  }
}

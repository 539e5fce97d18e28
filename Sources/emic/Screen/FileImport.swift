import EmicKit
import EmicTUI

/// Brings a file, or the files that lie in a folder, into the study while the screen goes on.
struct FileImport: Sendable {
  let path: String
  let study: StudyFolder
  /// Of what does not say it itself.
  var encoding: TextEncoding?

  /// - Parameter progress: told the number of files done and of all.
  /// - Returns: what came of it, and the study as it is now.
  func run(progress: (Int, Int) -> Void) -> (ImportedFiles, StudyFolder?) {
    var reports: [StudyImport.Report] = []
    var undecided: [UndecidedFile] = []
    var problem: String?
    do {
      // Others may have brought something since the study was opened.
      var work = try StudyImport(into: study.reopened())
      let files = try files()
      for (index, file) in files.enumerated() {
        progress(index, files.count)
        var options = ImportSource.Options()
        options.encoding = encoding
        let report = work.bring(file, options: options)
        if case .undecided(_, _, let candidates)? = report.problem {
          undecided.append(UndecidedFile(path: file, candidates: candidates))
        } else {
          reports.append(report)
        }
      }
      if files.isEmpty { problem = "\(path): there are no files in this folder." }
    } catch let refusal as StudyImport.Refusal {
      problem = refusal.message
    } catch {
      problem = Failure(error).message
    }
    let now = try? study.reopened()
    let page = ImportPage(reports: reports, study: study.path)
    let sentences = page.problems + [problem].compactMap(\.self)
    var summary = reports.isEmpty ? sentences.joined(separator: " ") : page.summary
    if reports.isEmpty, sentences.isEmpty {
      summary = "Not UTF-8: say in which encoding it is written."
    }
    var imported = ImportedFiles(
      transcripts: (now ?? study).transcripts,
      summary: summary,
      report: reports.isEmpty ? [] : Self.lines(page.text) + sentences.flatMap(Self.lines),
      isProblem: !sentences.isEmpty
    )
    imported.undecided = undecided
    imported.isRefused = reports.isEmpty && !sentences.isEmpty
    return (imported, now)
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func files() throws -> [String] {
    guard Folder.isThere(path) else { return [path] }
    return try Folder.list(path).filter { $0.kind == .file && !$0.name.hasPrefix(".") }
      .map { "\(path)/\($0.name)" }
  }
}

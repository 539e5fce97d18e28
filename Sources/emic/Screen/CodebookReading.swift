import EmicKit
import EmicTUI

/// Reads what the codebook's screen shows beside the book: proposals, uses, what is weak.
struct CodebookReading: Sendable {
  let study: StudyFolder
  let coder: Coder.ID
  /// What was done here and could not be written into the history of undo.
  let unwritten: [(act: ChangeHistory.Act, step: CodebookStep)]

  /// - Parameters:
  ///   - book: as the disk has it.
  ///   - commentLines: of its file.
  /// - Returns: the book with all of it.
  /// - Throws: when the study cannot be read.
  func read(_ book: Codebook, commentLines: [Int]) throws -> OpenedCodebook {
    // Others' files may be new since the screen was opened.
    let study = try study.reopened()
    var work = VisibleWork(of: study, asker: coder)
    var uses = CodeUses()
    var usage = CodeUsage()
    for name in study.transcripts {
      uses.hiddenSidecars += work.hiddenCount(of: name)
      for sidecar in (try? work.sidecars(of: name)) ?? [] {
        uses.add(sidecar)
        usage.add(sidecar, codebook: book)
      }
    }
    let memos = work.memosOfStudy().filter { if case .code = $0.subject { true } else { false } }
    let proposals = work.proposals().map { ProposedCode($0.code, by: $0.coder) }
    // Where nobody's work may be seen, "never used" would be a guess.
    let findings = CodebookLint.findings(in: book, usage: usage.counts.isEmpty ? nil : usage)
    return OpenedCodebook(
      book: book,
      proposals: proposals,
      uses: uses,
      findings: findings,
      used: used(in: study, book),
      readOnlyBecause: readOnlyBecause(study),
      commentLines: commentLines,
      memos: memos,
      history: history,
      problems: work.problems.map { study.brief($0.message) }
    )
  }

  /// Unread it tells nothing, and what the screen knows stands.
  private var history: UndoStacks<CodebookStep>? {
    let history = StepHistory<CodebookStep>(study: study, coder: coder)
    return history.problem == nil ? history.load(adding: unwritten) : nil
  }

  /// Where a sidecar can't be read, any code may be used in it.
  private func used(in study: StudyFolder, _ book: Codebook) -> Set<Code.ID> {
    (try? study.usedCodes()) ?? Set(book.codes.map(\.id))
  }

  private func readOnlyBecause(_ study: StudyFolder) -> String? {
    guard let writers = study.codebookWriters, !writers.contains(coder) else { return nil }
    let names = writers.map(\.text).joined(separator: ", ")
    return "\(coder) does not write the codebook of this study; \(names) "
      + "\(writers.count == 1 ? "does" : "do"). A code that you make while coding is a proposal."
  }
}

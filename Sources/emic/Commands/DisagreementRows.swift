import EmicKit
import EmicTUI

/// What is to be settled: the rows of all passages, as the screen's review walks them.
struct DisagreementRows {
  /// A row with its number and what has become of it.
  struct Item {
    /// Of the passage, as `emic disagreements` numbers them.
    let passage: Int
    /// In the passage, from 1.
    let place: Int
    let transcript: Transcript
    let coders: [Coder.ID]
    let row: PassageRow
    /// Open also where whoever asks may not see verdicts yet.
    let state: RowState

    /// `7.2`.
    var number: String { "\(passage).\(place)" }
    var turn: Int? { transcript.turnNumber(at: row.span.start) }
  }

  let study: StudyFolder
  let asker: Coder.ID
  let coders: [Coder.ID]
  private(set) var items: [Item] = []
  /// Of every compared transcript.
  let consensus: [String: OpenedReview.Consensus]
  /// The transcripts that whoever asks has coded, too.
  private let coded: [String]
  /// What was settled otherwise than whoever asks has coded, as the ids of what it settles.
  let differing: Set<[Coding.ID]>
  let hidden: [(transcript: String, sentence: String)]
  /// Whose work is not compared, and why.
  let leftOut: [String]
  let problems: [String]

  /// - Throws: when there is nothing to compare.
  init(_ study: StudyFolder, asker: Coder.ID, showing only: String?) throws(Failure) {
    (self.study, self.asker) = (study, asker)
    let codebook = try Failure.study { () throws(StudyProblem) in try study.codebook() }
    var work = VisibleWork(of: study, asker: asker)
    hidden = ReviewReading.hidden(work)
    let comparison: StudyComparison
    do throws(ReviewReading.Refusal) {
      comparison = try ReviewReading.comparison(of: &work, codebook, hidden)
    } catch {
      throw .refused(error.sentences)
    }
    coders = comparison.coders
    leftOut = comparison.notesOfLeftOut
    coded = comparison.blocks.flatMap { block in
      let place = block.comparison.coders.firstIndex(of: asker)
      return block.comparison.transcripts.filter { compared in
        place.map { compared.layers[$0] != nil } ?? false
      }.map(\.transcript.name)
    }
    problems = work.problems.map(\.message)
    let gathered = ConsensusGathering(comparison, codebook: codebook, work: work, coder: asker)
    consensus = Dictionary(
      gathered.inOrderOfChange.map { ($0.compared.transcript.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    differing = Set(gathered.differences.map(\.difference.row.from))
    // As `emic disagreements` goes through the transcripts.
    let passages = gathered.passages.enumerated().sorted { one, other in
      (one.element.passage.transcript, one.offset)
        < (other.element.passage.transcript, other.offset)
    }.map(\.element)
    for (index, (block, passage)) in passages.enumerated() {
      guard only == nil || only == passage.transcript,
        let layer = consensus[passage.transcript]
      else { continue }
      let verdicts = layer.isShown ? layer.sidecar.verdicts : nil
      for (place, row) in passage.rows.enumerated() {
        items.append(
          Item(
            passage: index + 1,
            place: place + 1,
            transcript: layer.compared.transcript,
            coders: comparison.blocks[block].comparison.coders,
            row: row,
            state: verdicts?.state(of: row) ?? .open
          )
        )
      }
    }
  }

  /// Records, before they are shown, that others' codings are shown to who asks.
  ///
  /// - Parameter shown: the rows that are to be shown.
  /// - Returns: why some of them may not be; those are gone.
  mutating func reveal(_ shown: [Item]) -> [String] {
    var reasons: [String] = []
    for name in Set(shown.map(\.transcript.name)).sorted() {
      do throws(RevealProblem) {
        try study.recordReveal(of: name, to: asker, at: Now.timestamp)
      } catch {
        items.removeAll { $0.transcript.name == name }
        reasons.append(error.message)
      }
    }
    return reasons
  }

  /// Why nothing, or not all, can be shown of what was settled otherwise than who asks has coded.
  ///
  /// - Parameter only: the one transcript that is asked for.
  /// - Returns: a sentence each.
  func notesOfMine(_ only: String?) -> [String] {
    let asked = coded.filter { only == nil || $0 == only }
    guard !asked.isEmpty else {
      return ["\(asker) has coded nothing that is compared here, so nothing differs from it."]
    }
    let waiting = asked.filter { consensus[$0]?.isShown == false }
    guard !waiting.isEmpty else { return [] }
    return [
      "\(waiting.joined(separator: ", ")): the adjudication is not closed yet. What was settled otherwise "
        + "than you have coded is shown to you once it is."
    ]
  }

  /// The row that a number or a coding names.
  ///
  /// - Parameters:
  ///   - number: `7.2`, or `7` for the only row of a passage.
  ///   - id: of any coding in it, or its beginning.
  /// - Returns: the row.
  /// - Throws: wrong usage; refused where there is none.
  func item(_ number: String?, coding id: String?) throws(Failure) -> Item {
    if let id {
      let all = items.flatMap(\.row.sources)
      let meant = try Coding.ID.meant(id, among: all) {
        "\"\(id)\" is no coding in a disagreement. `emic settle` lists the disagreements; nothing was "
          + "settled."
      }
      for item in items where item.row.from.contains(meant) { return item }
    }
    let text = number ?? ""
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count <= 2, let passage = parts[0], parts.count == 1 || parts[1] != nil else {
      throw .usage(
        "\"\(text)\" is no number of a disagreement. Write it as 7.2, as emic settle does."
      )
    }
    let rows = items.filter { $0.passage == passage }
    guard !rows.isEmpty else {
      throw .refused(
        "there is no passage \(passage). `emic settle` lists the disagreements; nothing was settled."
      )
    }
    if parts.count == 1, rows.count > 1 {
      throw .usage(
        "passage \(passage) has \(rows.count) disagreements, \(passage).1 to \(passage).\(rows.count). "
          + "Say which; `emic settle` lists them."
      )
    }
    let place = parts.count == 2 ? parts[1] : 1
    guard let item = rows.first(where: { $0.place == place }) else {
      throw .refused(
        "passage \(passage) has the disagreements \(passage).1 to \(passage).\(rows.count). Nothing "
          + "was settled."
      )
    }
    return item
  }
}

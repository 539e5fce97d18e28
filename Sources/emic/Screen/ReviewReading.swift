import EmicKit
import EmicTUI

/// Reads what the review shows: compares what whoever looks may see, and reads the consensus.
struct ReviewReading: Sendable {
  /// What the screen shows, and what is kept for saving and for counting another way.
  struct Opened: Sendable {
    var screen: OpenedReview
    /// The consensus of each compared transcript, as read.
    var files: [String: SidecarFile]
    var comparison: StudyComparison
    var rounds: RoundSeries
    /// How the submitted work lay on the disk before it was read.
    var stamp: SubmissionStamp
  }

  let study: StudyFolder
  let coder: Coder.ID

  /// - Throws: what cannot be read or compared.
  func read() throws -> Opened {
    // Others' files may be new since the screen was opened.
    let study = try study.reopened()
    let codebook = try study.codebook()
    var stamp = SubmissionStamp(of: study)
    var work = VisibleWork(of: study, asker: coder)
    stamp.keep { work.state(of: $0, by: $1)?.state == .submitted }
    let hidden = Self.hidden(work)
    let comparison = try Self.comparison(of: &work, codebook, hidden)
    var options = AgreementReport.Options()
    // The table of rounds shows no interval.
    options.resampling = nil
    let rounds =
      study.file.rounds.isEmpty
      ? RoundSeries() : RoundSeries(of: &work, codebook: codebook, options: options)
    let consensus = ConsensusGathering(comparison, codebook: codebook, work: work, coder: coder)
    stamp.keepConsensus(of: consensus.unwritable)
    return Opened(
      screen: OpenedReview(
        figures: Opened.figures(comparison, rounds),
        passages: consensus.passages,
        consensus: consensus.inOrderOfChange,
        readOnlyBecause: consensus.refusedEverywhere,
        hidden: hidden,
        revealed: consensus.revealed,
        asksBefore: Set(
          study.unsubmitted(
            consensus.inOrderOfChange.map(\.compared.transcript.name),
            by: coder
          )
        ),
        differences: consensus.differences,
        boundaries: study.file.boundaries,
        problems: work.problems.map { study.brief($0.message) }
      ),
      files: consensus.files,
      comparison: comparison,
      rounds: rounds,
      stamp: stamp
    )
  }

  /// Why there is nothing to show.
  struct Refusal: Error {
    var sentences: String
  }

  /// Compares code by code what whoever looks may see.
  ///
  /// - Throws: why there is nothing to compare, and what is hidden.
  static func comparison(
    of work: inout VisibleWork,
    _ codebook: Codebook,
    _ hidden: [(transcript: String, sentence: String)]
  ) throws(Refusal) -> StudyComparison {
    do throws(ComparisonProblem) {
      return try StudyComparison(of: &work, codebook: codebook)
    } catch {
      let sentences = [Self.sentence(error.message)] + hidden.map(\.sentence)
      throw Refusal(sentences: sentences.joined(separator: " "))
    }
  }

  /// The blind rule in words, for each transcript of which somebody's work is hidden.
  static func hidden(_ work: VisibleWork) -> [(transcript: String, sentence: String)] {
    work.study.transcripts.compactMap { name in
      guard work.blindness.isBlind(to: name), work.hiddenCount(of: name) > 0 else { return nil }
      return (name, work.blindSentence(about: [name]))
    }
  }

  private static func sentence(_ message: String) -> String {
    message.prefix(1).uppercased() + message.dropFirst()
  }
}

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

  let path: String
  let codebookPath: String?
  let coder: Coder.ID

  /// - Throws: what cannot be read or compared.
  func read() throws -> Opened {
    // Others' files may be new since the screen was opened.
    let study = try StudyFolder.open(path: path, codebook: codebookPath)
    let codebook = try study.codebook()
    var stamp = SubmissionStamp(of: study)
    var work = VisibleWork(of: study, asker: coder)
    stamp.keep { work.state(of: $0, by: $1)?.state == .submitted }
    let hidden = Self.hidden(work)
    let comparison: StudyComparison
    do {
      comparison = try StudyComparison(of: &work, codebook: codebook)
    } catch {
      let sentences = [Self.sentence(error.message)] + hidden.map(\.sentence)
      throw Refusal(sentences: sentences.joined(separator: " "))
    }
    var options = AgreementReport.Options()
    // The table of rounds shows no interval.
    options.resampling = nil
    let rounds = RoundSeries(of: &work, codebook: codebook, options: options)
    var consensus = ConsensusGathering(study, codebook: codebook, work: work, coder: coder)
    for (block, compared) in comparison.blocks.enumerated() {
      for transcript in compared.comparison.transcripts {
        consensus.read(transcript, block: block, coders: compared.comparison.coders)
      }
    }
    return Opened(
      screen: OpenedReview(
        figures: Opened.figures(comparison, rounds),
        passages: consensus.passages,
        consensus: consensus.inOrderOfChange,
        readOnlyBecause: consensus.refusedEverywhere,
        hidden: hidden,
        revealed: consensus.revealed,
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

  /// The blind rule in words, for each transcript of which somebody's work is hidden.
  private static func hidden(_ work: VisibleWork) -> [(transcript: String, sentence: String)] {
    work.study.transcripts.compactMap { name in
      guard work.blindness.isBlind(to: name), work.hiddenCount(of: name) > 0 else { return nil }
      return (name, work.blindSentence(about: [name]))
    }
  }

  private static func sentence(_ message: String) -> String {
    message.prefix(1).uppercased() + message.dropFirst()
  }
}

/// Reads the consensus of one compared transcript after the other.
private struct ConsensusGathering {
  private(set) var passages: [(block: Int, passage: Passage)] = []
  private(set) var files: [String: SidecarFile] = [:]
  private(set) var revealed: Set<String> = []
  private(set) var differences: [OwnDifference] = []
  private var consensus: [OpenedReview.Consensus] = []
  private var refusals: [String?] = []
  private let study: StudyFolder
  private let codebook: Codebook
  private let work: VisibleWork
  private let coder: Coder.ID
  /// What was shown to a coder without a sidecar; where it cannot be read, showing is refused.
  private let reveals: [String: Timestamp]

  init(_ study: StudyFolder, codebook: Codebook, work: VisibleWork, coder: Coder.ID) {
    reveals = (try? study.memos(of: coder).reveals) ?? [:]
    self.study = study
    self.codebook = codebook
    self.work = work
    self.coder = coder
  }

  /// The one changed last at the end, so that its verdicts are the first to be undone.
  var inOrderOfChange: [OpenedReview.Consensus] {
    consensus.sorted { one, other in
      guard let saved = other.saved else { return false }
      return one.saved.map { $0 < saved } ?? true
    }
  }

  /// Why nothing may be settled in any transcript.
  var refusedEverywhere: String? {
    refusals.contains(nil) ? nil : refusals.first ?? nil
  }

  mutating func read(_ compared: ComparedTranscript, block: Int, coders: [Coder.ID]) {
    let transcript = compared.transcript
    let name = transcript.name
    passages += compared.passagesWithRows().map { (block, $0) }
    if work.own(name)?.isRevealed ?? (reveals[name] != nil) { revealed.insert(name) }
    let refusal = refusal(name)
    refusals.append(refusal)
    let isShown = refusal == nil || work.blindness.sees(workOf: Coder.consensus, on: name)
    var opened = OpenedReview.Consensus(
      compared: compared,
      sidecar: draft(of: transcript),
      closedBecause: refusal,
      isShown: isShown,
      reopened: zip(coders, compared.layers).compactMap { coder, layer in
        layer != nil && work.state(of: name, by: coder)?.state == .draft ? coder : nil
      }
    )
    defer { consensus.append(opened) }
    guard isShown else { return }
    do {
      let (file, sidecar) = try study.consensus(
        of: transcript,
        codebook: codebook.version,
        at: Now.timestamp
      )
      files[name] = file
      opened.sidecar = sidecar
      opened.saved = file.known.flatMap { TranscriptOpening.lastChange(of: $0) }
      opened.closedBecause = opened.closedBecause ?? closedReason(sidecar, transcript)
    } catch {
      // What cannot be read is not empty: nothing is settled over it.
      opened.closedBecause = study.brief(error.message)
      return
    }
    let history = ChangeHistory(study: study, transcript: name, coder: Coder.consensus)
      .load(for: transcript)
    opened.undoable = history.undo.filter { $0.isAbout(verdictsOf: coder) }
    opened.redoable = history.redo.filter { $0.isAbout(verdictsOf: coder) }
    if let place = coders.firstIndex(of: coder) {
      differences += compared.differences(of: place, from: opened.sidecar, codebook: codebook)
        .map { OwnDifference(transcript: name, difference: $0) }
    }
  }

  private func draft(of transcript: Transcript) -> Sidecar {
    Sidecar(
      draftOf: transcript,
      by: Coder.consensus,
      codebook: codebook.version,
      at: Now.timestamp
    )
  }

  private func refusal(_ name: String) -> String? {
    do {
      try work.blindness.refuse(adjudicator: coder, of: name)
      return nil
    } catch {
      return error.message(transcript: name)
    }
  }

  private func closedReason(_ sidecar: Sidecar, _ transcript: Transcript) -> String? {
    if sidecar.source.sha256 != transcript.digest {
      return AdjudicationProblem.textChanged.message(transcript: transcript.name)
    }
    if sidecar.isReadOnly {
      return "This consensus was written by a newer emic: it is shown and not changed. Update emic."
    }
    return OpenedReview.closedReason(sidecar)
  }
}

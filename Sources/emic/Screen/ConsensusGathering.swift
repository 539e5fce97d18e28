import EmicKit
import EmicTUI

/// The consensus of every compared transcript, with who may see and settle what.
struct ConsensusGathering {
  private(set) var passages: [(block: Int, passage: Passage)] = []
  private(set) var files: [String: SidecarFile] = [:]
  private(set) var revealed: Set<String> = []
  private(set) var differences: [OwnDifference] = []
  /// The transcripts whose consensus is closed, lost, an older version or cannot be read.
  private(set) var unwritable: [String] = []
  private var consensus: [OpenedReview.Consensus] = []
  private var refusals: [String?] = []
  private let study: StudyFolder
  private let codebook: Codebook
  private let work: VisibleWork
  private let coder: Coder.ID
  /// What was shown to a coder without a sidecar; where it cannot be read, showing is refused.
  private let reveals: [String: Timestamp]

  /// Reads the consensus of one compared transcript after the other.
  init(
    _ comparison: StudyComparison,
    codebook: Codebook,
    work: VisibleWork,
    coder: Coder.ID
  ) {
    study = work.study
    reveals = (try? study.memos(of: coder).reveals) ?? [:]
    self.codebook = codebook
    self.work = work
    self.coder = coder
    for (block, compared) in comparison.blocks.enumerated() {
      let (transcripts, coders) = (compared.comparison.transcripts, compared.comparison.coders)
      let passages = Concurrently.map(transcripts.count) { transcripts[$0].passagesWithRows() }
      for (transcript, passages) in zip(transcripts, passages) {
        self.passages += passages.map { (block, $0) }
        read(transcript, coders: coders)
      }
    }
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

  private mutating func read(_ compared: ComparedTranscript, coders: [Coder.ID]) {
    let transcript = compared.transcript
    let name = transcript.name
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
      opened.saved = file.known?.lastChange
      let lost = file.known == nil ? study.lostSidecar(of: name, by: Coder.consensus) : nil
      let older = study.olderSidecar(of: name, by: Coder.consensus)
      let reason =
        lost.map(Self.reason) ?? older.map(Self.reason) ?? Self.closedReason(sidecar, transcript)
      if reason != nil { unwritable.append(name) }
      opened.closedBecause = opened.closedBecause ?? reason
    } catch {
      // What cannot be read is not empty: nothing is settled over it.
      unwritable.append(name)
      opened.closedBecause = study.brief(error.message)
      return
    }
    let history = ChangeHistory(study: study, transcript: name, coder: Coder.consensus)
      .load(for: transcript, doneBy: coder)
    (opened.undoable, opened.redoable) = (history.undo, history.redo)
    if let place = coders.firstIndex(of: coder) {
      differences += compared.differences(of: place, from: opened.sidecar, codebook: codebook)
        .map { OwnDifference(transcript: name, difference: $0) }
    }
  }

  private static func reason(_ lost: LostSidecar) -> String {
    "\(lost.name) is gone, and nothing is settled here until it is back. `emic settle` says how, or begins it anew."
  }

  private static func reason(_ older: OlderSidecar) -> String {
    "\(older.name) is an older version, and nothing is settled here until it is brought up to date. `emic settle` says how."
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

  /// Why nothing is settled in a consensus layer as it is; `nil` where something can be.
  static func closedReason(_ sidecar: Sidecar, _ transcript: Transcript) -> String? {
    if sidecar.source.sha256 != transcript.digest {
      return AdjudicationProblem.textChanged.message(transcript: transcript.name)
    }
    if sidecar.isReadOnly {
      return "This consensus was written by a newer emic: it is shown and not changed. Update emic."
    }
    return OpenedReview.closedReason(sidecar)
  }
}

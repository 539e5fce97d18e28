import EmicKit
import EmicTUI

/// Reads a transcript with one coder's work for the screen.
enum TranscriptOpening {
  struct Opened {
    var screen: OpenedTranscript
    var file: SidecarFile
    var textIdentity: FileIdentity?
  }

  /// - Parameters:
  ///   - reading: of the text.
  ///   - coder: whose work it is.
  ///   - codebookVersion: for work that is only begun.
  ///   - unrecorded: what was done here and could not be written into the history of undo.
  ///   - study: in which it is.
  /// - Returns: all for the screen.
  /// - Throws: what cannot be read; *cannot read* never becomes an empty sidecar.
  static func open(
    _ reading: TextReading,
    coder: Coder.ID,
    codebookVersion: Int,
    adding unrecorded: [(act: ChangeHistory.Act, change: Change, at: Timestamp)],
    in study: StudyFolder
  ) throws -> Opened {
    let name = reading.name
    var file = study.sidecarFile(of: name, by: coder)
    var stored: Sidecar?
    var problem: SaveProblem?
    // While the text is still being read; what is wrong with that is told first.
    do throws(SaveProblem) { stored = try file.load() } catch { problem = error }
    let (transcript, identity) = try (reading.get().transcript, reading.get().identity)
    if let problem { throw problem }
    if let stored, stored.coder != coder {
      throw SidecarError(
        file: study.sidecarName(of: name, by: coder),
        problem: .coderOfFileName(stored.coder.text, expected: coder.text)
      )
    }
    let older = stored?.isReadOnly == false ? study.olderSidecar(of: name, by: coder) : nil
    let sidecar = stored ?? begun(transcript, coder, codebookVersion, in: study)
    let closed = try closedReason(sidecar, transcript, file: file)
    let history = ChangeHistory(study: study, transcript: name, coder: coder)
      .load(for: transcript, adding: unrecorded)
    var screen = screen(transcript, sidecar, in: study)
    let lost = stored == nil ? study.lostSidecar(of: name, by: coder) : nil
    screen.closedBecause =
      lost.map {
        "\($0.name) is gone, and nothing is written here until it is back or begun anew."
      } ?? older.map {
        "\($0.name) is an older version, and nothing is written here until it is brought up to date."
      } ?? closed
    screen.undoable = history.undo
    screen.redoable = history.redo
    screen.saved = stored?.lastChange
    screen.beforeReanchoring = study.sidecar(beforeReanchoringOf: sidecar, of: name)
    screen.warning = lost.map(warning) ?? older?.message(study: "STUDY")
    return Opened(screen: screen, file: file, textIdentity: identity)
  }

  /// The first lines of a long text that is still being read, without anybody's work on them.
  ///
  /// - Returns: `nil` when all is there, or when the coder goes on further down.
  static func beginning(
    of reading: TextReading,
    coder: Coder.ID,
    codebookVersion: Int,
    in study: StudyFolder
  ) -> OpenedTranscript? {
    guard !reading.isRead, let transcript = reading.beginning else { return nil }
    let nothing = Sidecar(
      draftOf: transcript,
      by: coder,
      codebook: codebookVersion,
      at: Now.timestamp
    )
    let screen = screen(transcript, nothing, in: study)
    return screen.caret ?? 0 < transcript.text.scalarCount / 2 ? screen : nil
  }

  /// A transcript at the place where the coder left it.
  private static func screen(
    _ transcript: Transcript,
    _ sidecar: Sidecar,
    in study: StudyFolder
  ) -> OpenedTranscript {
    let name = transcript.name
    let place = ResumePlaces(of: sidecar.coder, in: study).places[name]
    let cases = try? study.cases()
    let header = transcript.structure.header
    return OpenedTranscript(
      transcript: transcript,
      sidecar: sidecar,
      caseName: cases?[name]?.case ?? header["case"],
      attributes: cases?.attributes(of: name, header: header, study: study.file).values,
      caret: place?.caret,
      readTo: place?.furthestTurn ?? 0
    )
  }

  /// A sidecar on which nothing is coded yet.
  private static func begun(
    _ transcript: Transcript,
    _ coder: Coder.ID,
    _ version: Int,
    in study: StudyFolder
  ) -> Sidecar {
    let draft = Sidecar(draftOf: transcript, by: coder, codebook: version, at: Now.timestamp)
    // What cannot be read here is asked for again, and told, when it is submitted.
    return (try? study.withEarlierReveal(draft, of: transcript.name)) ?? draft
  }

  /// That there was a sidecar once, and how to go on.
  private static func warning(_ lost: LostSidecar) -> String {
    "\(lost.name) is gone from the disk, and nothing is written here until it is back. "
      + lost.wayBack(study: "STUDY")
      + " `emic code STUDY \(lost.transcript) --coder \(lost.coder) --begin-anew …` begins without it."
  }

  private static func closedReason(
    _ sidecar: Sidecar,
    _ transcript: Transcript,
    file: SidecarFile
  ) throws -> String? {
    let match = try sidecar.check(
      against: transcript,
      file: file.path,
      bytes: (try? FileReader.read(file.path).bytes) ?? []
    )
    let count = sidecar.codings.count
    if match == .changed {
      let (codings, places, them) =
        count == 1
        ? ("Its coding is", "its old place", "it")
        : ("Its \(count) codings are", "their old places", "them")
      return
        "This transcript has changed since it was coded. \(codings) shown at \(places), which may be "
        + "wrong. Nothing is written: `]a` finds \(them) again."
    }
    if sidecar.isReadOnly {
      return "This sidecar was written by a newer emic: it is shown and not changed. Update emic."
    }
    if sidecar.status.state == .submitted {
      return
        "Submitted on \(sidecar.status.at.date) and closed; `emic reopen … --reason …` opens it again."
    }
    return nil
  }
}

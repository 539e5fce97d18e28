import EmicKit
import EmicTUI

/// Reads what the start screen shows, one transcript after another.
struct StudyReading: Sendable {
  let study: StudyFolder
  let coder: Coder.ID
  /// The transcript on the screen, which need not be read a second time.
  let open: Transcript?
  /// This coder's work on it, when it was read a moment ago.
  let stored: Sidecar?

  /// How many rows are shown at a time.
  private static let batch = 32

  /// - Parameters:
  ///   - rows: called with each batch of rows.
  ///   - work: called at the end with this coder's use of the codes.
  func read(rows: ([TranscriptRow]) -> Void, work: (OwnWork) -> Void) {
    let places = ResumePlaces(of: coder, in: study).places
    let cases = Dictionary(
      ((try? study.cases())?.rows ?? []).map { ($0.transcript, $0.case) },
      uniquingKeysWith: { first, _ in first }
    )
    var own = OwnWork()
    let submitters = isOnlyLooking ? study.submitters : [:]
    var batch: [TranscriptRow] = []
    for name in study.transcripts {
      var row = TranscriptRow(name: name)
      row.caseName = cases[name]
      row.readTo = places[name]?.furthestTurn
      fill(&row, &own)
      // Whoever never begins is not told that nothing is begun.
      if let known = submitters[name], row.state == Self.notBegun {
        row.state = "\(handedIn(name, known)) handed in"
      }
      batch.append(row)
      if batch.count == Self.batch {
        rows(batch)
        batch = []
      }
    }
    rows(batch)
    work(own)
  }

  /// Counts the coders who have submitted a transcript; only of those without a frozen copy the sidecar must
  /// say it.
  private func handedIn(_ name: String, _ submitters: Set<Coder.ID>) -> Int {
    study.coders(of: name).count { coder in
      guard coder != Coder.consensus else { return false }
      return submitters.contains(coder)
        || (try? study.sidecar(of: name, by: coder))?.status.state == .submitted
    }
  }

  /// Whether it is somebody who leads or supervises, and codes nothing.
  private var isOnlyLooking: Bool {
    guard let known = study.file.coders.first(where: { $0.id == coder }), known.role != .coder
    else {
      return false
    }
    return !study.sidecars.contains { $0.coder == coder }
  }

  private static let notBegun = "not begun"

  private func fill(_ row: inout TranscriptRow, _ own: inout OwnWork) {
    do {
      let known = open.flatMap { $0.name == row.name ? $0 : nil }
      let transcript = try known ?? study.transcript(row.name)
      row.turns = transcript.turnCount
      if row.caseName?.isEmpty ?? true { row.caseName = transcript.structure.header["case"] }
      let here = known == nil ? nil : stored
      guard let sidecar = try here ?? study.sidecar(of: row.name, by: coder) else {
        row.state = Self.notBegun
        return
      }
      row.codings = sidecar.codings.count
      row.saved = sidecar.lastChange
      row.share = Progress.share(of: transcript, in: sidecar)
      row.state = sidecar.status.state.rawValue
      if sidecar.source.sha256 != transcript.digest {
        row.state = "changed"
        row.isProblem = true
      }
      own.add(sidecar.codings, of: transcript)
    } catch {
      row.state = "unreadable"
      row.isProblem = true
    }
  }
}

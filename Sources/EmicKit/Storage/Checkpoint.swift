import Glibc

/// A sidecar as it was left by what no history of undo tells: a merge, a submission, a re-anchoring.
///
/// A daily backup is the beginning of a day, and the history has what the coder has done since. What came from
/// elsewhere between the two would be lost with the sidecar, so that it is kept as it was then, the last time of each
/// sidecar, in `.emic/backup/latest`. Best effort, as all backups are.
struct Checkpoint: Sendable {
  let sidecar: Sidecar
  let at: Timestamp
  /// How much of the history was there, in bytes: what stands behind was done since.
  let historyLength: Int

  private static let key = "checkpoint"

  /// Keeps a sidecar.
  ///
  /// - Parameters:
  ///   - sidecar: as it was saved.
  ///   - path: of its file.
  ///   - study: the study's folder.
  ///   - length: of its history before it was saved, in bytes: a line that came later may tell of what it lacks.
  ///   - time: now.
  static func keep(
    _ sidecar: Sidecar,
    of path: String,
    in study: String,
    historyLength length: Int,
    at time: Timestamp
  ) {
    var kept = sidecar
    kept.kept.append(
      JSONMember(
        key,
        .object([
          JSONMember("at", .string(time.text)), JSONMember("history", .count(length)),
        ])
      )
    )
    Backup(study: study).keepLatest(SidecarWriter.encode(kept), of: path)
  }

  /// How much of a sidecar's history is there, in bytes; `nil` for a file that has none.
  static func historyLength(of path: String, by coder: Coder.ID, in study: String) -> Int? {
    HistoryFile(ofSidecar: Backup(study: study).relative(path), by: coder, in: study)?.length
  }

  /// What was kept of a sidecar; `nil` where nothing was.
  ///
  /// - Parameters:
  ///   - name: of its file, relative to the study.
  ///   - study: the study's folder.
  /// - Throws: where it cannot be read, or is damaged: that is not none.
  init?(of name: String, in study: String) throws(StudyProblem) {
    let place = Backup(study: study).latest(of: name)
    guard !FileReader.isGone(place) else { return nil }
    let bytes = try StudyFolder.file { () throws(FileProblem) in try FileReader.read(place).bytes }
    var sidecar: Sidecar
    do throws(SidecarError) {
      sidecar = try SidecarReader.read(bytes, file: place)
    } catch {
      throw .sidecar(error)
    }
    guard let index = sidecar.kept.lastIndex(where: { $0.key == Self.key }) else { return nil }
    let mark = sidecar.kept.remove(at: index).value
    guard let at = mark["at"]?.string.flatMap({ Timestamp($0) }), let length = mark["history"]?.int
    else { return nil }
    (self.sidecar, self.at, historyLength) = (sidecar, at, length)
  }
}

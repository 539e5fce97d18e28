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
  ///   - time: now.
  static func keep(_ sidecar: Sidecar, of path: String, in study: String, at time: Timestamp) {
    let backup = Backup(study: study)
    guard let history = HistoryFile(ofSidecar: backup.relative(path), by: sidecar.coder, in: study)
    else { return }
    var kept = sidecar
    kept.kept.append(
      JSONMember(
        key,
        .object([
          JSONMember("at", .string(time.text)), JSONMember("history", .count(history.length)),
        ])
      )
    )
    backup.keepLatest(SidecarWriter.encode(kept), of: path)
  }

  /// What was kept of a sidecar; `nil` where nothing was, or it is damaged.
  ///
  /// - Parameters:
  ///   - name: of its file, relative to the study.
  ///   - study: the study's folder.
  /// - Throws: where it cannot be read: that is not none.
  init?(of name: String, in study: String) throws(FileProblem) {
    let place = Backup(study: study).latest(of: name)
    guard !FileReader.isGone(place) else { return nil }
    let bytes = try FileReader.read(place).bytes
    guard
      var sidecar = try? SidecarReader.read(bytes, file: place),
      let index = sidecar.kept.lastIndex(where: { $0.key == Self.key })
    else { return nil }
    let mark = sidecar.kept.remove(at: index).value
    guard let at = mark["at"]?.string.flatMap({ Timestamp($0) }), let length = mark["history"]?.int
    else { return nil }
    (self.sidecar, self.at, historyLength) = (sidecar, at, length)
  }
}

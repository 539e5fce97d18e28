/// Work whose sidecar is gone, as it was last known: it can be brought back, and its flags bind all the same.
///
/// A folder or a link in its place is no sidecar.
extension StudyFolder {
  /// By transcript.
  var lostWork: [String: [Sidecar]] {
    lostWorkOnce.value {
      let restoring = Restoring(of: self)
      return lostSidecars.reduce(into: [:]) { lost, name in
        guard let known = restoring.lastKnown(sidecarName(of: name.transcript, by: name.coder))
        else { return }
        lost[name.transcript, default: []].append(known.sidecar)
      }
    }
  }

  /// Sidecars that are gone though a backup or the history of undo knows of them, in the order of their files.
  var lostSidecars: [(transcript: String, coder: Coder.ID)] {
    let internals = (try? StudyFiles.all(in: absolute(".emic"))) ?? []
    let known = Set(transcripts)
    let there = Set(sidecars.map { sidecarName(of: $0.transcript, by: $0.coder) })
    var lost: [String: (transcript: String, coder: Coder.ID)] = [:]
    for path in internals {
      guard let name = owner(ofInternal: path, among: known) else { continue }
      let file = sidecarName(of: name.transcript, by: name.coder)
      if !there.contains(file), lost[file] == nil, !FileReader.isFile(absolute(file)) {
        lost[file] = name
      }
    }
    return lost.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Of whose sidecar a file in `.emic` tells: `history/ana/T01.txt.jsonl`, `backup/2026-03-20/T01.txt.ana.json`.
  private func owner(
    ofInternal path: String,
    among transcripts: Set<String>
  ) -> (transcript: String, coder: Coder.ID)? {
    let parts = path.split(separator: "/", maxSplits: 2)
    guard parts.count == 3 else { return nil }
    let rest = String(parts[2])
    if parts[0] == "history", rest.hasSuffix(".jsonl") {
      let transcript = String(rest.dropLast(6))
      return transcripts.contains(transcript) ? (transcript, Coder.ID(String(parts[1]))) : nil
    }
    guard parts[0] == "backup", parts[1] == "latest" || parts[1].utf8.count == 10 else {
      return nil
    }
    return sidecar(rest, transcripts)
  }
}

/// Work whose sidecar is gone, or is an older version, as it was last known: it can be brought back, and its flags bind
/// all the same.
///
/// A folder or a link in its place is no sidecar.
struct LostWork: Sendable {
  /// As far as it is known, by transcript.
  var sidecars: [String: [Sidecar]] = [:]
  /// Why nobody knows all that was flagged, by transcript.
  var doubts: [String: StudyProblem] = [:]
  /// Why nobody knows of which transcripts there was more.
  var unlisted: StudyProblem?

  /// Whose they are, by transcript.
  fileprivate(set) var coders: [String: [Coder.ID]] = [:]

  /// Why nobody knows what was flagged in a transcript; `nil` where it is known.
  func doubt(about transcript: String) -> StudyProblem? { unlisted ?? doubts[transcript] }
}

extension StudyFolder {
  var lostWork: LostWork {
    lostWorkOnce.value {
      var lost = LostWork()
      let names: [(transcript: String, coder: Coder.ID)]
      do throws(FileProblem) {
        names = try lostSidecars()
      } catch {
        lost.unlisted = .file(error)
        return lost
      }
      let restoring = Restoring(of: self)
      for (transcript, coder) in names {
        lost.coders[transcript, default: []].append(coder)
        let known = restoring.lastKnown(sidecarName(of: transcript, by: coder))
        if let sidecar = known.sidecar { lost.sidecars[transcript, default: []].append(sidecar) }
        if let doubt = known.doubt { lost.doubts[transcript] = lost.doubts[transcript] ?? doubt }
      }
      for (transcript, known) in lastKnownOfOlder() {
        if let sidecar = known.sidecar { lost.sidecars[transcript, default: []].append(sidecar) }
        if let doubt = known.doubt { lost.doubts[transcript] = lost.doubts[transcript] ?? doubt }
      }
      return lost
    }
  }

  /// The coders whose sidecars of a transcript are gone, though something in the study knows of them.
  package func codersGone(from transcript: String) -> [Coder.ID] {
    let frozen = (strays.copies[transcript] ?? []).map(\.coder)
    return Set(frozen + (lostWork.coders[transcript] ?? [])).sorted()
  }

  /// Sidecars that are gone though a backup or the history of undo knows of them, in the order of their files.
  ///
  /// - Throws: where a folder of `.emic` cannot be listed to its end.
  func lostSidecars() throws(FileProblem) -> [(transcript: String, coder: Coder.ID)] {
    let root = absolute(".emic")
    let internals = FileReader.isGone(root) ? [] : try StudyFiles.all(in: root)
    let known = Set(transcripts)
    let there = Set(sidecars.map { sidecarName(of: $0.transcript, by: $0.coder) })
    var lost: [String: (transcript: String, coder: Coder.ID)] = [:]
    for path in internals {
      guard let name = owner(ofInternal: path, among: known) else { continue }
      let file = sidecarName(of: name.transcript, by: name.coder)
      if !there.contains(file), lost[file] == nil, !FileReader.isFile(absolute(file)),
        tellsOfWork(path, name)
      {
        lost[file] = name
      }
    }
    return lost.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Whoever has only looked at others' codings has a history, too.
  private func tellsOfWork(
    _ internalPath: String,
    _ name: (transcript: String, coder: Coder.ID)
  ) -> Bool {
    !internalPath.hasPrefix("history/")
      || HistoryFile(of: self, by: name.coder, named: name.transcript).mayTellOfWork
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

extension HistoryFile {
  /// Whether it holds a change, or cannot be read.
  var mayTellOfWork: Bool {
    do throws(FileProblem) {
      return try read().contains(where: HistoryLine.isOfChange)
    } catch {
      return true
    }
  }
}

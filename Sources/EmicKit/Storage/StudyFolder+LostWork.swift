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

  /// Whose sidecars are gone, by transcript.
  fileprivate(set) var coders: [String: [Coder.ID]] = [:]
  /// Whose sidecars are older versions, by transcript.
  fileprivate(set) var older: [String: [Coder.ID]] = [:]

  /// Why nobody knows what was flagged in a transcript; `nil` where it is known.
  func doubt(about transcript: String) -> StudyProblem? { unlisted ?? doubts[transcript] }

  /// What has become of a sidecar.
  enum Kind { case gone, older, doubtful }

  fileprivate mutating func take(
    _ work: (kind: Kind, known: Restoring.LastKnown),
    of transcript: String,
    by coder: Coder.ID
  ) {
    switch work.kind {
    case .gone: coders[transcript, default: []].append(coder)
    case .older: older[transcript, default: []].append(coder)
    case .doubtful: break
    }
    if let sidecar = work.known.sidecar { sidecars[transcript, default: []].append(sidecar) }
    if let doubt = work.known.doubt { doubts[transcript] = doubts[transcript] ?? doubt }
  }
}

extension Restoring {
  /// What has become of a sidecar of which something is known; `nil` where it is there as it was last.
  fileprivate func lost(
    _ file: String,
    of transcript: String,
    by coder: Coder.ID
  ) -> (kind: LostWork.Kind, known: LastKnown)? {
    let path = study.absolute(file)
    var found: (kind: LostWork.Kind, known: LastKnown)?
    for _ in 0..<Self.mostLooks {
      guard let now = try? FileReader.read(path) else { break }
      found = older(now.bytes, file)
      // Else another process has saved it since it was read.
      if found == nil || (try? FileReader.identity(of: path)) == now.identity { return found }
    }
    if let found { return found }
    guard !FileReader.isFile(path), study.isWorkKnown(of: transcript, by: coder),
      !FileReader.isFile(path)
    else { return nil }
    return (.gone, lastKnown(file))
  }

  private func older(_ bytes: [UInt8], _ file: String) -> (kind: LostWork.Kind, known: LastKnown)? {
    let last = LastSaved(of: file, in: study.path)
    guard !last.isOf(bytes), let sidecar = try? SidecarReader.read(bytes, file: file)
    else { return nil }
    let known = lastKnown(file)
    if known.sidecar.map({ $0.countLacking(in: sidecar) > 0 }) == true { return (.older, known) }
    // Another than was saved may be an older version where nobody knows what was known.
    return known.since.unread != nil && last.isThere ? (.doubtful, known) : nil
  }
}

extension StudyFolder {
  var lostWork: LostWork {
    lostWorkOnce.value {
      var lost = LostWork()
      let remembered: [(transcript: String, coder: Coder.ID)]
      do throws(FileProblem) {
        remembered = try rememberedSidecars()
      } catch {
        lost.unlisted = .file(error)
        return lost
      }
      let restoring = Restoring(of: self)
      let all = Concurrently.map(remembered.count) { index in
        let (transcript, coder) = remembered[index]
        return restoring.lost(sidecarName(of: transcript, by: coder), of: transcript, by: coder)
      }
      for case let (name, work?) in zip(remembered, all) {
        lost.take(work, of: name.transcript, by: name.coder)
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
    try rememberedSidecars().filter { transcript, coder in
      !FileReader.isFile(absolute(sidecarName(of: transcript, by: coder)))
        && isWorkKnown(of: transcript, by: coder)
    }
  }

  /// Sidecars, there or not, of which a backup or a history may tell, in the order of their files.
  private func rememberedSidecars() throws(FileProblem) -> [(transcript: String, coder: Coder.ID)] {
    let root = absolute(".emic")
    let internals = FileReader.isGone(root) ? [] : try StudyFiles.all(in: root)
    let known = Set(transcripts)
    var names: [String: (transcript: String, coder: Coder.ID)] = [:]
    for path in internals {
      guard let name = owner(ofInternal: path, among: known) else { continue }
      names[sidecarName(of: name.transcript, by: name.coder)] = name
    }
    return names.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Whether something tells of work: whoever has only looked at others' codings has a history, too.
  fileprivate func isWorkKnown(of transcript: String, by coder: Coder.ID) -> Bool {
    let (restoring, name) = (Restoring(of: self), sidecarName(of: transcript, by: coder))
    return FileReader.isThere(restoring.backup.latest(of: name))
      || restoring.lastDay(of: name) != nil
      || HistoryFile(of: self, by: coder, named: transcript).mayTellOfWork
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
  /// Whether it tells of work, or cannot be read.
  var mayTellOfWork: Bool {
    do throws(FileProblem) {
      return try read().contains(where: HistoryLine.tellsOfWork)
    } catch {
      return true
    }
  }
}

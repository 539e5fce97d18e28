import CPlatform

/// A sidecar that lacks what is known of it, as where a synchronising program has put an older version back.
///
/// To go on with it without a word would bury what it lacks: what is saved then is later than all that was kept.
public struct OlderSidecar: Hashable, Sendable {
  public let transcript: String
  public let coder: Coder.ID
  /// Relative to the study.
  public let name: String
  /// How many codings, memos and marks it lacks, or has only as they were before.
  public let count: Int
  /// From which day it is brought up to date.
  public let day: String

  /// What it lacks, without its name.
  var words: String {
    let isOne = count == 1
    let lacking = isOne ? "a coding, memo or mark is" : "\(count) codings, memos and marks are"
    return "this is an older version: \(lacking) not in it, or only as "
      + "\(isOne ? "it was" : "they were"), that its backup or the history of undo knows."
  }

  /// - Parameter study: the folder, as it is written in commands; `nil` for the one that one is in.
  /// - Returns: a sentence with the command.
  func wayBack(study: String?) -> String {
    let folder = study.map { ShellWord.quoted($0) + " " } ?? ""
    let whose = "--transcript \(ShellWord.quoted(transcript)) --coder \(coder)"
    return "`emic restore \(folder)--from \(day) \(whose)` brings it up to date."
  }

  /// What it lacks, and how it is brought up to date.
  ///
  /// - Parameter study: the folder, as it is written in commands.
  /// - Returns: sentences with the command.
  public func message(study: String) -> String {
    "\(DisplayText.safe(name)): \(words) Nothing is written here before that. \(wayBack(study: study))"
  }
}

extension StudyFolder {
  /// What a sidecar lacks of what is known of it.
  ///
  /// - Parameters:
  ///   - sidecar: as it is on the disk.
  ///   - transcript: its path.
  ///   - coder: whose it is.
  /// - Returns: `nil` where it is the last version.
  public func older(
    _ sidecar: Sidecar,
    of transcript: String,
    by coder: Coder.ID
  ) -> OlderSidecar? {
    let name = sidecarName(of: transcript, by: coder)
    let restoring = Restoring(of: self)
    let count = restoring.countMissing(in: sidecar, name)
    guard count > 0 else { return nil }
    return OlderSidecar(
      transcript: transcript,
      coder: coder,
      name: name,
      count: count,
      day: restoring.lastDay(of: name) ?? restoring.lastKnown(name).sidecar?.lastChange.date ?? ""
    )
  }

  /// Sidecars that are older versions, as they were last known: their flags bind, too.
  func lastKnownOfOlder() -> [(transcript: String, known: Restoring.LastKnown)] {
    let memories = [".emic/history", ".emic/backup/latest"]
    guard memories.contains(where: { !FileReader.isGone(absolute($0)) }) else { return [] }
    let (names, restoring) = (sidecars, Restoring(of: self))
    return Concurrently.map(names.count) { index -> Restoring.LastKnown? in
      let (transcript, coder) = names[index]
      let name = sidecarName(of: transcript, by: coder)
      guard let bytes = try? FileReader.read(absolute(name)).bytes,
        restoring.mayKnowMore(than: bytes, name, by: coder, transcript),
        let sidecar = try? SidecarReader.read(bytes, file: name),
        restoring.countMissing(in: sidecar, name) > 0
      else { return nil }
      return restoring.lastKnown(name)
    }
    .enumerated().compactMap { index, known in known.map { (names[index].transcript, $0) } }
  }
}

extension Restoring {
  /// Whether something may have been kept or done later than what is in a sidecar, by its bytes: most need not be
  /// understood to be known as the last version.
  fileprivate func mayKnowMore(
    than bytes: [UInt8],
    _ name: String,
    by coder: Coder.ID,
    _ transcript: String
  ) -> Bool {
    let history = HistoryFile(of: study, by: coder, named: transcript)
    // The last change has left its time in it.
    if let time = history.lastChange, !Self.holds(bytes, Array(time.text.utf8)) { return true }
    guard let latest = try? FileReader.read(backup.latest(of: name)).bytes else { return false }
    // A checkpoint is the sidecar with one more member at its end.
    let end = bytes.lastIndex { $0 != Ascii.lineFeed && $0 != UInt8(ascii: "}") } ?? -1
    return !latest.starts(with: bytes[...end])
  }

  private static func holds(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return false }
      return platform_find(start, bytes.count, wanted, wanted.count) != nil
    }
  }
}

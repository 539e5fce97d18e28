/// A sidecar that lacks what is known of it, as where a synchronising program has put an older version back.
///
/// To go on with it without a word would bury what it lacks: what is saved then is later than all that was kept.
public struct OlderSidecar: Hashable, Sendable {
  public let transcript: String
  public let coder: Coder.ID
  /// Relative to the study.
  public let name: String
  /// How much it lacks, or has only as it was before: codings, memos, links, verdicts.
  public let count: Int
  /// From which day it is brought up to date.
  public let day: String

  /// What it lacks, without its name.
  var words: String {
    let lacking =
      count == 1
      ? "1 coding, memo, link or verdict is not in it, or only as it was"
      : "\(count) codings, memos, links or verdicts are not in it, or only as they were"
    return "this is an older version: \(lacking), that its backup or the history of undo knows."
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
  /// What a coder's sidecar lacks of what is known of it.
  ///
  /// - Parameters:
  ///   - transcript: its path.
  ///   - coder: whose it is.
  /// - Returns: `nil` where it is the last version, where there is none, and where it cannot be read.
  public func olderSidecar(of transcript: String, by coder: Coder.ID) -> OlderSidecar? {
    let (name, restoring) = (sidecarName(of: transcript, by: coder), Restoring(of: self))
    guard restoring.remembers(name, of: transcript, by: coder) else { return nil }
    var found: OlderSidecar?
    for _ in 0..<Restoring.mostLooks {
      guard let file = try? FileReader.read(absolute(name)),
        !LastSaved(of: name, in: path).isOf(file.bytes),
        let sidecar = try? SidecarReader.read(file.bytes, file: name),
        let older = restoring.older([sidecar], name)
      else { return nil }
      found = older
      // Else another process has saved it since it was read.
      let now = try? FileReader.identity(of: absolute(name))
      if now == file.identity { break }
    }
    return found
  }
}

extension StudyFolder {
  /// What of a coder's sidecar is known to protect words and is not in it: who begins anew lets them leave.
  ///
  /// - Parameters:
  ///   - sidecar: as it is gone on with.
  ///   - transcript: its path.
  /// - Returns: how many codings that are.
  public func countOfProtectionsLacking(in sidecar: Sidecar, of transcript: String) -> Int {
    let name = sidecarName(of: transcript, by: sidecar.coder)
    guard let known = Restoring(of: self).lastKnown(name).sidecar else { return 0 }
    let lacking = known.part(lackingIn: sidecar).part
    return (lacking.codings + lacking.orphans).count { $0.bindsWords }
  }
}

extension Restoring {
  /// How often a file is looked at that changes meanwhile; one that never stands still counts as it was last.
  static let mostLooks = 5

  /// Whether a backup or the history tells of a sidecar: else nothing of it is known but itself.
  func remembers(_ file: String, of transcript: String, by coder: Coder.ID) -> Bool {
    HistoryFile(of: study, by: coder, named: transcript).length > 0
      || FileReader.isThere(backup.latest(of: file)) || lastDay(of: file) != nil
  }

  /// What versions of a sidecar lack of what is known of it.
  ///
  /// - Parameters:
  ///   - versions: of one coder's.
  ///   - file: relative to the study.
  /// - Returns: what the first one lacks; `nil` where one of them lacks nothing.
  func older(_ versions: [Sidecar], _ file: String) -> OlderSidecar? {
    if case .older(let older) = standing(of: versions, file) { older } else { nil }
  }

  /// How versions of a sidecar stand beside what is known of it.
  enum Standing {
    /// One of them lacks nothing.
    case last
    /// What the first one lacks.
    case older(OlderSidecar)
    /// Something that may be known cannot be read.
    case unknown
  }

  func standing(of versions: [Sidecar], _ file: String) -> Standing {
    guard let (transcript, coder) = study.sidecar(file, Set(study.transcripts)),
      remembers(file, of: transcript, by: coder)
    else { return .last }
    let known = lastKnown(file)
    let counts = known.sidecar.map { known in versions.map { known.countLacking(in: $0) } } ?? []
    guard let sidecar = known.sidecar, let count = counts.first, !counts.contains(0) else {
      return known.since.unread == nil ? .last : .unknown
    }
    let day = lastDay(of: file) ?? sidecar.lastChange.date
    return .older(
      OlderSidecar(transcript: transcript, coder: coder, name: file, count: count, day: day)
    )
  }
}

extension Sidecar {
  /// How much of it another version lacks, or has only as it was before; 0 where that is no version of it, and where a
  /// newer emic wrote it.
  ///
  /// A mark *nothing here* does not count: one that was taken away elsewhere leaves no trace.
  func countLacking(in other: Sidecar) -> Int {
    guard other.coder == coder, !other.isReadOnly else { return 0 }
    let (part, count) = part(lackingIn: other)
    return count - part.nothingHere.count
  }
}

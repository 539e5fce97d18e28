import EmicKit
import Synchronization

/// Notices when a coder's file of proposals was written by somebody else: one was declined or accepted.
final class ProposalsWatch: Sendable {
  private let seen = Mutex<[Coder.ID: FileIdentity]>([:])
  /// The files of all coders at the last look; `nil` before the first.
  private let all = Mutex<[String: FileIdentity]?>(nil)

  /// - Returns: the proposals, if the file is another than at the last look and can be read.
  func look(at study: StudyFolder, of coder: Coder.ID) -> [Code]? {
    // What is gone, or cannot be asked just now, may be there again the next time.
    guard
      let found = try? FileReader.identity(of: study.absolute("proposals/\(coder).yaml"))
    else { return nil }
    let isKnown = seen.withLock { seen in
      defer { seen[coder] = found }
      return seen[coder] == found
    }
    return isKnown ? nil : try? study.proposals(of: coder)
  }

  /// Whether some coder's file is another than at the last look.
  func hasNews(in study: StudyFolder) -> Bool {
    let folder = study.absolute("proposals")
    var found: [String: FileIdentity] = [:]
    for entry in (try? Folder.list(folder)) ?? [] where entry.name.hasSuffix(".yaml") {
      found[entry.name] = try? FileReader.identity(of: "\(folder)/\(entry.name)")
    }
    return all.withLock { all in
      defer { all = found }
      return all.map { $0 != found } ?? false
    }
  }
}

import EmicKit
import Synchronization

/// Notices when a coder's file of proposals was written by somebody else: one was declined or accepted.
final class ProposalsWatch: Sendable {
  private let seen = Mutex<[Coder.ID: FileIdentity]>([:])

  /// - Returns: the proposals, if the file is another than at the last look and can be read.
  func look(at study: StudyFolder, of coder: Coder.ID) -> [Code]? {
    // What cannot be asked just now may be there again the next time.
    guard
      let found = try? FileReader.identity(of: study.absolute("proposals/\(coder).yaml"))
    else { return nil }
    let isKnown = seen.withLock { seen in
      defer { seen[coder] = found }
      return seen[coder] == found
    }
    return isKnown ? nil : try? study.proposals(of: coder)
  }
}

import EmicKit
import Synchronization

/// Notices when a file on which the study rests goes, or comes back as an older version.
final class SharedFilesWatch: Sendable {
  private let said = Mutex<Set<String>>([])

  /// - Returns: what there is to say that was not said at the last look.
  func news(in study: StudyFolder) -> [String] {
    let now = study.sharedTroubles
    return said.withLock { said in
      defer { said = Set(now) }
      return now.filter { !said.contains($0) }
    }
  }
}

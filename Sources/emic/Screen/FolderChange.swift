import Glibc

/// When something was last made, renamed or removed in a folder.
struct FolderChange: Equatable {
  private let seconds: Int
  private let nanoseconds: Int

  /// - Returns: `nil` where no folder is.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
  }
}

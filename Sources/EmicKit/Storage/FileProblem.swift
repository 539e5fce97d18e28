import Glibc

/// A file call that failed, or a file that is not what it should be.
public struct FileProblem: Error, Hashable, Sendable {
  public enum Operation: String, Sendable {
    case open = "opened"
    case read = "read"
    case write = "written"
    case sync = "brought safely to the disk"
    case close = "closed"
    case rename = "put in its place"
    case mode = "given its permissions"
    case list = "listed"
    case makeFolder = "made"
    case lock = "locked"
    case remove = "removed"
  }

  public enum Cause: Hashable, Sendable {
    /// An `errno`.
    case system(Int32)
    /// A folder, a pipe, a device.
    case notAFile
    case symbolicLink
    /// Its permissions let not even its owner write it: somebody has protected it.
    case protected
    case tooLarge(limit: Int)
    /// Somebody else holds the lock for seconds.
    case busy
  }

  public var cause: Cause
  public var path: String
  public var operation: Operation

  public init(_ cause: Cause, _ path: String, _ operation: Operation) {
    self.cause = cause
    self.path = path
    self.operation = operation
  }

  static func last(_ path: String, _ operation: Operation) -> FileProblem {
    let number = errno
    return FileProblem(
      number == ELOOP ? .symbolicLink : .system(number),
      path,
      operation
    )
  }

  public var isMissing: Bool { cause == .system(ENOENT) }
  var isForbidden: Bool { cause == .system(EACCES) }
}

extension FileProblem: CustomStringConvertible {
  public var description: String { message }

  /// The sentence for whoever reads it: file, what is wrong, what to do.
  public var message: String { "\(path): \(sentence)" }

  private var sentence: String {
    switch cause {
    case .notAFile: "this is no regular file. It is left alone."
    case .symbolicLink:
      "this is a link, and links are not followed here. Put the file itself there."
    case .protected:
      "the file is read-only. Give leave to write it (chmod u+w), or save a copy elsewhere."
    case .tooLarge(let limit): "the file is larger than \(limit >> 20) MB. It is left alone."
    case .busy: "another emic has been writing for seconds. Close it, or try again."
    // What is not there need not be said to be closed, too.
    case .system(let number) where number == ENOENT && operation == .open: reason(number)
    case .system(let number): "\(reason(number)) It could not be \(operation.rawValue)."
    }
  }

  private func reason(_ number: Int32) -> String {
    switch number {
    case ENOSPC: "the disk is full. Make room, or save a copy elsewhere."
    case EDQUOT: "your quota of disk space is used up. Make room, or save a copy elsewhere."
    case EFBIG: "the file would be larger than is allowed here. Save a copy elsewhere."
    case EROFS: "the folder is read-only. Save a copy elsewhere."
    case EACCES, EPERM: "you have no permission for this. Ask whoever owns the folder."
    case ENOENT: "there is no such file or folder. Check the name."
    case ENOTDIR: "a part of the path is no folder. Check the name."
    case EEXIST: "there is one of this name already. Choose another."
    case EIO: "the disk reports an error. Save a copy elsewhere, on another disk."
    case EMFILE, ENFILE: "too many files are open. Close other programs."
    case ENAMETOOLONG: "the name is too long. Choose a shorter one."
    default: "\(String(cString: strerror(number))). Try again, or save a copy elsewhere."
    }
  }
}

import CPlatform
import Glibc

/// What tells that a file is still the one that was read.
public struct FileIdentity: Hashable, Sendable {
  public var device: UInt64
  public var inode: UInt64
  public var size: Int64
  /// Of the last change, since 1970.
  public var nanoseconds: Int64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    nanoseconds = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }
}

/// Reads regular files only: a pipe in a study would hang emic, a device would never end, and a
/// link may lead out of the study.
package enum FileReader {
  package struct Contents: Sendable {
    package var bytes: [UInt8]
    package var identity: FileIdentity
  }

  /// A regular file that is open for reading; whoever asks for it closes it.
  struct Descriptor {
    var number: Int32
    var status: stat

    var size: Int { Int(status.st_size) }
  }

  static func descriptor(_ path: String) throws(FileProblem) -> Descriptor {
    let file = again { open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    guard file >= 0 else { throw .last(path, .open) }
    var status = stat()
    let problem: FileProblem? =
      if again({ fstat(file, &status) }) != 0 {
        .last(path, .read)
      } else if status.st_mode & S_IFMT != S_IFREG {
        FileProblem(.notAFile, path, .open)
      } else {
        nil
      }
    if let problem {
      close(file)
      throw problem
    }
    return Descriptor(number: file, status: status)
  }

  /// The first bytes of a file, if it is as long as that.
  package static func beginning(of path: String, count: Int, ofAtLeast size: Int) -> [UInt8]? {
    guard let opened = try? descriptor(path) else { return nil }
    defer { close(opened.number) }
    guard opened.size >= max(size, count) else { return nil }
    var filled = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while filled < count {
        let rest = buffer.baseAddress?.advanced(by: filled)
        let more = again { Glibc.read(opened.number, rest, count - filled) }
        guard more > 0 else { break }
        filled += more
      }
      initialized = filled
    }
    return filled == count ? bytes : nil
  }

  package static func read(
    _ path: String,
    limit: Int = 64 << 20
  ) throws(FileProblem) -> Contents {
    let opened = try descriptor(path)
    let (file, status) = (opened.number, opened.status)
    defer { close(file) }
    guard Int(status.st_size) <= limit else {
      throw FileProblem(.tooLarge(limit: limit), path, .read)
    }
    var isFailed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, filled in
      platform_take_memory(buffer.baseAddress, buffer.count)
      while filled < buffer.count {
        let start = buffer.baseAddress?.advanced(by: filled)
        let count = again { Glibc.read(file, start, buffer.count - filled) }
        isFailed = count < 0
        // 0: shorter than it was a moment ago.
        if count <= 0 { break }
        filled += count
      }
    }
    guard !isFailed else { throw .last(path, .read) }
    return Contents(bytes: bytes, identity: FileIdentity(status))
  }

  /// Whether a file's permissions let not even its owner write it; renaming would replace it all the same.
  static func isProtected(_ path: String) -> Bool {
    var status = stat()
    return again({ lstat(path, &status) }) == 0 && status.st_mode & 0o200 == 0
  }

  /// Whether nothing stands at a path, for certain: what cannot be asked is not gone.
  package static func isGone(_ path: String) -> Bool {
    do throws(FileProblem) {
      return try identity(of: path) == nil
    } catch {
      return false
    }
  }

  /// Whether a regular file stands at a path, for certain.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return again({ lstat(path, &status) }) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether a link stands at a path, for certain.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return again({ lstat(path, &status) }) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether something stands at a path, for certain.
  package static func isThere(_ path: String) -> Bool { (try? identity(of: path)) != nil }

  /// The identity of what stands at a path, itself and not what it points to; `nil` if nothing does.
  package static func identity(of path: String) throws(FileProblem) -> FileIdentity? {
    var status = stat()
    guard again({ lstat(path, &status) }) == 0 else {
      if errno == ENOENT { return nil }
      throw .last(path, .read)
    }
    return FileIdentity(status)
  }
}

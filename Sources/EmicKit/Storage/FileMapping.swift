import CPlatform
import Glibc
import Synchronization

/// A long file as it lies in the system's memory: to be read at once, where a copy takes longer than
/// all the rest.
///
/// The file may be changed by others, and such memory with it. So it is made one's own while the first
/// screen is looked at already; until then it is only true as long as the file's identity is the same,
/// and cut off in that moment by another program it ends this one.
package final class FileMapping: Sendable {
  /// Shorter files are read faster than mapped.
  package static let shortest = 16 << 20

  package let identity: FileIdentity
  package let count: Int
  private let file: Int32
  private let start: Int
  private let wasDetached = Mutex(false)

  /// - Returns: `nil` when the file is short, or cannot be had so.
  package init?(_ path: String, limit: Int, shortest: Int = FileMapping.shortest) {
    guard let opened = try? FileReader.descriptor(path) else { return nil }
    guard opened.size >= max(1, shortest), opened.size <= limit,
      let start = platform_map_file(opened.number, opened.size)
    else {
      close(opened.number)
      return nil
    }
    file = opened.number
    count = opened.size
    identity = FileIdentity(opened.status)
    self.start = Int(bitPattern: start)
  }

  deinit {
    if let start = UnsafeRawPointer(bitPattern: start) { platform_unmap(start, count) }
    close(file)
  }

  package func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(
      UnsafeBufferPointer(start: UnsafePointer<UInt8>(bitPattern: start), count: count)
    )
  }

  /// Makes the memory one's own, whoever reads there meanwhile.
  ///
  /// Only once: what is in the file later is something else. Where there is no memory to be had, the
  /// rest stays the file's.
  package func detach() {
    wasDetached.withLock { wasDetached in
      guard !wasDetached, let start = UnsafeRawPointer(bitPattern: start) else { return }
      wasDetached = true
      _ = platform_own_mapping(start, count, file)
    }
  }
}

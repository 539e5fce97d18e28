import Glibc

/// Chunks of an export that are met in one order and wanted in another, kept on the disk.
///
/// The file has no name: it goes away with this value, however the program ends.
final class SpillFile {
  private let file: Int32
  private let path: String
  private var length = 0
  private var chunks: [String: [(start: Int, count: Int)]] = [:]
  private var buffers: [String: [UInt8]] = [:]
  private static let chunkSize = 1 << 14

  /// - Parameter folder: that of the file to be exported: words leave the study nowhere else.
  /// - Throws: when no file can be made there.
  init(in folder: String) throws(FileProblem) {
    path = folder
    let name = Path.join(folder, ".spill.\(RandomBytes.hex(8)).tmp")
    file = again { open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600) }
    guard file >= 0 else { throw .last(folder, .write) }
    unlink(name)
  }

  deinit { close(file) }

  /// Adds words to what is kept under a key.
  func append(_ text: String, to key: String) throws(FileProblem) {
    buffers[key, default: []].append(contentsOf: text.utf8)
    if let buffer = buffers[key], buffer.count >= Self.chunkSize {
      try store(buffer, key)
      buffers[key] = []
    }
  }

  /// Copies all that is kept under a key.
  func copy(_ key: String, to file: ExportFile) throws(FileProblem) {
    for (start, count) in chunks[key] ?? [] {
      var bytes = [UInt8](repeating: 0, count: count)
      var done = 0
      while done < count {
        let read = bytes.withUnsafeMutableBytes { buffer in
          pread(
            self.file,
            buffer.baseAddress?.advanced(by: done),
            count - done,
            off_t(start + done)
          )
        }
        if read < 0, errno == EINTR { continue }
        guard read > 0 else { throw .last(path, .read) }
        done += read
      }
      try file.write(bytes)
    }
    try file.write(buffers[key] ?? [])
  }

  func hasAnything(under key: String) -> Bool { chunks[key] != nil || buffers[key] != nil }

  private func store(_ bytes: [UInt8], _ key: String) throws(FileProblem) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(
          file,
          buffer.baseAddress?.advanced(by: done),
          bytes.count - done,
          off_t(length + done)
        )
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last(path, .write) }
      done += count
    }
    chunks[key, default: []].append((length, bytes.count))
    length += bytes.count
  }
}

import Glibc

/// Parts of an export that are met in one order and wanted in another, kept on the disk.
///
/// The file has no name: it goes away with this value, however the program ends.
final class SpillFile {
  /// Where something is kept.
  struct Place {
    fileprivate(set) var start: Int
    fileprivate(set) var count: Int

    /// A part of it.
    func part(_ range: Range<Int>) -> Place {
      Place(start: start + range.lowerBound, count: range.count)
    }
  }

  private let file: Int32
  private let path: String
  private var length = 0
  private var chunks: [String: [Place]] = [:]
  private var buffers: [String: [UInt8]] = [:]
  private static let chunkSize = 1 << 14

  /// - Parameters:
  ///   - path: the file to be exported, which messages name: words leave the study nowhere but into its
  ///     folder.
  ///   - calls: of the system, or a test's.
  /// - Throws: when no file can be made there.
  init(beside path: String, calls: FileCalls = .system) throws(FileProblem) {
    self.path = path
    let (folder, name) = Path.split(path)
    // `Leftovers` knows it, should the program be killed just now.
    let temporary = Path.join(folder, StreamedFile.temporaryName(for: name))
    file = Unfinished.uninterrupted {
      let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
      let file = again { calls.open(AT_FDCWD, temporary, flags) }
      if file >= 0 { unlink(temporary) }
      return file
    }
    guard file >= 0 else { throw .last(path, .write) }
  }

  deinit { close(file) }

  /// Keeps bytes.
  ///
  /// - Returns: where they are.
  func keep(_ bytes: [UInt8]) throws(FileProblem) -> Place {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        again {
          pwrite(
            file,
            buffer.baseAddress?.advanced(by: done),
            bytes.count - done,
            off_t(length + done)
          )
        }
      }
      guard count >= 0 else { throw .last(path, .write) }
      guard count > 0 else { throw FileProblem(.system(EIO), path, .write) }
      done += count
    }
    defer { length += bytes.count }
    return Place(start: length, count: bytes.count)
  }

  /// What is kept at a place.
  func read(_ place: Place) throws(FileProblem) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: place.count)
    var done = 0
    while done < place.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        again {
          pread(
            file,
            buffer.baseAddress?.advanced(by: done),
            place.count - done,
            off_t(place.start + done)
          )
        }
      }
      guard count >= 0 else { throw .last(path, .read) }
      guard count > 0 else { throw FileProblem(.system(EIO), path, .read) }
      done += count
    }
    return bytes
  }

  // MARK: Numbers

  /// Keeps numbers.
  func keep(_ numbers: [Int]) throws(FileProblem) -> Place {
    try keep(numbers.withUnsafeBytes { Array($0) })
  }

  /// The numbers that are kept at a place.
  func numbers(_ place: Place) throws(FileProblem) -> [Int] {
    let bytes = try read(place)
    return [Int](unsafeUninitializedCapacity: bytes.count / MemoryLayout<Int>.stride) {
      buffer,
      count in
      count = buffer.count
      UnsafeMutableRawBufferPointer(buffer).copyBytes(
        from: bytes.prefix(MemoryLayout<Int>.stride * count)
      )
    }
  }

  // MARK: By keys

  /// Adds words to what is kept under a key.
  func append(_ text: String, to key: String) throws(FileProblem) {
    buffers[key, default: []].append(contentsOf: text.utf8)
    if let buffer = buffers[key], buffer.count >= Self.chunkSize {
      chunks[key, default: []].append(try keep(buffer))
      buffers[key] = []
    }
  }

  /// Copies all that is kept under a key.
  func copy(_ key: String, to file: ExportFile) throws(FileProblem) {
    for place in chunks[key] ?? [] { try file.write(read(place)) }
    try file.write(buffers[key] ?? [])
  }
}

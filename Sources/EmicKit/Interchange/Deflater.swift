import CDeflate
import Glibc

/// Packs bytes piece by piece, as members of ZIP files are packed; the same bytes make the same, in
/// whatever pieces they come.
struct Deflater: ~Copyable {
  private let stream: OpaquePointer
  /// The checksum of what was added.
  private(set) var checksum: UInt32 = 0
  /// How many bytes were added.
  private(set) var count = 0

  /// - Parameters:
  ///   - path: of the file that is written, which messages name.
  ///   - begin: makes a stream; a test's has no memory.
  /// - Throws: when there is no memory to pack with.
  init(
    for path: String,
    begin: () -> OpaquePointer? = cdeflate_begin
  ) throws(FileProblem) {
    guard let stream = begin() else { throw FileProblem(.system(ENOMEM), path, .write) }
    self.stream = stream
  }

  deinit { cdeflate_end(stream) }

  /// Adds bytes.
  ///
  /// - Parameters:
  ///   - bytes: behind those that were added before.
  ///   - isLast: whether no more come.
  /// - Returns: packed bytes that are ready; none while there is little.
  mutating func add(_ bytes: [UInt8], isLast: Bool = false) -> [UInt8] {
    var packed: [UInt8] = []
    let room = min(1 << 18, bytes.count + 64)
    bytes.withUnsafeBufferPointer { source in
      checksum = cdeflate_crc32(checksum, source.baseAddress, source.count)
      cdeflate_give(stream, source.baseAddress, source.count, isLast ? 1 : 0)
      var isFull = true
      while isFull {
        packed += [UInt8](unsafeUninitializedCapacity: room) { buffer, taken in
          guard let start = buffer.baseAddress else { return }
          taken = cdeflate_take(stream, start, UInt32(room))
          isFull = taken == room
        }
      }
    }
    count += bytes.count
    return packed
  }
}

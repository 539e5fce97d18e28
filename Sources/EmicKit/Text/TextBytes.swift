import Glibc

/// The bytes of a text: in an array of their own, or where a long file lies in memory.
enum TextBytes: Sendable {
  case array([UInt8])
  case file(FileMapping)

  var count: Int {
    switch self {
    case .array(let bytes): bytes.count
    case .file(let mapping): mapping.count
    }
  }

  var isEmpty: Bool { count == 0 }

  subscript(place: Int) -> UInt8 { withUnsafeBufferPointer { $0[place] } }

  @inline(__always)
  func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    switch self {
    case .array(let bytes): try bytes.withUnsafeBufferPointer(body)
    case .file(let mapping): try mapping.withUnsafeBufferPointer(body)
    }
  }

  func isSame(as other: TextBytes) -> Bool {
    withUnsafeBufferPointer { one in
      other.withUnsafeBufferPointer { other in
        guard one.count == other.count, let start = one.baseAddress,
          let otherStart = other.baseAddress
        else { return one.count == other.count }
        return memcmp(start, otherStart, one.count) == 0
      }
    }
  }
}

import CZip
import Glibc

/// Makes a ZIP file: the same members in the same order make the same bytes.
package struct ZipWriter {
  private var names: [String] = []
  private var bodies: [[UInt8]] = []

  package init() {}

  package mutating func add(_ name: String, _ body: [UInt8]) {
    names.append(name)
    bodies.append(body)
  }

  /// Packs what was added.
  ///
  /// - Parameter file: its name, for messages.
  /// - Returns: the archive.
  /// - Throws: when libzip is not installed, or refuses.
  package func packed(file: String) throws(ZipError) -> [UInt8] {
    let cNames = names.map { strdup($0) }
    // In one buffer that stays where it is until libzip has read it.
    let all = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: bodies.reduce(1) { $0 + $1.count }
    )
    defer {
      for name in cNames { free(name) }
      all.deallocate()
    }
    var starts: [UnsafePointer<UInt8>?] = []
    var place = 0
    for body in bodies {
      guard let base = all.baseAddress else { break }
      let start = base + place
      body.withUnsafeBufferPointer { source in
        if let first = source.baseAddress { start.update(from: first, count: source.count) }
      }
      starts.append(UnsafePointer(start))
      place += body.count
    }
    var size = 0
    var status: Int32 = 0
    var message = [CChar](repeating: 0, count: Int(CZIP_MESSAGE_SIZE))
    let result = cNames.map { UnsafePointer($0) }.withUnsafeBufferPointer { names in
      starts.withUnsafeBufferPointer { starts in
        czip_pack(
          names.baseAddress,
          starts.baseAddress,
          bodies.map(\.count),
          bodies.count,
          &size,
          &status,
          &message
        )
      }
    }
    guard let result else { throw ZipError(file: file, problem: .init(status, message)) }
    defer { free(result) }
    return [UInt8](UnsafeBufferPointer(start: result, count: size))
  }
}

import EmicKit

/// Makes a small ZIP file in memory: the same members in the same order make the same bytes.
package struct ZipWriter {
  private var directory = ZipDirectory()
  private var bytes: [UInt8] = []

  package init() {}

  package mutating func add(_ name: String, _ body: [UInt8]) throws {
    let (member, record) = try ZipMember.packed(name, body, "memory")
    directory.add(member)
    bytes += record
  }

  /// The whole file.
  package func packed() -> [UInt8] { bytes + directory.bytes }
}

/// Makes a small ZIP file in memory: the same members in the same order make the same bytes.
package struct ZipWriter {
  private var directory = ZipDirectory()
  private var bytes: [UInt8] = []

  package init() {}

  package mutating func add(_ name: String, _ body: [UInt8]) {
    let (member, record) = ZipMember.packed(name, body)
    directory.add(member)
    bytes += record
  }

  /// The whole file.
  package func packed() -> [UInt8] { bytes + directory.bytes }
}

/// A packed member of a ZIP file, as the records of the file tell of it.
///
/// All are of one date, so that the same members make the same bytes. Sizes and places beyond 32 bits
/// stand in fields of their own (ZIP64), where they are needed.
///
/// Source: PKWARE, *.ZIP File Format Specification*, 6.3.10, sections 4.3 to 4.5.
package struct ZipMember: Sendable {
  private let name: [UInt8]
  private let checksum: UInt32
  private let size: Int
  package let packedSize: Int

  /// - Parameters:
  ///   - name: with `/` between folders.
  ///   - checksum: CRC-32 of its bytes.
  ///   - size: the number of its bytes.
  ///   - packedSize: and of those that they were packed into.
  package init(_ name: String, checksum: UInt32, size: Int, packedSize: Int) {
    self.name = Array(name.utf8)
    self.checksum = checksum
    self.size = size
    self.packedSize = packedSize
  }

  /// Packs a member.
  ///
  /// - Parameters:
  ///   - name: with `/` between folders.
  ///   - body: its bytes.
  ///   - path: of the file that is written, which messages name.
  /// - Returns: the member, and its bytes as they stand in the file, what comes before them included.
  /// - Throws: when there is no memory to pack with.
  package static func packed(
    _ name: String,
    _ body: [UInt8],
    _ path: String
  ) throws(FileProblem) -> (member: ZipMember, record: [UInt8]) {
    var deflater = try Deflater(for: path)
    let packed = deflater.add(body, isLast: true)
    let member = ZipMember(
      name,
      checksum: deflater.checksum,
      size: body.count,
      packedSize: packed.count
    )
    return (member, member.header + packed)
  }

  /// What stands before the packed bytes.
  package var header: [UInt8] {
    let isLong = [size, packedSize].contains { $0 >= ZipBytes.long }
    var bytes = ZipBytes(signature: 0x0403_4B50)
    bytes.add(isLong ? Self.longVersion : Self.version, in: 2)
    addCommon(to: &bytes)
    bytes.add(isLong ? ZipBytes.long : packedSize, in: 4)
    bytes.add(isLong ? ZipBytes.long : size, in: 4)
    bytes.add(name.count, in: 2)
    bytes.add(isLong ? 20 : 0, in: 2)
    bytes.add(name)
    if isLong { bytes.addLong([size, packedSize]) }
    return bytes.all
  }

  /// How the directory at the end of the file tells of it.
  ///
  /// - Parameter place: where in the file its header begins.
  /// - Returns: bytes.
  func entry(at place: Int) -> [UInt8] {
    let long = [size, packedSize, place].filter { $0 >= ZipBytes.long }
    var bytes = ZipBytes(signature: 0x0201_4B50)
    bytes.add(Self.writer, in: 2)
    bytes.add(long.isEmpty ? Self.version : Self.longVersion, in: 2)
    addCommon(to: &bytes)
    bytes.add(min(packedSize, ZipBytes.long), in: 4)
    bytes.add(min(size, ZipBytes.long), in: 4)
    bytes.add(name.count, in: 2)
    bytes.add(long.isEmpty ? 0 : 4 + 8 * long.count, in: 2)
    // Neither a comment, nor another disk, nor marks of DOS.
    bytes.add(0, in: 6)
    bytes.add(0o100644 << 16, in: 4)
    bytes.add(min(place, ZipBytes.long), in: 4)
    bytes.add(name)
    if !long.isEmpty { bytes.addLong(long) }
    return bytes.all
  }

  private func addCommon(to bytes: inout ZipBytes) {
    // Names beyond ASCII are UTF-8.
    bytes.add(name.contains { $0 >= 0x80 } ? 1 << 11 : 0, in: 2)
    bytes.add(Self.deflated, in: 2)
    bytes.add(Self.firstDay, in: 4)
    bytes.add(Int(checksum), in: 4)
  }

  static let (version, longVersion, deflated) = (20, 45, 8)
  /// On Unix, after version 6.3.
  static let writer = 3 << 8 | 63
  /// 1 January 1980, the first day that a ZIP file can name.
  private static let firstDay = (1 << 5 | 1) << 16
}

/// The directory at the end of a ZIP file.
package struct ZipDirectory {
  private var entries: [UInt8] = []
  private var count = 0
  /// Where the next member begins, and at last the directory.
  private var place = 0

  package init() {}

  /// Adds a member that is written behind the others.
  package mutating func add(_ member: ZipMember) {
    entries += member.entry(at: place)
    count += 1
    place += member.header.count + member.packedSize
  }

  /// What stands behind the last member.
  package var bytes: [UInt8] {
    let isLong = count >= 0xFFFF || entries.count >= ZipBytes.long || place >= ZipBytes.long
    return entries + (isLong ? longEnd : []) + end
  }

  private var end: [UInt8] {
    var bytes = ZipBytes(signature: 0x0605_4B50)
    bytes.add(0, in: 4)
    for _ in 0..<2 { bytes.add(min(count, 0xFFFF), in: 2) }
    bytes.add(min(entries.count, ZipBytes.long), in: 4)
    bytes.add(min(place, ZipBytes.long), in: 4)
    bytes.add(0, in: 2)
    return bytes.all
  }

  private var longEnd: [UInt8] {
    var bytes = ZipBytes(signature: 0x0606_4B50)
    bytes.add(44, in: 8)
    bytes.add(ZipMember.writer, in: 2)
    bytes.add(ZipMember.longVersion, in: 2)
    bytes.add(0, in: 8)
    for number in [count, count, entries.count, place] { bytes.add(number, in: 8) }
    bytes.add(signature: 0x0706_4B50)
    bytes.add(0, in: 4)
    bytes.add(place + entries.count, in: 8)
    bytes.add(1, in: 4)
    return bytes.all
  }
}

/// Numbers as ZIP files hold them, the lowest byte first.
private struct ZipBytes {
  private(set) var all: [UInt8] = []
  /// Stands where a number is too large for four bytes.
  static let long = 0xFFFF_FFFF

  init(signature: Int) { add(signature: signature) }

  mutating func add(signature: Int) { add(signature, in: 4) }

  mutating func add(_ number: Int, in count: Int) {
    for place in 0..<count { all.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
  }

  mutating func add(_ bytes: [UInt8]) { all += bytes }

  /// The field of what is too large for four bytes.
  mutating func addLong(_ numbers: [Int]) {
    add(1, in: 2)
    add(8 * numbers.count, in: 2)
    for number in numbers { add(number, in: 8) }
  }
}

import Glibc
import Testing

@testable import EmicKit

@Suite("Members of ZIP files that are written") struct ZipMemberTests {
  @Test("the same bytes are packed alike, in whatever pieces they come", arguments: [1, 7, 4096])
  func pieces(size: Int) throws {
    var numbers = SeededGenerator(state: 8)
    let bytes = (0..<100_000).map { _ in UInt8.random(in: 97...105, using: &numbers) }
    var whole = Deflater()
    let packed = whole.add(bytes, isLast: true)
    var parts = Deflater()
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      result += parts.add(Array(bytes[start..<min(bytes.count, start + size)]))
    }
    result += parts.add([], isLast: true)
    #expect(result == packed && packed.count < bytes.count / 2)
    #expect(parts.checksum == whole.checksum && parts.count == bytes.count)
  }

  @Test("more members than two bytes can count are read back")
  func many() throws {
    var writer = ZipWriter()
    for number in 0..<70_000 { writer.add("\(number)", [UInt8(truncatingIfNeeded: number)]) }
    let archive = try ZipArchive(
      writer.packed(),
      file: "many.zip",
      limits: ZipArchive.Limits(members: 100_000)
    )
    #expect(archive.members.count == 70_000)
    #expect(try archive.read("69999") == [UInt8(truncatingIfNeeded: 69_999)])
  }

  @Test("a member of more than four gigabytes, and what lies behind it, are found")
  func large() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/large.zip"
    let size = 5 << 30
    let (first, firstRecord) = ZipMember.packed("a", Array("before".utf8))
    let (last, lastRecord) = ZipMember.packed("c", Array("behind".utf8))
    let large = ZipMember("b", checksum: 0, size: size, packedSize: size)
    var directory = ZipDirectory()
    for member in [first, large, last] { directory.add(member) }
    let file = open(path, O_RDWR | O_CREAT, 0o600)
    defer { close(file) }
    let start = firstRecord + large.header
    // Its bytes are a hole: none of them takes room on the disk.
    #expect(pwrite(file, start, start.count, 0) == start.count)
    let end = lastRecord + directory.bytes
    #expect(pwrite(file, end, end.count, start.count + size) == end.count)
    let archive = try ZipArchive(
      path: path,
      file: "large.zip",
      limits: ZipArchive.Limits(total: 1 << 40)
    )
    #expect(archive.members.map(\.name) == ["a", "b", "c"])
    #expect(archive.members.map(\.size) == [6, size, 6])
    #expect(try archive.read("a") == Array("before".utf8))
    #expect(try archive.read("c") == Array("behind".utf8))
  }
}

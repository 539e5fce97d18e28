import Glibc
import Testing
import ZipTesting

@testable import EmicKit

@Suite("Members of ZIP files that are written") struct ZipMemberTests {
  @Test("the same bytes are packed alike, in whatever pieces they come", arguments: [1, 7, 4096])
  func pieces(size: Int) throws {
    var numbers = SeededGenerator(state: 8)
    let bytes = (0..<100_000).map { _ in UInt8.random(in: 97...105, using: &numbers) }
    var whole = try Deflater(for: "a.zip")
    let packed = whole.add(bytes, isLast: true)
    var parts = try Deflater(for: "a.zip")
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      result += parts.add(Array(bytes[start..<min(bytes.count, start + size)]))
    }
    result += parts.add([], isLast: true)
    #expect(result == packed && packed.count < bytes.count / 2)
    #expect(parts.checksum == whole.checksum && parts.count == bytes.count)
  }

  @Test("that there is no memory to pack with is an answer")
  func noMemory() {
    #expect(throws: FileProblem(.system(ENOMEM), "p.qdpx", .write)) {
      _ = try Deflater(for: "p.qdpx") { nil }
    }
    #expect(
      FileProblem(.system(ENOMEM), "p.qdpx", .write).message.contains("Cannot allocate memory")
    )
  }

  @Test("libzip reads what emic has written, whatever the members are called and hold")
  func otherReader() throws {
    var numbers = SeededGenerator(state: 21)
    var members: [(String, [UInt8])] = [("empty", []), ("sources/访谈 é.txt", Array("信任".utf8))]
    for number in 0..<40 {
      let size = Int.random(in: 0...(1 << Int.random(in: 0...19, using: &numbers)), using: &numbers)
      // Some pack well, some not at all.
      let highest = UInt8.random(in: 0...255, using: &numbers)
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...highest, using: &numbers) }
      members.append(("sources/\(number).txt", bytes))
    }
    var writer = ZipWriter()
    for (name, bytes) in members { try writer.add(name, bytes) }
    let archive = try ZipArchive(writer.packed(), file: "a.zip")
    #expect(archive.members.map(\.name) == members.map(\.0))
    // It compares the checksum with what it has unpacked.
    for (name, bytes) in members { #expect(try archive.read(name) == bytes, "\(name)") }
  }

  @Test("more members than two bytes can count are read back")
  func many() throws {
    var writer = ZipWriter()
    for number in 0..<70_000 { try writer.add("\(number)", [UInt8(truncatingIfNeeded: number)]) }
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
    let (first, firstRecord) = try ZipMember.packed("a", Array("before".utf8), path)
    let (last, lastRecord) = try ZipMember.packed("c", Array("behind".utf8), path)
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

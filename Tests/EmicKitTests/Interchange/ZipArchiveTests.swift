import Glibc
import Testing
import ZipTesting

@testable import EmicKit

@Suite("ZIP archives") struct ZipArchiveTests {
  func packed(_ members: [(String, [UInt8])]) throws -> [UInt8] {
    var writer = ZipWriter()
    for (name, body) in members { try writer.add(name, body) }
    return writer.packed()
  }

  func opened(_ bytes: [UInt8], limits: ZipArchive.Limits = .standard) throws -> ZipArchive {
    try ZipArchive(bytes, file: "t.zip", limits: limits)
  }

  func problem(_ body: () throws -> Void) -> ZipError.Problem? {
    do {
      try body()
      return nil
    } catch {
      return (error as? ZipError)?.problem
    }
  }

  /// Puts other bytes of the same number in the place of all occurrences.
  func replacing(_ old: String, by new: String, in bytes: [UInt8]) -> [UInt8] {
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    var result = bytes
    for place in 0...(bytes.count - old.count) where bytes[place...].starts(with: old) {
      result.replaceSubrange(place..<place + old.count, with: new)
    }
    return result
  }

  @Test("members come back as they went in, in their order, the empty one too")
  func roundTrip() throws {
    let big = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    let members: [(String, [UInt8])] = [
      ("project.qde", Array("<a/>".utf8)), ("sources/访谈.txt", big), ("empty", []),
    ]
    let archive = try opened(packed(members))
    #expect(archive.members.map(\.name) == members.map(\.0))
    for (name, body) in members { #expect(try archive.read(name) == body) }
    #expect(archive.has("empty") && !archive.has("EMPTY"))
  }

  @Test("the same members make the same bytes, on any day and in any zone")
  func deterministic() throws {
    let members: [(String, [UInt8])] = [("a", [1, 2, 3]), ("b", Array(repeating: 7, count: 999))]
    let first = try packed(members)
    setenv("TZ", "Asia/Shanghai", 1)
    tzset()
    defer {
      unsetenv("TZ")
      tzset()
    }
    #expect(try packed(members) == first)
  }

  @Test("a file is read from the disk without taking it into memory")
  func fromFile() throws {
    let folder = TemporaryFolder()
    try FileSaver().save(try packed([("a", [1, 2])]), to: "\(folder.path)/x.zip")
    let archive = try ZipArchive(path: "\(folder.path)/x.zip", file: "x.zip")
    #expect(try archive.read("a") == [1, 2])
    #expect(
      problem { _ = try ZipArchive(path: folder.path, file: "x") }
        == .file(FileProblem(.notAFile, folder.path, .open))
    )
  }

  @Test(
    "names that lead out of a folder are refused",
    arguments: [
      "/etc/passwd", "../x", "a/../../x", "a/..", "a\\b", "C:/x", "..",
    ]
  )
  func names(name: String) throws {
    let bytes = try packed([("good", [1]), (name, [2])])
    #expect(problem { _ = try opened(bytes) } == .unsafeName(name))
  }

  @Test("names with dots that lead nowhere are read")
  func harmlessNames() throws {
    let names = ["a..b", "...", "a/.hidden", "a/b/", "ab:c", "-rf", "~"]
    let archive = try opened(packed(names.map { ($0, []) }))
    #expect(archive.members.map(\.name) == names)
    #expect(archive.members.map(\.isFolder) == names.map { $0 == "a/b/" })
  }

  @Test("two members of one name are refused")
  func twice() throws {
    let bytes = replacing("bb", by: "aa", in: try packed([("aa", [1]), ("bb", [2])]))
    #expect(problem { _ = try opened(bytes) } == .twice("aa"))
  }

  @Test("an encrypted member is refused")
  func encrypted() throws {
    var bytes = try packed([("a", Array("hello".utf8))])
    for place in 0..<bytes.count - 4 {
      if bytes[place...].starts(with: [0x50, 0x4B, 3, 4]) { bytes[place + 6] |= 1 }
      if bytes[place...].starts(with: [0x50, 0x4B, 1, 2]) { bytes[place + 8] |= 1 }
    }
    #expect(problem { _ = try opened(bytes) } == .encrypted("a"))
  }

  @Test("members that share their bytes are refused")
  func overlap() throws {
    // The directory names the one member twice.
    let bytes = try packed([("aa", Array("0123456789012345678901234567890".utf8))])
    let directory = try #require(
      bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) }
    )
    let end = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 5, 6]) })
    let entry = Array(bytes[directory..<end])
    var tail = Array(bytes[end...])
    tail[8] = 2
    tail[10] = 2
    let size = 2 * entry.count
    tail[12] = UInt8(size & 0xFF)
    tail[13] = UInt8(size >> 8)
    let twin = bytes[..<end] + replacing("aa", by: "bb", in: entry) + tail
    #expect(problem { _ = try opened(Array(twin)) } == .overlap)
  }

  @Test("too many members, too much in all, too well packed, too large to be read")
  func limits() throws {
    let zeros = [UInt8](repeating: 0, count: 2 << 20)
    let bytes = try packed([("a", zeros), ("b", [1])])
    #expect(problem { _ = try opened(bytes) } == .packedTooWell("a", ratio: 200))
    var limits = ZipArchive.Limits(ratioFrom: 4 << 20)
    let archive = try opened(bytes, limits: limits)
    #expect(
      problem { _ = try archive.read("a", limit: 1 << 20) }
        == .memberTooLarge("a", limit: 1 << 20)
    )
    #expect(problem { _ = try archive.read("c") } == .noMember("c"))
    limits.members = 1
    #expect(problem { _ = try opened(bytes, limits: limits) } == .tooManyMembers(2, 1))
    limits.members = 2
    limits.total = 2 << 20
    #expect(problem { _ = try opened(bytes, limits: limits) } == .tooLarge(limit: 2 << 20))
  }

  @Test("what is cut, empty or no ZIP file at all is damaged")
  func damaged() throws {
    let bytes = try packed([("a", Array("hello hello hello".utf8))])
    for broken in [[], Array("nonsense".utf8), Array(bytes.dropLast(9)), Array(bytes.dropFirst(9))]
    {
      let problem = problem {
        let archive = try opened(broken)
        _ = try archive.read("a")
      }
      switch problem {
      case .damaged, .damagedMember, .overlap: break
      default: Issue.record("\(String(describing: problem))")
      }
    }
  }

  @Test("no change of a single byte gives another content without a word")
  func flippedBytes() throws {
    let body = Array("the same words over and over, the same words".utf8)
    let bytes = try packed([("a", body)])
    for place in bytes.indices {
      var broken = bytes
      broken[place] ^= 0x41
      let read = try? opened(broken).read("a")
      #expect(read == nil || read == body, "byte \(place)")
    }
  }

  @Test("the hostile files: what they came to")
  func hostile() throws {
    let expected: [(String, (ZipError.Problem) -> Bool)] = [
      ("zip_slip.docx", { $0 == .unsafeName("../../../../tmp/EVIL_zip_slip.txt") }),
      ("zip_bomb.docx", { $0 == .packedTooWell("word/document.xml", ratio: 200) }),
      ("truncated.docx", { if case .damaged = $0 { true } else { false } }),
      ("not_docx.docx", { if case .damaged = $0 { true } else { false } }),
      ("lying_size.docx", { if case .damagedMember = $0 { true } else { false } }),
    ]
    for (name, isRight) in expected {
      let bytes = try fixture("nasty/\(name)")
      let problem = problem { _ = try opened(bytes).read("word/document.xml") }
      #expect(problem.map(isRight) == true, "\(name): \(String(describing: problem))")
    }
  }

  @Test("each message says what is wrong and what to do")
  func messages() {
    let cases: [(ZipError.Problem, String)] = [
      (.noLibrary, "apt-get install libzip4"),
      (.noMemory, "not enough memory"),
      (.damaged("Not a zip archive"), "no ZIP file, or a damaged one (Not a zip archive)"),
      (.file(FileProblem(.notAFile, "p/x.zip", .open)), "x.zip: this is no regular file."),
      (.unsafeName("../x"), "\"../x\", whose name leads elsewhere"),
      (.twice("a"), "two files \"a\""),
      (.encrypted("a"), "Save the file without a password."),
      (.overlap, "lie over each other"),
      (.tooManyMembers(10_001, 10_000), "10001 files, and more than 10000"),
      (.tooLarge(limit: 1 << 30), "larger than 1024 MB"),
      (.packedTooWell("a", ratio: 200), "more than 200 times"),
      (.noMember("a"), "there is no \"a\" in it"),
      (.memberTooLarge("a", limit: 64 << 20), "\"a\" in it is larger than 64 MB"),
      (.damagedMember("a", "CRC error"), "\"a\" in it is damaged (CRC error)"),
    ]
    for (problem, part) in cases {
      let message = ZipError(file: "x.zip", problem: problem).message
      #expect(message.hasPrefix("x.zip: ") && message.contains(part) && message.hasSuffix("."))
    }
  }
}

import Glibc
import Testing

@testable import EmicKit

@Suite("Long files where they lie in memory") struct FileMappingTests {
  private static let line = "R: 我们 trust the 科长, naïve as that is 👩‍👧.\n问：为什么？\n\n"
  /// Several blocks of the walk, and no whole number of pages.
  private static let text = String(repeating: line, count: 5000) + "R: The end"

  private static func mapped(_ path: String) -> (text: TranscriptText, file: FileMapping)? {
    guard let file = FileMapping(path, limit: 1 << 30, shortest: 1) else { return nil }
    let digest = Ahead { file.withUnsafeBufferPointer { Digest.sha256(of: $0) } }
    return TranscriptText(file, digest: digest).map { ($0, file) }
  }

  @Test("a text that is mapped is the text that is read")
  func same() throws {
    let folder = TemporaryFolder()
    try folder.write(Self.text, to: "long.txt")
    let (mapped, file) = try #require(Self.mapped(folder.path + "/long.txt"))
    let read = try TranscriptText(bytes: Array(Self.text.utf8))
    #expect(mapped == read)
    #expect(file.identity == (try FileReader.identity(of: folder.path + "/long.txt")))
    for _ in 0..<2 {
      #expect(mapped.scalarCount == Self.text.unicodeScalars.count)
      #expect(mapped.lineCount == read.lineCount)
      #expect(mapped.storage.checkpoints == read.storage.checkpoints)
      #expect(mapped.storage.lineStarts == read.storage.lineStarts)
      #expect(mapped.storage.digest == read.storage.digest)
      #expect(mapped[mapped.span] == Self.text)
      let (one, other) = (SourceStructure(of: mapped), SourceStructure(of: read))
      #expect(one.turns == other.turns && one.turns.count == 10_001)
      // And once more in memory of its own.
      mapped.makeOwn()
    }
  }

  @Test("what is one's own stays when the file is written over, cut off and taken away")
  func detached() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/long.txt"
    try folder.write(Self.text, to: "long.txt")
    let (mapped, _) = try #require(Self.mapped(path))
    mapped.makeOwn()
    let file = open(path, O_WRONLY)
    #expect(pwrite(file, "XXXX", 4, 0) == 4)
    #expect(mapped[mapped.span] == Self.text)
    #expect(ftruncate(file, 1) == 0)
    close(file)
    #expect(mapped[mapped.span] == Self.text)
    // Only once: the file is another one now.
    mapped.makeOwn()
    unlink(path)
    #expect(mapped[mapped.span] == Self.text)
    #expect(mapped.storage.digest == Digest.sha256(Array(Self.text.utf8)))
  }

  @Test("a file that changes before is known by its identity")
  func changed() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/long.txt"
    try folder.write(Self.text, to: "long.txt")
    let (_, file) = try #require(Self.mapped(path))
    try folder.write(Self.text + "!", to: "long.txt")
    #expect(file.identity != (try FileReader.identity(of: path)))
  }

  @Test("what has to be made canonical, or is no text, is left to who reads files")
  func refused() throws {
    let folder = TemporaryFolder()
    let long = Array(Self.text.utf8)
    let cases: [(String, [UInt8])] = [
      ("mark", [0xEF, 0xBB, 0xBF] + long), ("cr", long + [0x0D, 0x0A]), ("zero", long + [0]),
      ("invalid", long + [0xE6, 0xB1]), ("inside", Array(long[..<100_000]) + [0xFF] + long),
      ("pdf", Array("%PDF-1.4\n".utf8) + long), ("rtf", Array("{\\rtf1".utf8) + long),
      ("empty", []),
    ]
    for (name, bytes) in cases {
      try FileSaver().save(bytes, to: "\(folder.path)/\(name).txt")
      #expect(Self.mapped("\(folder.path)/\(name).txt") == nil, "\(name)")
    }
    #expect(FileMapping(folder.path + "/none.txt", limit: 1 << 30) == nil)
    try folder.write(Self.text, to: "short.txt")
    #expect(FileMapping(folder.path + "/short.txt", limit: 1 << 30) == nil)
    #expect(FileMapping(folder.path + "/short.txt", limit: 100, shortest: 1) == nil)
  }

  @Test("blocks of the walk cut no character, wherever it stands")
  func blocks() throws {
    // The end of the first block falls on every byte of a character of two, three and four bytes.
    for shift in 0..<4 {
      for character in ["é", "汉", "😀"] {
        let text =
          String(repeating: "a", count: (1 << 16) - shift) + character
          + String(repeating: "\(character)\n", count: 300)
        let read = try TranscriptText(bytes: Array(text.utf8))
        let scalars = Array(text.unicodeScalars)
        #expect(read.scalarCount == scalars.count)
        #expect(read.lineCount == 300)
        for offset in stride(from: 65_000, to: scalars.count, by: 7) {
          #expect(read.scalar(at: offset) == scalars[offset])
          #expect(read.scalarOffset(of: read.byteOffset(ofScalar: offset)) == offset)
        }
      }
    }
  }
}

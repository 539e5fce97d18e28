import Glibc
import Testing

@testable import EmicKit

@Suite("Codes that are gone from the codebook's file") struct CodebookLossTests {
  private let folder = TemporaryFolder()

  /// A book of six codes, read, and then a file with only two of them.
  private func cut() throws -> (file: CodebookFile, whole: [UInt8], short: [UInt8]) {
    let codes = (1...6).map { Code(id: Code.ID("code-\($0)"), name: Code.Name("Code \($0)")) }
    let whole = CodebookWriter.text(of: Codebook(version: 1, codes: codes))
    let short = CodebookWriter.text(of: Codebook(version: 1, codes: Array(codes.prefix(2))))
    try folder.write(whole, to: "book.yaml")
    var file = CodebookFile(path: folder.path + "/book.yaml", study: folder.path)
    _ = try file.load()
    try folder.write(short, to: "book.yaml")
    return (file, Array(whole.utf8), Array(short.utf8))
  }

  @Test("many at once are not taken: what is known stays, nothing is written, a copy is kept")
  func refused() throws {
    var (file, whole, short) = try cut()
    var sentence = ""
    do { _ = try file.load() } catch { sentence = error.message }
    #expect(sentence.contains("4 codes are gone from book.yaml, neither retired nor merged."))
    #expect(sentence.contains("kept in .emic/backup/codebook/book.yaml.1"))
    var book = try #require(file.known)
    #expect(book.codes.count == 6 && file.loss?.gone.count == 4)
    try book.perform { try $0.renaming("code-1", to: Code.Name("Other")) }
    #expect(throws: CodebookSaveProblem.self) { try file.save(book) }
    #expect(try folder.read("book.yaml") == short)
    #expect(try folder.read(".emic/backup/codebook/book.yaml.1") == whole)
  }

  @Test("putting back writes the last whole book, byte for byte, and keeps what was there")
  func puttingBack() throws {
    var (file, whole, short) = try cut()
    _ = try? file.load()
    let settled = try file.settle(taking: false)
    #expect(settled.book.codes.count == 6 && !settled.isTaken)
    #expect(try folder.read(try #require(settled.keptAt)) == short)
    #expect(try folder.read("book.yaml") == whole)
    #expect(file.loss == nil && !file.hasChangedOnDisk())
    #expect(try Folder.list(folder.path + "/.emic/backup/codebook").count == 2)
  }

  @Test("taking goes on with what is there")
  func taking() throws {
    var (file, _, short) = try cut()
    _ = try? file.load()
    let settled = try file.settle(taking: true)
    #expect(settled.book.codes.count == 2 && settled.isTaken && settled.keptAt == nil)
    #expect(try folder.read("book.yaml") == short)
    #expect(try file.load()?.codes.count == 2)
  }

  @Test("what stands there is not written over where it can't be kept")
  func notKept() throws {
    var (file, whole, short) = try cut()
    try folder.write("in the way", to: ".emic/backup")
    _ = try? file.load()
    let problem = #expect(throws: CodebookSaveProblem.self) { try file.settle(taking: false) }
    #expect(problem?.message.contains("book.yaml: what stands there now could not be kept") == true)
    #expect(problem?.message.contains("answer again") == true)
    #expect(try folder.read("book.yaml") == short)
    // Answered again once there is room.
    #expect(unlink(folder.path + "/.emic/backup") == 0)
    #expect(try file.settle(taking: false).keptAt != nil)
    #expect(try folder.read("book.yaml") == whole)
  }

  @Test("the question which codes are in use keeps nobody from saving")
  func withoutLock() throws {
    var (file, _, _) = try cut()
    var book = try #require(file.known)
    try book.perform { try $0.renaming("code-1", to: Code.Name("Other")) }
    // Somebody saves meanwhile, and for longer than anybody waits.
    let lock = try FileLock.ofStudy(folder.path)
    defer { lock.release() }
    let problem = #expect(throws: CodebookSaveProblem.self) { try file.save(book) }
    #expect(problem?.message.contains("4 codes are gone from book.yaml") == true)
  }

  @Test("a store gives the whole book again when the file is whole again")
  func wholeAgain() async throws {
    let (file, whole, _) = try cut()
    let store = CodebookStore(file: file)
    await #expect(throws: CodebookSaveProblem.self) { try await store.poll() }
    #expect(try await store.poll() == nil, "it is said once")
    try folder.write(String(decoding: whole, as: UTF8.self), to: "book.yaml")
    #expect(try await store.poll()?.codes.count == 6)
  }

  @Test("one that nobody uses may go: somebody has taken it back")
  func few() throws {
    var (file, _, _) = try cut()
    let codes = (1...5).map { Code(id: Code.ID("code-\($0)"), name: Code.Name("Code \($0)")) }
    try folder.write(
      CodebookWriter.text(of: Codebook(version: 1, codes: codes)),
      to: "book.yaml"
    )
    #expect(try file.load()?.codes.count == 5)
  }
}

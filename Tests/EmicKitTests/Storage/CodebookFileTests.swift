import Glibc
import Testing

@testable import EmicKit

@Suite("Saving a codebook") struct CodebookFileTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/book.yaml" }

  private func file(_ calls: FileCalls = .system) -> CodebookFile {
    CodebookFile(path: path, study: folder.path, calls: calls)
  }

  /// A file with the sample book, read.
  private func loaded(_ calls: FileCalls = .system) throws -> (file: CodebookFile, book: Codebook) {
    try folder.write(CodebookWriter.text(of: sampleBook()), to: "book.yaml")
    var file = file(calls)
    let book = try #require(try file.load())
    return (file, book)
  }

  @Test("a save is canonical, keeps the head, and the version before is kept")
  func saving() throws {
    var (file, book) = try loaded()
    let before = try folder.read("book.yaml")
    try book.perform { try $0.retiring("trust") }
    #expect(try file.save(book) == book)
    #expect(try folder.read("book.yaml") == Array(CodebookWriter.text(of: book).utf8))
    #expect(try folder.read("book.yaml").starts(with: Array("# Rules of use.\n".utf8)))
    #expect(try folder.read(".emic/backup/codebook/book.yaml.1") == before)
    let identity = try FileReader.identity(of: path)
    _ = try file.save(book)
    #expect(try FileReader.identity(of: path) == identity)
  }

  @Test("what somebody else has saved meanwhile is merged in")
  func merging() throws {
    var (file, book) = try loaded()
    var other = self.file()
    var theirs = try #require(try other.load())
    try theirs.perform(1) { try $0.renaming("control", to: Code.Name("Steering")) }
    _ = try other.save(theirs)
    try book.perform(2) { try $0.redefining("trust", [.brief: "Confidence."]) }
    let saved = try file.save(book)
    #expect(saved.version == 3)
    #expect(saved["control"]?.name.primary == "Steering")
    #expect(saved["trust"]?.brief == "Confidence.")
    // What was unsaved is as new as the save; what was saved keeps its version.
    #expect(saved.history.map(\.version) == [2, 3])
    #expect(saved["trust"]?.revised == 3)
    #expect(saved.asOf(2)["control"]?.name.primary == "Steering")
    #expect(saved.asOf(2)["trust"]?.brief == "about trust")
    #expect(try CodebookReader.read(folder.read("book.yaml"), file: "b") == saved)
    #expect(file.known == saved)
  }

  @Test(
    "two sessions give one quick key to two codes: each side can be chosen, through their stores",
    arguments: [CodebookConflicts.Side.one, .other]
  )
  func quickKeyOfTwo(side: CodebookConflicts.Side) async throws {
    try folder.write(CodebookWriter.text(of: sampleBook()), to: "book.yaml")
    let (mine, theirs) = (CodebookStore(file: file()), CodebookStore(file: file()))
    let base = try #require(try await mine.load().book)
    _ = try await theirs.load()
    var (one, other) = (base, base)
    try one.perform(1) { try $0.settingKey("z", of: "control") }
    try other.perform(2) { try $0.settingKey("z", of: "trust") }
    _ = try await theirs.save(other, from: base, settling: [])
    let bytes = try folder.read("book.yaml")
    var conflicts: [CodebookConflicts.Conflict] = []
    do throws(CodebookSaveProblem) {
      _ = try await mine.save(one, from: base, settling: [])
    } catch {
      if case .conflicts(let found, _) = error { conflicts = found.conflicts }
    }
    #expect(conflicts.map(\.field) == ["key"])
    #expect(conflicts.first?.rival == "trust")
    #expect(try folder.read("book.yaml") == bytes)
    let choices = conflicts.map { CodebookConflicts.Choice($0, side) }
    let saved = try await mine.save(one, from: base, settling: choices)
    #expect(saved["control"]?.key == (side == .one ? "z" : base["control"]?.key))
    #expect(saved["trust"]?.key == (side == .one ? nil : "z"))
    // The other session hears of it.
    #expect(try await theirs.poll() == (side == .one ? saved : nil))
    #expect(try CodebookReader.read(folder.read("book.yaml"), file: "b") == saved)
  }

  @Test("the same field changed by both is refused, and theirs stays byte for byte")
  func conflict() throws {
    var (file, book) = try loaded()
    var other = self.file()
    var theirs = try #require(try other.load())
    try theirs.perform { try $0.redefining("trust", [.brief: "Theirs."]) }
    _ = try other.save(theirs)
    let bytes = try folder.read("book.yaml")
    try book.perform { try $0.redefining("trust", [.brief: "Mine."]) }
    let problem = #expect(throws: CodebookSaveProblem.self) { try file.save(book) }
    #expect(
      problem?.message.contains("trust, brief: \"Mine.\" here, \"Theirs.\" in the file.") == true
    )
    #expect(try folder.read("book.yaml") == bytes)
  }

  @Test("comments below the head are named, and the file as it was is kept")
  func comments() throws {
    let text = CodebookWriter.text(of: sampleBook()).replacing(
      "family: true",
      with: "family: true   # for now",
      maxReplacements: 1
    )
    try folder.write(text, to: "book.yaml")
    var file = file()
    var book = try #require(try file.load())
    #expect(file.commentLines == [8])
    try book.perform { try $0.retiring("trust") }
    _ = try file.save(book)
    #expect(file.commentLines == [])
    #expect(try folder.read(".emic/backup/codebook/book.yaml.1") == Array(text.utf8))
    #expect(!String(decoding: try folder.read("book.yaml"), as: UTF8.self).contains("for now"))
    // Changed by hand without a new version: both are kept.
    try folder.write(text + "# end\n", to: "book.yaml")
    book = try #require(try file.load())
    try book.perform { try $0.retiring("control") }
    _ = try file.save(book)
    #expect(try Folder.list(folder.path + "/.emic/backup/codebook").count == 2)
  }

  @Test("where they can't be kept nothing is written")
  func commentsNotKept() throws {
    let text = CodebookWriter.text(of: sampleBook()) + "# end\n"
    try folder.write(text, to: "book.yaml")
    try folder.write("in the way", to: ".emic/backup")
    var file = file()
    var book = try #require(try file.load())
    try book.perform { try $0.retiring("trust") }
    let problem = #expect(throws: CodebookSaveProblem.self) { try file.save(book) }
    #expect(problem?.message.contains("comments would be lost") == true)
    #expect(try folder.read("book.yaml") == Array(text.utf8))
  }

  @Test("what became unreadable is left as it is, with its line")
  func unreadable() throws {
    var (file, book) = try loaded()
    try folder.write("format: emic/codebook\nversion: x\n", to: "book.yaml")
    try book.perform { try $0.retiring("trust") }
    let problem = #expect(throws: CodebookSaveProblem.self) { try file.save(book) }
    #expect(problem?.message.hasPrefix("\(path):2: ") == true)
    #expect(try folder.read("book.yaml") == Array("format: emic/codebook\nversion: x\n".utf8))
    #expect(throws: CodebookSaveProblem.self) { try file.load() }
  }

  enum Call: CaseIterable { case open, write, sync, close, rename }

  @Test("after a fault the old book is there, and the reason is said", arguments: Call.allCases)
  func faults(call: Call) throws {
    @Sendable func fail() -> Int32 {
      errno = EROFS
      return -1
    }
    var calls = FileCalls.system
    switch call {
    case .open: calls.open = { _, _, _ in fail() }
    case .write: calls.write = { _, _ in Int(fail()) }
    case .sync: calls.sync = { _ in fail() }
    case .close:
      calls.close = { file in
        Glibc.close(file)
        return fail()
      }
    case .rename: calls.rename = { _, _, _ in fail() }
    }
    var (file, book) = try loaded(calls)
    let before = try folder.read("book.yaml")
    try book.perform { try $0.retiring("trust") }
    let problem = #expect(throws: CodebookSaveProblem.self) { try file.save(book) }
    #expect(problem?.message.contains("the folder is read-only.") == true)
    #expect(try folder.read("book.yaml") == before)
    #expect(file.known == sampleBook())
    #expect(folder.names == [".emic", "book.yaml"])
  }

  @Test("a first book is begun, beside what somebody else has begun meanwhile")
  func first() throws {
    var (one, other) = (file(), file())
    #expect(try one.load() == nil)
    #expect(try other.load() == nil)
    var book = Codebook(title: "First")
    try book.perform { try $0.addingCode(Code(id: "a", name: .init("A"))) }
    _ = try one.save(book)
    #expect(folder.mode("book.yaml") == 0o600)
    var second = Codebook(title: "First")
    try second.perform(9) { try $0.addingCode(Code(id: "b", name: .init("B"))) }
    let both = try other.save(second)
    #expect(both.codes.map(\.id) == ["a", "b"])
    #expect(try CodebookReader.read(folder.read("book.yaml"), file: "b") == both)
  }
}

@Suite("A study's codebook") struct StudyCodebookTests {
  @Test("codes that anybody uses, drafts included, and who may write")
  func usedCodes() throws {
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    let used = try study.usedCodes()
    #expect(used.contains("trust"))
    #expect(!used.contains("relations"))
    #expect(study.codebookWriters == ["supervisor"])
    #expect(study.codebookFile.path.hasSuffix("codebooks/subcontracting.yaml"))
  }
}

import Glibc
import Synchronization
import Testing

@testable import EmicKit

@Suite("A durable save") struct FileSaverTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/s.json" }

  @Test("what cannot be asked is neither there nor gone")
  func gone() throws {
    try FileSaver().save([1], to: path)
    #expect(FileReader.isThere(path) && !FileReader.isGone(path))
    #expect(FileReader.isGone(folder.path + "/nothing"))
    // Below a file: the system refuses the question.
    let below = path + "/below"
    #expect(!FileReader.isThere(below) && !FileReader.isGone(below))
  }

  @Test("a new file has the mode asked for, an existing one keeps its own")
  func modes() throws {
    try FileSaver().save([1], to: path)
    #expect(folder.mode("s.json") == 0o600)
    chmod(path, 0o640)
    try FileSaver().save([2], to: path)
    #expect(folder.mode("s.json") == 0o640)
    #expect(try folder.read("s.json") == [2])
    #expect(folder.names == ["s.json"])
  }

  @Test("the group gets its bits where the study's folder is a team's")
  func team() {
    #expect(Folder.modes(of: folder.path).file == 0o600)
    #expect(Folder.modes(of: folder.path).folder == 0o700)
    chmod(folder.path, 0o2750)
    #expect(Folder.modes(of: folder.path).file == 0o660)
    #expect(Folder.modes(of: folder.path).folder == 0o2770)
    chmod(folder.path, 0o770)
    #expect(Folder.modes(of: folder.path).folder == 0o770)
  }

  @Test("a link is not replaced and not followed")
  func link() throws {
    try folder.write("text", to: "target")
    symlink(folder.path + "/target", path)
    let saving = #expect(throws: FileProblem.self) { try FileSaver().save([1], to: path) }
    #expect(saving?.cause == .symbolicLink)
    let reading = #expect(throws: FileProblem.self) { try FileReader.read(path) }
    #expect(reading?.message.contains("links are not followed here") == true)
    #expect(try folder.read("target") == Array("text".utf8))
  }

  @Test("a pipe is refused without waiting for it, a large file unread")
  func notAFile() throws {
    mkfifo(path, 0o600)
    let pipe = #expect(throws: FileProblem.self) { try FileReader.read(path) }
    #expect(pipe?.cause == .notAFile)
    try folder.write("12345", to: "large")
    let large = #expect(throws: FileProblem.self) {
      try FileReader.read(folder.path + "/large", limit: 4)
    }
    #expect(large?.cause == .tooLarge(limit: 4))
  }

  enum Call: CaseIterable { case open, write, mode, sync, close, rename, syncFolder }

  @Test("a call that a signal has cut short is made again", arguments: Call.allCases)
  func interrupted(call: Call) throws {
    try folder.write("old", to: "s.json")
    let cuts = Mutex(2)
    @Sendable func isCut() -> Bool {
      let isCut = cuts.withLock { cuts in
        cuts -= 1
        return cuts >= 0
      }
      if isCut { errno = EINTR }
      return isCut
    }
    let system = FileCalls.system
    var calls = system
    switch call {
    case .open: calls.open = { isCut() ? -1 : system.open($0, $1, $2) }
    case .write: calls.write = { isCut() ? -1 : system.write($0, $1) }
    case .mode: calls.changeMode = { isCut() ? -1 : system.changeMode($0, $1) }
    case .sync: calls.sync = { isCut() ? -1 : system.sync($0) }
    // On Linux it has closed all the same.
    case .close: calls.close = { system.close($0) == 0 && isCut() ? -1 : 0 }
    // A server may have carried it out before.
    case .rename: calls.rename = { system.rename($0, $1, $2) == 0 && isCut() ? -1 : -1 }
    case .syncFolder: calls.syncFolder = { isCut() ? -1 : system.syncFolder($0) }
    }
    chmod(path, 0o640)
    try FileSaver(calls: calls).save([1], to: path)
    #expect(try folder.read("s.json") == [1])
    #expect(folder.names == ["s.json"])
    #expect(cuts.withLock { $0 } < 2)
  }

  @Test(
    "after a fault at any call the old bytes or the new ones are there, and nothing else",
    arguments: Call.allCases,
    [ENOSPC, EIO, EDQUOT, EROFS]
  )
  func faults(call: Call, number: Int32) throws {
    try folder.write("old", to: "s.json")
    chmod(path, 0o640)
    @Sendable func fail() -> Int32 {
      errno = number
      return -1
    }
    var calls = FileCalls.system
    switch call {
    case .open: calls.open = { _, _, _ in fail() }
    case .write: calls.write = { _, _ in Int(fail()) }
    case .mode: calls.changeMode = { _, _ in fail() }
    case .sync: calls.sync = { _ in fail() }
    case .close:
      calls.close = { file in
        Glibc.close(file)
        return fail()
      }
    case .rename: calls.rename = { _, _, _ in fail() }
    case .syncFolder: calls.syncFolder = { _ in fail() }
    }
    let problem = #expect(throws: FileProblem.self) {
      try FileSaver(calls: calls).save(Array("new".utf8), to: path)
    }
    #expect(problem?.cause == .system(number))
    let isRenamed = call == .syncFolder
    #expect(try folder.read("s.json") == Array((isRenamed ? "new" : "old").utf8))
    #expect(folder.names == ["s.json"])
    #expect(folder.mode("s.json") == 0o640)
  }

  @Test("a new file that is not put in its place goes away, and the old one stays")
  func notPutInPlace() throws {
    try folder.write("old", to: "s.json")
    func lookAndLeave() throws {
      let file = try FileSaver().write(Array("new".utf8), beside: path)
      #expect(folder.names.count == 2)
      _ = consume file
    }
    try lookAndLeave()
    #expect(folder.names == ["s.json"])
    #expect(try folder.read("s.json") == Array("old".utf8))
  }

  @Test("short writes are carried on")
  func shortWrites() throws {
    var calls = FileCalls.system
    calls.write = { Glibc.write($0, $1.baseAddress, min(3, $1.count)) }
    let bytes = (0..<100).map { UInt8($0) }
    try FileSaver(calls: calls).save(bytes, to: path)
    #expect(try folder.read("s.json") == bytes)
  }

  @Test("names of 255 bytes are saved")
  func longName() throws {
    let name = String(repeating: "n", count: 255)
    try FileSaver().save([1], to: folder.path + "/" + name)
    #expect(folder.names == [name])
  }

  @Test("file systems that cannot sync a folder are accepted")
  func folderSync() throws {
    var calls = FileCalls.system
    calls.syncFolder = { _ in
      errno = EINVAL
      return -1
    }
    try FileSaver(calls: calls).save([1], to: path)
    #expect(try folder.read("s.json") == [1])
  }

  static let sentences: [(Int32, String)] = [
    (ENOSPC, "p: the disk is full. Make room, or save a copy elsewhere. It could not be written."),
    (EDQUOT, "your quota of disk space is used up."), (EFBIG, "larger than is allowed here."),
    (EROFS, "the folder is read-only."), (EACCES, "you have no permission for this."),
    (ENOENT, "there is no such file or folder."), (ENOTDIR, "a part of the path is no folder."),
    (EEXIST, "there is one of this name already."), (EIO, "the disk reports an error."),
    (EMFILE, "too many files are open."), (ENAMETOOLONG, "the name is too long."),
    (EBADF, "Bad file descriptor. Try again"),
  ]

  @Test("each fault has its sentence", arguments: sentences)
  func sentence(number: Int32, text: String) {
    #expect(FileProblem(.system(number), "p", .write).message.contains(text))
  }

  @Test("other problems have theirs")
  func otherSentences() {
    #expect(
      FileProblem(.notAFile, "p", .open).message == "p: this is no regular file. It is left alone."
    )
    #expect(FileProblem(.tooLarge(limit: 64 << 20), "p", .read).message.contains("than 64 MB"))
    #expect(FileProblem(.busy, "p", .lock).message.contains("another emic has been writing"))
  }
}

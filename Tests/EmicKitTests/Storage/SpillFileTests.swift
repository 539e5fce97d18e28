import Glibc
import Synchronization
import Testing

@testable import EmicKit

@Suite("What an export keeps on the disk") struct SpillFileTests {
  private let folder = TemporaryFolder()
  private var path: String { "\(folder.path)/r.html" }

  @Test("bytes, numbers and words are read as they were kept, and no name stands in the folder")
  func kept() throws {
    let spill = try SpillFile(beside: path)
    #expect(folder.names.isEmpty)
    let bytes = try spill.keep(Array("of one".utf8))
    let none = try spill.keep([Int]())
    let numbers = try spill.keep([0, -7, .max, 1 << 40])
    for number in 0..<3000 { try spill.append("line \(number)\n", to: "code") }
    #expect(try spill.read(bytes) == Array("of one".utf8))
    #expect(try spill.read(bytes.part(3..<6)) == Array("one".utf8))
    #expect(try spill.numbers(none).isEmpty)
    #expect(try spill.numbers(numbers) == [0, -7, .max, 1 << 40])
    let file = try ExportFile(path)
    try spill.copy("code", to: file)
    try spill.copy("another", to: file)
    try file.finish()
    #expect(
      String(decoding: try folder.read("r.html"), as: UTF8.self)
        == (0..<3000).map { "line \($0)\n" }.joined()
    )
  }

  @Test("what a program leaves that was killed just then goes with the next export")
  func leftover() throws {
    let name = Mutex("")
    var calls = FileCalls.system
    calls.open = { folder, path, flags in
      name.withLock { $0 = Path.split(path).name }
      return FileCalls.system.open(folder, path, flags)
    }
    _ = try SpillFile(beside: path, calls: calls)
    let left = name.withLock { $0 }
    try folder.write("words", to: left)
    try folder.write("of others", to: ".spill.0123abcd.tmp")
    let later = Timestamp(milliseconds: Now.timestamp.milliseconds + 120_000)
    #expect(Leftovers.take(beside: path, now: later) == ["\(folder.path)/\(left)"])
    #expect(folder.names == [".spill.0123abcd.tmp"])
  }

  @Test("a folder that takes no file, and a disk that takes no bytes, are answers")
  func refused() throws {
    #expect(throws: FileProblem(.system(ENOENT), "/nowhere/r.html", .write)) {
      _ = try SpillFile(beside: "/nowhere/r.html")
    }
    var calls = FileCalls.system
    // Whatever is written to it fails as on a full disk.
    calls.open = { _, _, _ in Glibc.open("/dev/full", O_RDWR) }
    let full = try SpillFile(beside: path, calls: calls)
    #expect(throws: FileProblem(.system(ENOSPC), path, .write)) {
      _ = try full.keep([1, 2, 3])
    }
  }
}

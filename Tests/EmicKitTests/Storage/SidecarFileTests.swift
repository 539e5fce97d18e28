import Glibc
import Testing

@testable import EmicKit

@Suite("Saving a sidecar") struct SidecarFileTests {
  private let folder = TemporaryFolder()
  private let name = "T03.txt.coder-a.json"
  private var path: String { folder.path + "/" + name }
  private func file(calls: FileCalls = .system) -> SidecarFile {
    SidecarFile(path: path, study: folder.path, calls: calls)
  }

  @Test("nothing is written when nothing changed")
  func unchanged() throws {
    var file = file()
    let sidecar = sampleSidecar([sampleCoding(1)])
    #expect(file.save(sidecar) == .saved(sidecar, mergedFromOthers: 0))
    let identity = try FileReader.identity(of: path)
    #expect(file.save(sidecar) == .unchanged)
    #expect(try FileReader.identity(of: path) == identity)
  }

  @Test("a file that is read-only for its owner is not replaced, and says so")
  func protected() throws {
    var file = file()
    _ = file.save(sampleSidecar([sampleCoding(1)]))
    let before = try FileReader.read(path).bytes
    #expect(chmod(path, 0o400) == 0)
    let more = sampleSidecar([sampleCoding(1), sampleCoding(2, "money")])
    let outcome = file.save(more)
    #expect(outcome == .failed(.file(FileProblem(.protected, path, .write))))
    guard case .failed(let problem) = outcome else { return }
    #expect(
      problem.message
        == "\(path): the file is read-only. Give leave to write it (chmod u+w), or save a copy elsewhere."
    )
    #expect(try FileReader.read(path).bytes == before)
    #expect(chmod(path, 0o600) == 0)
    #expect(file.save(more) == .saved(more, mergedFromOthers: 0))
  }

  @Test("an earlier version that is put back under an open session takes nothing away")
  func earlier() throws {
    var file = file()
    let old = sampleSidecar([sampleCoding(1), sampleCoding(2, "money")])
    _ = file.save(old)
    var flagged = sampleCoding(1)
    flagged.flags = [.doNotQuote]
    var new = old
    try new.apply(
      Change("", [.coding(before: sampleCoding(1), after: flagged)]),
      at: Timestamp(milliseconds: 5_000_000_000_000)
    )
    new.nothingHere = [.init(span: Span(70..<80), at: Timestamp(milliseconds: 5_000_000_000_000))]
    _ = file.save(new)
    try FileSaver().save(SidecarWriter.encode(old), to: path, newMode: 0o600)
    #expect(file.hasChangedOnDisk())
    #expect(file.save(new) == .saved(new, mergedFromOthers: 0))
    #expect(try SidecarReader.read(FileReader.read(path).bytes, file: path) == new)
    // Worked on elsewhere before anybody noticed: what is new there comes in, and nothing goes.
    var worked = old
    worked.codings.append(sampleCoding(3, "trust", 90..<99))
    try FileSaver().save(SidecarWriter.encode(worked), to: path, newMode: 0o600)
    guard case .saved(let both, _) = file.save(new) else {
      Issue.record("not saved")
      return
    }
    #expect(both.codings.count == 3)
    #expect(both.codings.first { $0.id == flagged.id }?.flags == [.doNotQuote])
    // What another session has changed is no earlier version, though it has taken a mark away.
    var unmarked = both
    unmarked.nothingHere = []
    #expect(!unmarked.isEarlier(than: both) && old.isEarlier(than: both))
    #expect(!both.isEarlier(than: both))
  }

  @Test("two sessions of one coder lose nothing, and removals stay removals")
  func twoWriters() throws {
    var (one, other) = (file(), file())
    let base = sampleSidecar([sampleCoding(1), sampleCoding(2, "money")])
    _ = one.save(base)
    #expect(try other.load() == base)
    var mine = base
    try mine.apply(
      Change("", [.coding(before: sampleCoding(1), after: nil)]),
      at: Timestamp(milliseconds: 5000)
    )
    _ = one.save(mine)
    #expect(other.hasChangedOnDisk())
    var theirs = base
    theirs.codings.append(sampleCoding(3, "trust", 90..<99))
    guard case .saved(let both, let count) = other.save(theirs) else {
      Issue.record("not saved")
      return
    }
    #expect(both.codings.map(\.id.text) == [sampleID(2), sampleID(3)])
    #expect(count == 1)
    #expect(try one.load() == both)
  }

  @Test("a snapshot taken before the screen heard of a merge takes nothing away")
  func lateSnapshot() throws {
    var (one, other) = (file(), file())
    _ = one.save(sampleSidecar([sampleCoding(1)]))
    _ = try other.load()
    _ = other.save(sampleSidecar([sampleCoding(1), sampleCoding(2, "money")]))
    var mine = sampleSidecar([sampleCoding(1), sampleCoding(3, "trust", 30..<40)])
    _ = one.save(mine)
    mine.codings.append(sampleCoding(4, "trust", 50..<60))
    _ = one.save(mine)
    #expect(try other.load()?.codings.count == 4)
  }

  @Test("500 interleaved edits of two sessions: all there")
  func interleaved() throws {
    var files = [file(), file()]
    _ = files[0].save(sampleSidecar())
    var screens = [sampleSidecar(), sampleSidecar()]
    _ = try files[1].load()
    var generator = SeededGenerator(state: 11)
    for number in 1...500 {
      let session = Int.random(in: 0...1, using: &generator)
      let start = Int.random(in: 0..<150, using: &generator)
      try screens[session].apply(
        Change(
          "",
          [.coding(before: nil, after: sampleCoding(number, "trust", start..<(start + 9)))]
        ),
        at: Timestamp(milliseconds: Int64(number))
      )
      guard case .saved(let merged, _) = files[session].save(screens[session]) else {
        Issue.record("edit \(number) not saved")
        return
      }
      // Now and then a screen hears late of what was merged in.
      if number % 3 != 0 { screens[session] = merged }
    }
    #expect(try files[0].load()?.codings.count == 500)
  }

  @Test("a file that became unreadable is left as it is")
  func damaged() throws {
    var file = file()
    _ = file.save(sampleSidecar([sampleCoding(1)]))
    try folder.write("<<<<<<< HEAD\n", to: name)
    guard case .failed(.unreadable(let error)) = file.save(sampleSidecar([sampleCoding(2)])) else {
      Issue.record("not refused")
      return
    }
    #expect(error.problem == .json(.conflictMarker))
    #expect(try folder.read(name) == Array("<<<<<<< HEAD\n".utf8))
    #expect(SaveProblem.unreadable(error).message.contains(":1: git left a conflict here."))
  }

  @Test("a file that was never read is not written over unseen")
  func neverRead() throws {
    try folder.write("", to: name)
    var file = file()
    guard case .failed(.unreadable) = file.save(sampleSidecar()) else {
      Issue.record("not refused")
      return
    }
    #expect(try folder.read(name).isEmpty)
  }

  @Test("codings that disappear unremoved raise the alarm; what was to be saved is kept")
  func dropAlarm() throws {
    var file = file()
    let codings = (1...20).map { sampleCoding($0, "trust", $0..<($0 + 3)) }
    _ = file.save(sampleSidecar(codings))
    let before = try folder.read(name)
    guard case .failed(let problem) = file.save(sampleSidecar(Array(codings.prefix(10)))) else {
      Issue.record("not refused")
      return
    }
    #expect(problem.message.contains("only 10 of 20 codings would be left"))
    #expect(try folder.read(name) == before)
    guard case .drop(_, _, _, let keptAt?) = problem else {
      Issue.record("not kept")
      return
    }
    #expect(try SidecarReader.read(folder.read(keptAt), file: keptAt).codings.count == 10)
    var removed = sampleSidecar(codings)
    let edits = codings.prefix(10).map { Change.Edit.coding(before: $0, after: nil) }
    try removed.apply(Change("", edits), at: Timestamp(milliseconds: 9000))
    #expect(file.save(removed) == .saved(removed, mergedFromOthers: 0))
  }

  @Test("the first save of a day keeps the old file; fourteen days are kept")
  func backups() throws {
    var file = file()
    for day in 10...27 {
      for number in 0...1 {
        _ = file.save(sampleSidecar([sampleCoding(day * 2 + number)]), day: "2026-03-\(day)")
      }
    }
    let backup = Backup(study: folder.path)
    #expect(backup.days().count == 14)
    #expect(backup.days().last == "2026-03-27")
    let bytes = try FileReader.read(backup.path(of: name, day: "2026-03-27")).bytes
    #expect(try SidecarReader.read(bytes, file: "").codings[0].id.text == sampleID(53))
    #expect(folder.mode(".emic") == 0o700)
  }

  @Test("a full disk keeps the work; when there is room it is saved")
  func fullDisk() throws {
    let (full, sidecar) = (FullDisk(), sampleSidecar([sampleCoding(1)]))
    var calls = FileCalls.system
    calls.write = { file, bytes in
      full.isFull ? full.refuse() : Glibc.write(file, bytes.baseAddress, bytes.count)
    }
    var file = file(calls: calls)
    guard case .failed(let problem) = file.save(sidecar) else {
      Issue.record("saved on a full disk")
      return
    }
    #expect(problem.message.contains("the disk is full."))
    full.isFull = false
    #expect(file.save(sidecar) == .saved(sidecar, mergedFromOthers: 0))
  }

  @Test("before a save gets the file's name both it and what it replaces count as saved last")
  func mark() throws {
    var before = file()
    let old = sampleSidecar([sampleCoding(1)])
    #expect(before.save(old) == .saved(old, mergedFromOthers: 0))
    let new = sampleSidecar([sampleCoding(1), sampleCoding(2, "money")])
    let both = [old, new].map(SidecarWriter.encode)
    let mark = LastSaved(of: name, in: folder.path)
    let seen = Seen()
    var calls = FileCalls.system
    calls.rename = { _, _, _ in
      seen.marks.append(both.map(mark.isOf))
      errno = EIO
      return -1
    }
    var failing = file(calls: calls)
    _ = try failing.load()
    guard case .failed = failing.save(new) else {
      Issue.record("saved without a name")
      return
    }
    #expect(seen.marks == [[true, true]] && mark.isOf(both[0]))
    var file = file()
    _ = try file.load()
    #expect(file.save(new) == .saved(new, mergedFromOthers: 0))
    #expect(both.map(mark.isOf) == [false, true])
  }

  private final class Seen: @unchecked Sendable {
    var marks: [[Bool]] = []
  }

  private final class FullDisk: @unchecked Sendable {
    var isFull = true
    func refuse() -> Int {
      errno = ENOSPC
      return -1
    }
  }

  @Test("a newer version is never written")
  func newer() throws {
    var sidecar = sampleSidecar()
    sidecar.version = 2
    var file = file()
    guard case .failed(let problem) = file.save(sidecar) else {
      Issue.record("written")
      return
    }
    #expect(problem.message.contains("version 2 is newer than this emic."))
    #expect(folder.names.isEmpty)
  }

  @Test("a copy elsewhere replaces nothing")
  func copy() throws {
    let elsewhere = folder.path + "/copy.json"
    try file().saveCopy(sampleSidecar(), to: elsewhere)
    #expect(throws: SaveProblem.self) { try file().saveCopy(sampleSidecar(), to: elsewhere) }
  }

  @Test("the store saves the last of many snapshots, and takes in what others saved")
  func store() async throws {
    let store = SidecarStore(file: file())
    await withTaskGroup(of: Void.self) { group in
      for number in 1...20 {
        group.addTask { _ = await store.save(sampleSidecar((1...number).map { sampleCoding($0) })) }
      }
    }
    let all = sampleSidecar((1...21).map { sampleCoding($0) })
    _ = await store.save(all)
    var other = file()
    #expect(try other.load() == all)
    #expect(await store.poll(all) == .unchanged)
    var more = all
    more.memos = [Memo(id: Memo.ID(sampleID(99)), at: Timestamp(milliseconds: 1), text: "x")]
    _ = other.save(more)
    #expect(await store.poll(all) == .merged(more, fromOthers: 1))
    var submitted = more
    submitted.status.state = .submitted
    _ = other.save(submitted)
    #expect(await store.poll(more) == .merged(submitted, fromOthers: 0))
    #expect(await store.poll(submitted) == .unchanged)
  }

  @Test(
    "a file that was gone and came back with others' codings is taken in, and not called put back"
  )
  func backMeanwhile() {
    typealias Poll = SidecarStore.Poll
    let both = sampleSidecar([sampleCoding(1), sampleCoding(2)])
    let merged = SaveOutcome.saved(both, mergedFromOthers: 1)
    let alone = SaveOutcome.saved(both, mergedFromOthers: 0)
    #expect(Poll(merged, wasGone: true) == .merged(both, fromOthers: 1))
    #expect(Poll(merged, wasGone: false) == .merged(both, fromOthers: 1))
    #expect(Poll(alone, wasGone: true) == .putBack(both))
    #expect(Poll(alone, wasGone: false) == .unchanged)
    #expect(Poll(.unchanged, wasGone: true) == .unchanged)
  }
}

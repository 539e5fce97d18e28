import Glibc
import Testing

@testable import EmicKit

@Suite("What was saved last") struct LastSavedTests {
  private let folder = TemporaryFolder()
  private let name = ".emic/backup/saved/T1.txt.ana.json"
  private var mark: LastSaved { LastSaved(of: "T1.txt.ana.json", in: folder.path) }
  private var path: String { Path.join(folder.path, name) }

  private func note(_ bytes: [UInt8]) { mark.note(Digest.sha256(bytes)) }

  @Test("the version that was noted last is the last, and no other")
  func last() throws {
    #expect(!mark.isThere && !mark.isOf([1]))
    note([1])
    #expect(mark.isThere && mark.isOf([1]))
    let file = try FileReader.identity(of: path)
    note([2])
    #expect(mark.isOf([2]) && !mark.isOf([1]))
    let line = "\(Digest.sha256([2]))\n"
    #expect(try folder.read(name) == Array((line + line).utf8))
    #expect(try FileReader.identity(of: path)?.inode == file?.inode)
  }

  @Test("while one is on its way to the disk, the one that is there still is it, too")
  func saving() {
    note([1])
    mark.note(Digest.sha256([2]), replacing: Digest.sha256([1]))
    #expect(mark.isOf([1]) && mark.isOf([2]) && !mark.isOf([3]))
    note([2])
    #expect(!mark.isOf([1]) && mark.isOf([2]))
  }

  @Test("what nothing vouched for does not come to count while it is replaced")
  func strange() {
    note([1])
    mark.note(Digest.sha256([2]), replacing: Digest.sha256([9]))
    #expect(!mark.isOf([9]) && mark.isOf([2]))
  }

  @Test("a mark of an earlier emic is one, too")
  func earlier() throws {
    note([1])
    try folder.write("\(Digest.sha256([3]))\n", to: name)
    #expect(mark.isOf([3]) && !mark.isOf([1]))
  }

  @Test(
    "what is no mark makes room for one",
    arguments: ["", "short", String(repeating: "x", count: 200)]
  )
  func other(text: String) throws {
    note([1])
    try folder.write(text, to: name)
    note([2])
    #expect(mark.isOf([2]))
  }

  @Test("nothing is written into a file that has another name, too, nor through a link")
  func links() throws {
    note([1])
    let (outside, text) = (Path.join(folder.path, "outside"), String(repeating: "x", count: 130))
    for makeLink in [{ link(outside, path) }, { symlink(outside, path) }] {
      try folder.write(text, to: "outside")
      #expect(unlink(path) == 0 && makeLink() == 0)
      note([2])
      #expect(mark.isOf([2]))
      #expect(try folder.read("outside") == Array(text.utf8))
    }
  }

  @Test("a mark behind a link to another folder is left alone")
  func linkedFolder() throws {
    note([1])
    let (marks, outside) = (Path.split(path).folder, Path.join(folder.path, "outside"))
    #expect(rename(marks, outside) == 0 && symlink(outside, marks) == 0)
    note([2])
    let mark = try FileReader.read(Path.join(outside, Path.split(path).name)).bytes
    #expect(String(decoding: mark, as: UTF8.self).hasPrefix(Digest.sha256([1])))
  }
}

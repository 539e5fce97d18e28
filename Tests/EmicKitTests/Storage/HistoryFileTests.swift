import Glibc
import Testing

@testable import EmicKit

@Suite("The file of a history") struct HistoryFileTests {
  private let folder = TemporaryFolder()

  @Test("a copy of the study that is made of hard links gets no lines of later work")
  func hardLink() throws {
    try folder.write("text", to: "T01.txt")
    try folder.write("format: emic/study\nversion: 1\n", to: "study.yaml")
    let study = try StudyFolder.open(path: folder.path)
    let file = HistoryFile(of: study, by: "ana", named: "T01.txt")
    #expect(file.append(Array("one\n".utf8)))
    let copy = folder.path + "/copy"
    #expect(link(study.absolute(file.name), copy) == 0)
    #expect(file.append(Array("two\n".utf8)))
    #expect(file.lines == [Array("one".utf8), Array("two".utf8)])
    #expect(try FileReader.read(copy).bytes == Array("one\n".utf8))
  }
}

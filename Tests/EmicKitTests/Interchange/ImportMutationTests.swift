import ReaderLaws
import Testing

@testable import EmicKit

/// Changed copies of good files, and of the XML within them.
@Suite("Damaged imports") struct ImportMutationTests {
  private static let files: [(ReaderLaw, String)] = [
    (.archive, "office/tracked_changes.docx"), (.archive, "office/table_footnote.docx"),
    (.archive, "office/libreoffice74.odt"), (.rtf, "office/libreoffice74.rtf"),
    (.vtt, "timed/zoom.vtt"), (.vtt, "timed/teams.vtt"), (.srt, "timed/otter.srt"),
    (.json, "timed/whisperx.json"), (.otr, "timed/otranscribe.otr"),
    (.eaf, "timed/interview.eaf"), (.cha, "timed/chat.cha"), (.txt, "timed/f4_maxqda.txt"),
    (.txt, "txt/zh_gb18030.txt"),
  ]
  private static let table =
    "speaker,text,start\nI,\"Why, \"\"so\"\"?\",00:01\nR,因为,2.5\n\"a\nb\",x,\n"

  @Test("no change of a few bytes brings a reader down", arguments: files)
  func mutated(law: ReaderLaw, file: String) throws {
    try mutate(law, try ImportFixture.bytes(file))
  }

  @Test("what libFuzzer has found breaks no reader any more")
  func found() throws {
    let folder = ImportFixture.folder + "../fuzzed/"
    let names = try Folder.list(folder).map(\.name)
    #expect(!names.isEmpty)
    for name in names {
      // The file is named by its reader.
      let law = try #require(ReaderLaw(rawValue: String(name.prefix { $0 != "-" })), "\(name)")
      try law.holds(for: try FileReader.read(folder + name).bytes)
    }
  }

  @Test("nor of a table")
  func table() throws { try mutate(.csv, Array(Self.table.utf8)) }

  @Test(
    "nor of the XML in an archive",
    arguments: [
      (ReaderLaw.documentOfDocx, "office/tracked_changes.docx", "word/document.xml"),
      (.contentOfODT, "office/libreoffice74.odt", "content.xml"),
    ]
  )
  func xml(law: ReaderLaw, file: String, member: String) throws {
    let archive = try ZipArchive(try ImportFixture.bytes(file), file: file)
    try mutate(law, try archive.read(member))
  }

  @Test("nor of a project")
  func project() throws { try mutate(.projectOfQDPX, Array(QDASample.xml().utf8)) }

  private func mutate(_ law: ReaderLaw, _ good: [UInt8]) throws {
    #expect(try law.holds(for: good), "the good file")
    var mutator = Mutator(seed: UInt64(good.count))
    for _ in 0..<60 {
      let bytes = mutator.changed(good)
      #expect(throws: Never.self) { try law.holds(for: bytes) }
    }
  }
}

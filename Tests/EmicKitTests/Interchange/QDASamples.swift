@testable import EmicKit
import ZipTesting

/// A project as XML, its texts, and what becomes of them.
enum QDASample {
  static let ana = "11111111-1111-1111-1111-111111111111"
  static let trust = "22222222-2222-2222-2222-222222222222"
  static let text = "33333333-3333-3333-3333-333333333333"

  static var moment: Moment {
    Moment(now: Timestamp(milliseconds: 1_800_000_000_000), seed: (1, 2))
  }

  /// The XML of a project with one text `A.txt`, of which parts can be replaced.
  static func xml(
    users: String = "<Users><User guid=\"\(ana)\" name=\"Ana\"/></Users>",
    codes: String = code(),
    selections: String = selection(),
    source: String = "plainTextPath=\"internal://A.txt\"",
    more: String = "",
    root: String = "xmlns=\"urn:QDA-XML:project:1.0\" name=\"P\" origin=\"Some 1.0\""
  ) -> String {
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><Project \(root)>\(users)<CodeBook><Codes>\(codes)"
      + "</Codes></CodeBook><Sources><TextSource guid=\"\(text)\" name=\"A\" \(source)>"
      + "\(selections)</TextSource></Sources>\(more)</Project>"
  }

  static func code(_ guid: String = trust, name: String = "Trust", inside: String = "") -> String {
    "<Code guid=\"\(guid)\" name=\"\(name)\" isCodable=\"true\">\(inside)</Code>"
  }

  static func selection(
    _ start: String = "2",
    _ end: String = "6",
    guid: String = "44444444-4444-4444-4444-444444444444",
    name: String = "",
    code: String = trust,
    user: String = ana,
    inside: String = ""
  ) -> String {
    "<PlainTextSelection guid=\"\(guid)\" name=\"\(name)\" startPosition=\"\(start)\" "
      + "endPosition=\"\(end)\" creatingUser=\"\(user)\">\(inside)<Coding "
      + "guid=\"55555555-5555-5555-5555-5555555\(guid.suffix(5))\" creatingUser=\"\(user)\"><CodeRef "
      + "targetGUID=\"\(code)\"/></Coding></PlainTextSelection>"
  }

  static func packed(
    _ xml: String,
    project: String = "project.qde",
    texts: [(String, String)] = [("sources/A.txt", "I felt alone.\n")]
  ) throws -> [UInt8] {
    var writer = ZipWriter()
    try writer.add(project, Array(xml.utf8))
    for (name, text) in texts { try writer.add(name, Array(text.utf8)) }
    return writer.packed()
  }

  static func imported(_ bytes: [UInt8]) throws(QDAError) -> ImportedStudy {
    var moment = Self.moment
    return try QDAFile.study(of: bytes, file: "p.qdpx", moment: &moment)
  }

  static func imported(
    _ xml: String,
    texts: [(String, String)] = [("sources/A.txt", "I felt alone.\n")]
  ) throws -> ImportedStudy {
    try imported(packed(xml, texts: texts))
  }
}

/// What another program's project holds: under that program's keys, in emic's units, with the ids
/// that a study needs still to be found.
struct ForeignProject {
  struct User {
    var key: String
    var name: String
    /// The coder's id, where the project says it.
    var id: Coder.ID?
  }

  struct Entry {
    var key: String
    var name: Code.Name
    /// The key of the code above it.
    var parent: String?
    var isFamily = false
    /// `#RRGGBB`.
    var color: String?
    var description = ""
    /// Whether emic has written the description, whose parts it then knows again.
    var isOwn = false
  }

  struct Text {
    var name: String
    var text: TranscriptText
  }

  struct Coding {
    /// `nil` where the project does not say who coded.
    var user: String?
    /// The place in `texts`.
    var text: Int
    var code: String
    var span: Span
    var id: String?
    var created: Timestamp?
    var modified: Timestamp?
    var memo = ""
    /// What emic's own project says beyond the standard.
    var extra: [JSONMember] = []
  }

  enum Subject: Hashable {
    case code(String)
    case `case`(String)
    case text(Int)
    case study
  }

  struct Note {
    var user: String?
    var subject: Subject
    var text: String
    var id: String?
    var at: Timestamp?
  }

  struct Case {
    var name: String
    var values: [(attribute: String, value: String)] = []
    var texts: [Int] = []
  }

  struct Link {
    var id: String?
    var kind: EmicKit.Link.Kind
    var from: String
    var to: String
    var at: Timestamp?
    var kept: [JSONMember] = []
  }

  /// `REFI-QDA project of NVivo 12`.
  var kind: String
  var title = ""
  var at: Timestamp?
  var users: [User] = []
  var entries: [Entry] = []
  var texts: [Text] = []
  var codings: [Coding] = []
  var notes: [Note] = []
  var cases: [Case] = []
  var links: [Link] = []
  /// emic's own, by the keys of `entries`.
  var codebook: Codebook?
  var codes: [String: Code.ID] = [:]
  var study: StudyFile?
  /// Whether names of texts are paths in a study.
  var namesArePaths = false
  var report = ImportReport()
}

/// What an import tells of itself.
package struct ImportReport: Hashable, Sendable {
  /// Something that has no place in a study, and how many of it there were.
  package struct LeftOut: Hashable, Sendable {
    package var what: String
    package var count: Int
  }

  package var leftOut: [LeftOut] = []
  /// Sentences.
  package var notes: [String] = []

  mutating func leaveOut(_ what: String, _ count: Int = 1) {
    guard count > 0 else { return }
    if let place = leftOut.firstIndex(where: { $0.what == what }) {
      leftOut[place].count += count
    } else {
      leftOut.append(LeftOut(what: what, count: count))
    }
  }
}

/// A REFI-QDA project or codebook as its XML says it: ids in plain form, nothing resolved yet.
///
/// Source: REFI-QDA standard 1.5, Project.xsd and Codebook.xsd.
struct QDAProject {
  struct User {
    var guid: String
    var name: String
    var id: String?
  }

  struct Code {
    var guid: String
    var name: String
    var isCodable: Bool
    var color: String?
    var description = ""
    /// The place of the code above it.
    var parent: Int?
    var notes: [String] = []
  }

  struct Value {
    var variable: String
    var text: String
  }

  struct Case {
    var guid: String
    var name: String
    var description = ""
    var values: [Value] = []
    var sources: [String] = []
    var notes: [String] = []
  }

  struct Coding {
    var guid: String
    var user: String?
    var created: String?
    var codes: [String] = []
    var notes: [String] = []
  }

  struct Selection {
    var guid: String
    /// As the file counts them; `nil` for what is no number.
    var start: Int?
    var end: Int?
    var name: String
    var user: String?
    var created: String?
    var modified: String?
    var line: Int
    var description = ""
    var codings: [Coding] = []
    var notes: [String] = []
  }

  /// A text, and what is said of it; memos (`Note`) have the same form.
  struct Source {
    var guid: String
    var name: String
    var path: String?
    /// Of the document that the text was made of.
    var richPath: String?
    var content: String?
    var user: String?
    var created: String?
    var line: Int
    var description = ""
    var selections: [Selection] = []
    /// On the text as a whole.
    var codings: [Coding] = []
    var notes: [String] = []
    var values: [Value] = []
  }

  struct Link {
    var guid: String
    var name: String
    var origin: String?
    var target: String?
  }

  struct Group {
    var name: String
    var description = ""
    var codes: [String] = []
    var sources: [String] = []
  }

  var name = ""
  /// The program that wrote it.
  var origin = ""
  var user: String?
  var created: String?
  var description = ""
  var notes: [String] = []
  var users: [User] = []
  var codes: [Code] = []
  var variables: [(guid: String, name: String)] = []
  var cases: [Case] = []
  var sources: [Source] = []
  var memos: [Source] = []
  var links: [Link] = []
  var sets: [Group] = []
  /// By element: how many were passed over.
  var leftOut: [String: Int] = [:]
}

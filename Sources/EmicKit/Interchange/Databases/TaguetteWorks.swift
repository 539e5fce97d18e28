/// Who did what in a Taguette project, by its log of commands.
///
/// A highlight itself names nobody, and one of two people may have drawn it and the other given it
/// a tag: a coding belongs to whoever brought this tag to this highlight.
struct TaguetteWorks {
  struct Coded: Hashable {
    var highlight: Int
    var tag: Int
  }

  struct Work: Hashable {
    var user: String
    var at: Timestamp?
  }

  private(set) var codings: [Coded: Work] = [:]
  /// When a highlight was last changed.
  private(set) var changed: [Int: Timestamp] = [:]
  /// Who brought a document.
  private(set) var documents: [Int: String] = [:]
  private var tags: [Int: [Int]] = [:]

  mutating func take(_ payload: JSONValue, document: Int?, by user: String, at: Timestamp?) {
    switch payload["type"]?.string {
    case "document_add":
      if let document, documents[document] == nil { documents[document] = user }
    case "highlight_add":
      guard let highlight = payload["highlight_id"]?.int else { return }
      var now: [Int] = []
      if case .array(let items) = payload["tags"] { now = items.compactMap(\.int) }
      let before = tags.updateValue(now, forKey: highlight) ?? []
      for tag in before where !now.contains(tag) {
        codings[Coded(highlight: highlight, tag: tag)] = nil
      }
      for tag in now where !before.contains(tag) {
        codings[Coded(highlight: highlight, tag: tag)] = Work(user: user, at: at)
      }
      changed[highlight] = at
    case "tag_merge":
      guard let source = payload["src_tag_id"]?.int, let target = payload["dest_tag_id"]?.int else {
        return
      }
      merge(source, into: target)
    default: break
    }
  }

  private mutating func merge(_ source: Int, into target: Int) {
    for highlight in tags.keys where tags[highlight]?.contains(source) == true {
      let work = codings.removeValue(forKey: Coded(highlight: highlight, tag: source))
      let coded = Coded(highlight: highlight, tag: target)
      if codings[coded] == nil { codings[coded] = work }
      tags[highlight]?.removeAll { $0 == source || $0 == target }
      tags[highlight]?.append(target)
    }
  }
}

extension TaguetteReader {
  /// The log of the project, in the order in which things were done.
  func readWorks() throws(DatabaseError) -> TaguetteWorks {
    var lines: [(id: Int, document: Int?, user: String, at: Timestamp?, payload: JSONValue)] = []
    let columns = ["id", "date", "user_login", "project_id", "document_id", "payload"]
    try database.forEachRow(of: "commands", columns) { row throws(DatabaseError) in
      // A line that cannot be read tells nothing; it is the highlights that count.
      guard row.integer("project_id") == id, let number = row.integer("id"),
        let payload = row.bytes("payload").flatMap({ try? JSONValue(reading: $0) })
      else { return }
      lines.append(
        (
          number, row.integer("document_id"), row.name("user_login"),
          Self.time(row.text("date")), payload
        )
      )
    }
    var works = TaguetteWorks()
    for line in lines.sorted(by: { $0.id < $1.id }) {
      works.take(line.payload, document: line.document, by: line.user, at: line.at)
    }
    return works
  }
}

/// What is refused before anything is resolved, and words for elements.
enum QDACheck {
  static let outOfRange = "The selection"

  static func check(_ project: QDAProject, file: String) throws(QDAError) {
    func unique(_ what: String, _ items: [(guid: String, name: String)]) throws(QDAError) {
      var seen: [String: String] = [:]
      for item in items {
        guard !item.guid.isEmpty else {
          throw QDAError(file: file, problem: .noGUID(what: what, item.name))
        }
        if let other = seen.updateValue(item.name, forKey: item.guid) {
          throw QDAError(file: file, problem: .guidTwice(what: what, other, item.name))
        }
      }
    }
    try unique("codes", project.codes.map { ($0.guid, $0.name) })
    try unique("users", project.users.map { ($0.guid, $0.name) })
    try unique("texts", project.sources.map { ($0.guid, $0.name) })
  }

  /// The member of `sources/` that a path names; `nil` for what lies outside the file.
  static func member(_ path: String) -> String? {
    var name = path
    if let scheme = path.firstRange(of: "://") {
      guard path[..<scheme.lowerBound].lowercased() == "internal" else { return nil }
      name = String(path[scheme.upperBound...])
    }
    name = String(name.drop { $0 == "/" })
    guard !name.isEmpty, ZipName.isHarmless(name) else { return nil }
    return name
  }

  private static let names = [
    "PictureSource": "pictures", "PDFSource": "PDF pages", "AudioSource": "recordings",
    "VideoSource": "recordings", "PictureSelection": "areas of pictures",
    "PDFSelection": "areas of PDF pages", "AudioSelection": "stretches of recordings",
    "VideoSelection": "stretches of recordings", "SyncPoint": "times in transcripts",
    "TranscriptSelection": "codings of transcripts by time", "Graph": "graphs",
    "SelectionRef": "selections of cases", "MemberNote": "memos in sets",
    "CodeRef": "codes of cases",
  ]

  static func words(for element: String) -> String { names[element] ?? "\(element) elements" }
}

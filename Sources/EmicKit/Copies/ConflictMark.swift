import CPlatform

/// What synchronising programs, file managers and editors put into the name of a second version.
///
///     T03.txt.ana (conflicted copy 2026-03-20).json     T03.txt.ana.json
///     T03.txt.ana-LAPTOP-7F3K.json                      T03.txt.ana.json
///     cases - Copy (2).csv                              cases.csv
enum ConflictMark {
  /// A name without a mark.
  struct Marked: Hashable {
    /// What the file may be a second version of.
    var original: String
    /// Whether the mark says so in words; a number or the name of a computer may be part of any name.
    var isSaid: Bool
  }

  /// The names of which a file may be a second version: without its last mark, without the last two, and
  /// so on.
  static func originals(of path: String) -> [Marked] {
    var found: [Marked] = []
    var path = path
    // A copy of a copy of a copy.
    while found.count < 4, let marked = taken(off: path) {
      path = marked.original
      found.append(marked)
    }
    for original in computers(off: path) {
      found.append(Marked(original: original, isSaid: false))
      if let marked = taken(off: original) { found.append(marked) }
    }
    return found
  }

  /// Whether a name may have a mark, asked of every file of a large study: mostly it has not.
  ///
  /// - Parameters:
  ///   - path: of a file.
  ///   - inWords: leaves out the numbers and names of computers that stand in many names.
  /// - Returns: `false` only where there is none.
  static func mayMark(_ path: String, inWords: Bool = false) -> Bool {
    var path = path
    return path.withUTF8 { bytes in
      if bytes.last == UInt8(ascii: "~") { return true }
      if bytes.suffix(5).elementsEqual(".orig".utf8) { return true }
      guard let start = bytes.baseAddress,
        let dot = bytes.lastIndex(of: UInt8(ascii: "."))
      else { return false }
      if platform_find(start, bytes.count, conflict, conflict.count) != nil { return true }
      let name = bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes[($0 + 1)...] } ?? bytes[...]
      if copyBeginnings.contains(where: { name.starts(with: $0.utf8) }) { return true }
      // The other marks stand between the last two dots: `ana (1).json`, `ana-LAPTOP.json`.
      for byte in bytes[..<dot].reversed() {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "/"): return false
        case UInt8(ascii: " "), UInt8(ascii: ")"), UInt8(ascii: "]"), 0x80...: return true
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "'"):
          if !inWords { return true }
        default: continue
        }
      }
      return false
    }
  }

  /// Syncthing's and ownCloud's marks, which may stand before other dots.
  private static let conflict = Array("conflict-".utf8)

  // MARK: One mark

  private static func taken(off path: String) -> Marked? {
    for ending in ["~", ".orig"] where path.hasSuffix(ending) {
      return Marked(original: String(path.dropLast(ending.count)), isSaid: true)
    }
    let (folder, name) = Path.split(path)
    for beginning in copyBeginnings where name.hasPrefix(beginning) {
      return Marked(
        original: Path.join(folder, String(name.dropFirst(beginning.count))),
        isSaid: true
      )
    }
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
      let (stem, isSaid) = withoutMark(name[..<dot]), !stem.isEmpty
    else { return nil }
    return Marked(original: Path.join(folder, String(stem) + name[dot...]), isSaid: isSaid)
  }

  private static func withoutMark(_ stem: Substring) -> (stem: Substring, isSaid: Bool)? {
    // Syncthing; ownCloud.
    for word in [".sync-conflict-", "_conflict-"] {
      if let mark = stem.ranges(of: word).last { return (stem[..<mark.lowerBound], true) }
    }
    if let (rest, note) = bracket(at: stem) {
      if says(note) { return (rest, true) }
      guard isNumber(note) else { return nil }
      return copyWord(at: rest) ?? (rest, false)
    }
    // The Finder, iCloud: `name 2`.
    if let blank = stem.lastIndex(of: " "), isNumber(stem[stem.index(after: blank)...]) {
      return copyWord(at: stem[..<blank]) ?? (stem[..<blank], false)
    }
    return copyWord(at: stem)
  }

  /// What stands in brackets at the end, and what before them.
  private static func bracket(at stem: Substring) -> (rest: Substring, note: Substring)? {
    for (open, close) in [("(", ")"), ("（", "）"), ("[", "]")] where stem.hasSuffix(close) {
      guard let mark = stem.ranges(of: open).last else { continue }
      let rest = stem[..<mark.lowerBound]
      return (rest.hasSuffix(" ") ? rest.dropLast() : rest, stem[mark.upperBound...].dropLast())
    }
    return nil
  }

  /// Dropbox and Nextcloud (`conflicted copy`), Seafile (`SFConflict`), Dropbox in Chinese.
  private static func says(_ note: Substring) -> Bool {
    note.lowercased().contains("conflict") || note.contains("冲突") || note.contains("衝突")
  }

  private static func isNumber(_ text: Substring) -> Bool {
    (1...3).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Windows and the Finder, in English and Chinese.
  private static func copyWord(at stem: Substring) -> (stem: Substring, isSaid: Bool)? {
    for word in [" - Copy", " - copy", " - 副本", " copy", " 的副本", "的副本", " 副本"]
    where stem.hasSuffix(word) {
      return (stem.dropLast(word.count), true)
    }
    return nil
  }

  /// Google Drive, which puts its mark before the name.
  private static let copyBeginnings = ["Copy of ", "Kopie von ", "Copie de ", "Copia de "]

  /// OneDrive puts the computer's name behind a hyphen: `ana-LAPTOP-7F3K`, `ana-Anna's MacBook Pro`.
  ///
  /// - Returns: the names before each hyphen that may be the one: first the first behind which stands a
  ///   capital letter, then those behind which stands what is in no coder's id, the longest name first.
  private static func computers(off path: String) -> [String] {
    let (folder, name) = Path.split(path)
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return [] }
    let stem = name[..<dot]
    let start = stem.lastIndex(of: ".").map { stem.index(after: $0) } ?? stem.startIndex
    let hyphens = stem[start...].indices.filter { stem[$0] == "-" && $0 > start }
    var places = hyphens.filter { place in
      stem[stem.index(after: place)...].contains { !isOfID($0) }
    }
    places.reverse()
    if let first = hyphens.firstIndex(where: { place in
      stem[stem.index(after: place)...].first.map { ("A"..."Z").contains($0) } ?? false
    }) {
      places.removeAll { $0 == hyphens[first] }
      places.insert(hyphens[first], at: 0)
    }
    return places.map { Path.join(folder, String(stem[..<$0]) + name[dot...]) }
  }

  private static func isOfID(_ character: Character) -> Bool {
    ("a"..."z").contains(character) || ("0"..."9").contains(character) || character == "-"
  }
}

/// The name of an imported text in the study: a slug, which cannot lead out of it.
enum SourceName {
  static let longest = 80

  /// Whether a part of a path may stand as it is.
  static func isWellFormed(_ part: String) -> Bool {
    guard let first = part.utf8.first, part.utf8.count <= longest else { return false }
    return first != UInt8(ascii: ".") && part.utf8.allSatisfy(isKept)
      && part.utf8.contains { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
  }

  /// The stem of a file's name as a slug: `访谈 3.docx` gives `fang-tan-3`.
  static func slug(of fileName: String) -> String {
    var stem = fileName
    if let dot = stem.lastIndex(of: "."), dot > stem.startIndex { stem = String(stem[..<dot]) }
    return slugged(stem)
  }

  static func slugged(_ text: String) -> String {
    var slug: [UInt8] = isWellFormed(text) ? Array(text.utf8) : []
    func part() { if let last = slug.last, last != dash { slug.append(dash) } }
    for syllable in Pinyin.syllables(of: slug.isEmpty ? text : "") {
      let isReading = syllable.unicodeScalars.allSatisfy { $0.isASCII } && !text.contains(syllable)
      if isReading { part() }
      for byte in syllable.utf8 {
        if isKept(byte), byte != dash { slug.append(byte) } else { part() }
      }
      if isReading { part() }
    }
    while let first = slug.first, first == dash || first == UInt8(ascii: ".") { slug.removeFirst() }
    slug = Array(slug.prefix(longest))
    while let last = slug.last, last == dash || last == UInt8(ascii: ".") { slug.removeLast() }
    let name = String(decoding: slug, as: UTF8.self)
    guard isWellFormed(name) else { return "text" }
    // A README is no source, and these are devices on Windows.
    if name.hasPrefix("README") { return "readme" + name.dropFirst(6) }
    let stem = name.lowercased().prefix { $0 != "." }
    return devices.contains(String(stem)) ? "text-" + name : name
  }

  private static let dash = UInt8(ascii: "-")
  private static let devices: Set<String> = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3",
  ]

  private static func isKept(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// The path that somebody names with `--as`, with its ending; folders of the study may stand
  /// before it.
  static func path(named name: String) throws(ImportProblem) -> String {
    var stem = name
    for ending in [".txt", ".md"] where stem.lowercased().hasSuffix(ending) {
      stem.removeLast(ending.count)
    }
    let parts = stem.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let isOwn = StudyListing.notSources.contains(parts[0]) && parts.count > 1
    guard parts.allSatisfy(isWellFormed), parts.count < StudyListing.deepest, !isOwn,
      parts.last.map({ slugged($0) == $0 }) == true
    else { throw .badName(name) }
    return stem + ".txt"
  }
}

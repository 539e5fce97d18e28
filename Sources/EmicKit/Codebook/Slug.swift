/// Ids made from names.
public enum Slug {
  /// A code's id for a name in any language: `没有人理解我` gives `mei-you-ren-li-jie-wo`.
  ///
  /// - Returns: always well formed, at most 48 characters; `code` when nothing of the name can be
  ///   written in ASCII.
  public static func id(for name: String) -> String {
    var id = ""
    for syllable in Pinyin.syllables(of: name.lowercased()) {
      for scalar in syllable.unicodeScalars {
        let isKept =
          scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        if isKept { id.unicodeScalars.append(scalar) } else if !id.hasSuffix("-") { id += "-" }
      }
      if !id.hasSuffix("-") { id += "-" }
    }
    let kept = id.drop { $0 == "-" }.prefix(48)
    let end = kept.lastIndex { $0 != "-" }.map { kept.index(after: $0) } ?? kept.startIndex
    let slug = String(kept[..<end])
    return Code.isWellFormed(slug) ? slug : "code"
  }
}

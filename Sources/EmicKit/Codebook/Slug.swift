/// Ids made from names.
public enum Slug {
  /// A code's id for a name in any language: `没有人理解我` gives `mei-you-ren-li-jie-wo`.
  ///
  /// - Returns: always well formed, at most 48 characters; `code` when nothing of the name can be
  ///   written in ASCII.
  public static func id(for name: String) -> String { made(of: name) ?? "code" }

  /// The same for a name that need not lead to one.
  ///
  /// Letters of other scripts are written in Latin ones, and signs alone by what they are called: `🙂` gives
  /// `slightly-smiling-face`.
  ///
  /// - Returns: `nil` for a name without letters, digits and signs.
  public static func made(of name: String) -> String? {
    slug(of: Pinyin.syllables(of: name.lowercased()).map(Pinyin.latin))
      ?? slug(of: name.unicodeScalars.compactMap(\.nameOfSign))
  }

  private static func slug(of words: [String]) -> String? {
    var id = ""
    for word in words {
      for scalar in word.unicodeScalars {
        let isKept =
          scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        if isKept { id.unicodeScalars.append(scalar) } else if !id.hasSuffix("-") { id += "-" }
      }
      if !id.hasSuffix("-") { id += "-" }
    }
    let kept = id.drop { $0 == "-" }.prefix(48)
    let end = kept.lastIndex { $0 != "-" }.map { kept.index(after: $0) } ?? kept.startIndex
    let slug = String(kept[..<end])
    return Code.isWellFormed(slug) ? slug : nil
  }
}

extension Unicode.Scalar {
  /// What a sign is called: `slightly smiling face`; `nil` for anything else.
  fileprivate var nameOfSign: String? {
    switch properties.generalCategory {
    case .otherSymbol, .mathSymbol, .currencySymbol: properties.name?.lowercased()
    default: nil
    }
  }
}

import CICU

/// Latin spelling of Chinese names, so that a code is found without an input method.
///
/// One reading per character, without context (银行 is "yin xing"): match it leniently.
public enum Pinyin {
  /// Lower case without tones, one syllable per Han character; other text stays as it is, in runs.
  ///
  ///     Pinyin.syllables(of: "信任 2b")    ["xin", "ren", " 2b"]
  public static func syllables(of text: String) -> [String] {
    var syllables: [String] = []
    var isRun = false
    for scalar in text.unicodeScalars {
      if scalar.isHan {
        syllables.append(reading(of: scalar))
        isRun = false
      } else if isRun {
        syllables[syllables.count - 1].unicodeScalars.append(scalar)
      } else {
        syllables.append(String(scalar))
        isRun = true
      }
    }
    return syllables
  }

  /// All syllables without blanks between them: `xinren`.
  public static func full(of text: String) -> String { syllables(of: text).joined() }

  /// The first letter of each Han character: `xr`; other text stays as it is.
  public static func initials(of text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isHan {
        result += reading(of: scalar).prefix(1)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func reading(of scalar: Unicode.Scalar) -> String {
    let units = Array(scalar.utf16)
    var result = [UInt16](repeating: 0, count: 32)
    let count = icu_latin(units, Int32(units.count), &result, Int32(result.count))
    guard count > 0 else { return String(scalar) }
    return String(decoding: result[..<Int(count)], as: UTF16.self).trimmingBlanks()
  }
}

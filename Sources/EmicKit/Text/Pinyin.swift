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

  /// Letters of any script in those of ASCII, in lower case: `доверие` gives `doverie`.
  static func latin(_ text: String) -> String {
    text.utf8.allSatisfy { $0 < 0x80 } ? text : spelled(text, ofAnyScript: true) ?? text
  }

  private static func reading(of scalar: Unicode.Scalar) -> String {
    spelled(String(scalar), ofAnyScript: false)?.trimmingBlanks() ?? String(scalar)
  }

  private static func spelled(_ text: String, ofAnyScript isAny: Bool) -> String? {
    let units = Array(text.utf16)
    // One sign of another script is rarely more than a few letters.
    var result = [UInt16](repeating: 0, count: 32 + 8 * units.count)
    let count = icu_latin(units, Int32(units.count), &result, Int32(result.count), isAny ? 1 : 0)
    return count > 0 ? String(decoding: result[..<Int(count)], as: UTF16.self) : nil
  }
}

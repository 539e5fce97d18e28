/// An encoding in which the text of an import may be written.
package enum TextEncoding: String, CaseIterable, Sendable {
  case utf8 = "utf-8"
  /// UTF-8 in which each byte that means nothing becomes U+FFFD: only when somebody asks for it.
  case utf8Replacing = "utf-8-replacing"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case utf32LittleEndian = "utf-32le"
  case utf32BigEndian = "utf-32be"
  /// GBK and GB2312 are parts of it.
  case gb18030
  case big5
  case big5HKSCS = "big5-hkscs"
  case shiftJIS = "shift-jis"
  case eucKR = "euc-kr"
  case windows1252 = "cp1252"

  /// The encoding that somebody names, in any of the usual spellings.
  package init?(named name: String) {
    let plain = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard let found = Self.spellings[plain] else { return nil }
    self = found
  }

  private static let spellings: [String: TextEncoding] = [
    "utf8": .utf8, "utf8sig": .utf8, "utf8bom": .utf8, "ascii": .utf8, "usascii": .utf8,
    "utf8replacing": .utf8Replacing,
    "utf16le": .utf16LittleEndian, "utf16": .utf16LittleEndian, "ucs2": .utf16LittleEndian,
    "unicode": .utf16LittleEndian, "utf16be": .utf16BigEndian,
    "utf32": .utf32LittleEndian, "utf32le": .utf32LittleEndian, "ucs4": .utf32LittleEndian,
    "utf32be": .utf32BigEndian,
    "gb18030": .gb18030, "gbk": .gb18030, "gb2312": .gb18030, "gb": .gb18030, "euccn": .gb18030,
    "cp936": .gb18030, "windows936": .gb18030, "ms936": .gb18030, "hzgb2312": .gb18030,
    "big5": .big5, "cp950": .big5, "windows950": .big5, "ms950": .big5,
    "big5hkscs": .big5HKSCS, "hkscs": .big5HKSCS,
    "shiftjis": .shiftJIS, "sjis": .shiftJIS, "cp932": .shiftJIS, "windows932": .shiftJIS,
    "windows31j": .shiftJIS, "ms932": .shiftJIS,
    "euckr": .eucKR, "cp949": .eucKR, "uhc": .eucKR, "windows949": .eucKR, "ksc56011987": .eucKR,
    "ms949": .eucKR,
    "cp1252": .windows1252, "windows1252": .windows1252, "latin1": .windows1252,
    "iso88591": .windows1252, "iso885915": .windows1252, "ansi": .windows1252,
    "1252": .windows1252,
  ]

  /// What people call it, for a list to choose from.
  package var title: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf8Replacing: "UTF-8 with gaps"
    case .utf16LittleEndian: "UTF-16, little-endian"
    case .utf16BigEndian: "UTF-16, big-endian"
    case .utf32LittleEndian: "UTF-32, little-endian"
    case .utf32BigEndian: "UTF-32, big-endian"
    case .gb18030: "GB18030 (GBK, GB2312): simplified Chinese"
    case .big5: "Big5: traditional Chinese"
    case .big5HKSCS: "Big5-HKSCS: traditional Chinese, Hong Kong"
    case .shiftJIS: "Shift-JIS: Japanese"
    case .eucKR: "EUC-KR: Korean"
    case .windows1252: "Windows-1252: Western European"
    }
  }

  /// ICU's name of the converter; exactly one table each.
  var converter: String {
    switch self {
    case .utf8, .utf8Replacing: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .utf32LittleEndian: "UTF-32LE"
    case .utf32BigEndian: "UTF-32BE"
    case .gb18030: "gb18030"
    case .big5: "windows-950-2000"
    case .big5HKSCS: "ibm-1375_P100-2008"
    case .shiftJIS: "ibm-943_P15A-2003"
    case .eucKR: "windows-949-2000"
    case .windows1252: "ibm-5348_P100-1997"
    }
  }

  /// The names by which ICU's detector calls it.
  var detectorNames: [String] {
    switch self {
    case .utf16LittleEndian: ["UTF-16LE"]
    case .utf16BigEndian: ["UTF-16BE"]
    case .gb18030: ["GB18030"]
    case .big5: ["Big5"]
    case .shiftJIS: ["Shift_JIS"]
    case .eucKR: ["EUC-KR"]
    case .windows1252: ["windows-1252", "ISO-8859-1"]
    default: []
    }
  }

  /// The encodings of one nation's texts, and Western European: what a text without any mark may be.
  static let national: [TextEncoding] = [
    .gb18030, .big5, .big5HKSCS, .shiftJIS, .eucKR, .windows1252,
  ]
}

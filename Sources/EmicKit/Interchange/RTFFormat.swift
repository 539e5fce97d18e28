extension ImportFormat {
  static let rtf = ImportFormat(
    name: "rtf",
    title: "Rich text (RTF)",
    endings: ["rtf"],
    reading: .bytes(
      is: { $0.begins(with: "{\\rtf") },
      read: { source throws(ImportProblem) in
        var reader = RTFReader(source.bytes)
        return try reader.imported()
      }
    )
  )
}

/// Takes the text out of RTF: groups, control words, and bytes in the code page of their font.
private struct RTFReader {
  /// What holds up to the end of a group.
  private struct Group {
    var isSkipped = false
    var isFontTable = false
    var isHidden = false
    var isDeleted = false
    /// How many characters follow a `\u` for readers that do not know it.
    var fallbackLength = 1
    var font: Int?
  }

  private static let deepest = 4096

  private let bytes: [UInt8]
  private var place = 0
  private var groups: [Group] = []
  private var group = Group()
  private var text: [UInt8] = []
  /// Bytes of a code page, which mean something only together.
  private var pending: [UInt8] = []
  private var codePage = "ibm-5348_P100-1997"
  private var fontPages: [Int: String] = [:]
  private var fontInTable: Int?
  private var fallbackLeft = 0
  private var highSurrogate: UInt32?
  /// Cells that are over and have nothing behind them yet.
  private var openCells = 0
  private var isAfterStar = false
  private var counts: [String: Int] = [:]
  private var badBytes = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func imported() throws(ImportProblem) -> Imported {
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "{"):
        flush()
        guard groups.count < Self.deepest else {
          throw .damaged(
            "its groups are nested deeper than \(Self.deepest) levels",
            line: nil,
            advice: "Save it again in the program that made it."
          )
        }
        groups.append(group)
        fallbackLeft = 0
      case UInt8(ascii: "}"):
        flush()
        if let outer = groups.popLast() { group = outer }
        isAfterStar = false
        fallbackLeft = 0
      case UInt8(ascii: "\\"): control()
      case 0x0A, 0x0D: break
      case 0x09: append("\t")
      default: put(byte)
      }
    }
    flush()
    if let last = text.last, last != 0x0A { text.append(0x0A) }
    guard text.contains(where: { $0 > 0x20 }) else { throw .empty("this RTF file has no text") }
    do throws(TranscriptTextProblem) {
      var imported = Imported([ImportedText(bytes: try CanonicalText.bytes(of: text))])
      for (what, _) in Self.counted { imported.leaveOut(what, counts[what] ?? 0) }
      if badBytes > 0 {
        imported.note("\(badBytes) stretches were in no known code page; U+FFFD stands for them.")
      }
      return imported
    } catch {
      throw .text(error)
    }
  }

  /// What is told of, by the control word that begins it.
  private static let counted: [(what: String, words: Set<String>)] = [
    ("footnotes", ["footnote"]), ("comments", ["annotation"]), ("pictures", ["pict", "shppict"]),
    ("text boxes", ["shp", "do"]), ("tracked deletions", ["deleted"]),
    ("stretches of hidden text", ["v"]),
    (
      "headers and footers",
      [
        "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
      ]
    ),
  ]

  private mutating func count(_ word: String) {
    guard let what = Self.counted.first(where: { $0.words.contains(word) })?.what else { return }
    counts[what, default: 0] += 1
  }

  // MARK: Control words

  private mutating func control() {
    guard place < bytes.count else { return }
    let first = bytes[place]
    guard (0x61...0x7A).contains(first | 0x20), first != 0x40 else { return symbol(first) }
    let start = place
    while place < bytes.count, (0x61...0x7A).contains(bytes[place] | 0x20), place - start < 32 {
      place += 1
    }
    let word = String(decoding: bytes[start..<place], as: UTF8.self)
    var number: Int?
    let isNegative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
    let digits = place + (isNegative ? 1 : 0)
    var end = digits
    while end < bytes.count, (0x30...0x39).contains(bytes[end]), end - digits < 10 { end += 1 }
    if end > digits, let value = Int(String(decoding: bytes[digits..<end], as: UTF8.self)) {
      number = isNegative ? -value : value
      place = end
    }
    if place < bytes.count, bytes[place] == 0x20 { place += 1 }
    run(word, number)
  }

  private mutating func symbol(_ first: UInt8) {
    place += 1
    switch first {
    case UInt8(ascii: "'"):
      guard place + 1 < bytes.count,
        let byte = UInt8(String(decoding: bytes[place...place + 1], as: UTF8.self), radix: 16)
      else { return }
      place += 2
      put(byte)
    case UInt8(ascii: "*"): isAfterStar = true
    case UInt8(ascii: "~"): append("\u{A0}")
    case UInt8(ascii: "_"): append("\u{2011}")
    case UInt8(ascii: "-"): append("\u{AD}")
    case 0x0A, 0x0D: append("\n")
    case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): put(first)
    default: break
    }
  }

  /// Groups whose words are none of the text.
  private static let skipped: Set<String> = [
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf",
    "footer", "footerl", "footerr", "footerf", "footnote", "annotation", "listtext", "pntext",
    "listtable", "listoverridetable", "generator", "themedata", "colorschememapping", "datastore",
    "latentstyles", "xe", "tc", "rxe", "nonshppict", "shp", "do", "fldinst", "bkmkstart",
    "bkmkend", "filetbl", "revtbl", "rsidtbl", "template", "atnid", "atnauthor", "atrfstart",
    "atrfend", "mmathPr", "object",
  ]

  /// Groups that `\*` marks and that hold text all the same.
  private static let kept: Set<String> = ["nesttableprops", "ud", "upr"]

  private static let characters: [String: String] = [
    "par": "\n", "line": "\n", "sect": "\n", "tab": "\t", "emdash": "—", "endash": "–",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": "\u{2003}", "enspace": "\u{2002}", "qmspace": "\u{2005}", "zwj": "\u{200D}",
    "zwnj": "\u{200C}", "ltrmark": "\u{200E}", "rtlmark": "\u{200F}",
  ]

  private mutating func run(_ word: String, _ number: Int?) {
    let isStarred = isAfterStar
    isAfterStar = false
    if Self.skipped.contains(word) || isStarred && !Self.kept.contains(word) {
      flush()
      if !group.isSkipped { count(word) }
      group.isSkipped = true
      group.isFontTable = word == "fonttbl"
      return
    }
    if let character = Self.characters[word] { return append(character) }
    switch word {
    case "u": unicode(number ?? 0)
    case "uc": group.fallbackLength = max(0, min(number ?? 1, 16))
    case "f": setFont(number)
    case "fcharset":
      if group.isFontTable, let font = fontInTable { fontPages[font] = Self.page(charset: number) }
    case "ansicpg": codePage = Self.page(number: number)
    case "plain", "pard":
      if word == "plain" {
        flush()
        (group.isHidden, group.isDeleted, group.font) = (false, false, nil)
      }
    case "deleted", "v": setHidden(word, number != 0)
    case "cell", "nestcell":
      flush()
      if !group.isSkipped { openCells += 1 }
    case "row", "nestrow": endRow()
    case "bin": place = min(bytes.count, place + max(0, number ?? 0))
    default: break
    }
  }

  private mutating func setFont(_ number: Int?) {
    flush()
    if group.isFontTable { fontInTable = number } else { group.font = number }
  }

  private mutating func setHidden(_ word: String, _ isOn: Bool) {
    flush()
    if isOn, !group.isSkipped, !(word == "v" ? group.isHidden : group.isDeleted) { count(word) }
    if word == "v" { group.isHidden = isOn } else { group.isDeleted = isOn }
  }

  // MARK: Text

  private var isSilent: Bool { group.isSkipped || group.isHidden || group.isDeleted }

  /// A byte of the code page.
  private mutating func put(_ byte: UInt8) {
    if fallbackLeft > 0 {
      fallbackLeft -= 1
      return
    }
    guard !isSilent else { return }
    pending.append(byte)
  }

  private mutating func append(_ characters: String) {
    flush()
    if fallbackLeft > 0 {
      fallbackLeft -= 1
      return
    }
    guard !isSilent else { return }
    openCellTabs()
    text.append(contentsOf: characters.utf8)
  }

  private mutating func openCellTabs() {
    text.append(contentsOf: repeatElement(0x09, count: openCells))
    openCells = 0
  }

  private mutating func endRow() {
    flush()
    guard !group.isSkipped else { return }
    openCells = max(0, openCells - 1)
    openCellTabs()
    text.append(0x0A)
  }

  private mutating func unicode(_ number: Int) {
    flush()
    fallbackLeft = 0
    defer { fallbackLeft = group.fallbackLength }
    guard !isSilent else { return }
    let unit = UInt32(truncatingIfNeeded: number < 0 ? number + 0x10000 : number)
    if (0xD800..<0xDC00).contains(unit) {
      highSurrogate = unit
      return
    }
    var value = unit
    if (0xDC00..<0xE000).contains(unit), let high = highSurrogate {
      value = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)
    }
    highSurrogate = nil
    guard let scalar = Unicode.Scalar(value), value != 0 else {
      badBytes += 1
      return
    }
    openCellTabs()
    text.append(contentsOf: String(scalar).utf8)
  }

  /// Turns the pending bytes into text.
  private mutating func flush() {
    guard !pending.isEmpty else { return }
    openCellTabs()
    if pending.allSatisfy({ $0 < 0x80 }) {
      text.append(contentsOf: pending)
    } else {
      let page = group.font.flatMap { fontPages[$0] } ?? codePage
      switch TextConversion.convert(pending, converter: page) {
      case .utf8(let utf8): text.append(contentsOf: utf8)
      case .bad:
        badBytes += 1
        text.append(contentsOf: TextConversion.replacing(pending).utf8)
      }
    }
    pending.removeAll(keepingCapacity: true)
  }

  // MARK: Code pages

  private static func page(number: Int?) -> String {
    switch number {
    case 936: TextEncoding.gb18030.converter
    case 950: TextEncoding.big5.converter
    case 932: TextEncoding.shiftJIS.converter
    case 949: TextEncoding.eucKR.converter
    case .some(let page) where (1250...1258).contains(page) && page != 1252: "windows-\(page)"
    case 65001: "UTF-8"
    case 10000: "macintosh"
    default: TextEncoding.windows1252.converter
    }
  }

  private static func page(charset: Int?) -> String? {
    let pages = [
      128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
      178: 1256, 186: 1257, 204: 1251, 238: 1250, 77: 10000,
    ]
    return charset.flatMap { pages[$0] }.map { page(number: $0) }
  }
}

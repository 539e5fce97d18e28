/// Numbers of a workbook as people see them: a date is a number of days with a form that says so.
struct XLSXNumbers {
  /// What the form of a cell shows, by the cell's style.
  private enum Form {
    case number, date, time, dateAndTime
  }

  private var forms: [Form] = []
  /// Days before the first of January 1970 at which the count begins.
  private let epoch: Int

  init(
    _ archive: ZipArchive,
    file: String,
    countsFrom1904: Bool
  ) throws(ImportProblem) {
    // Day 1 is 1 January 1900; the day that Excel counts and that never was (29 February 1900) is
    // behind all dates that matter.
    epoch = countsFrom1904 ? 24_107 : 25_569
    guard archive.has("xl/styles.xml") else { return }
    var own: [Int: String] = [:]
    var styles: [Int] = []
    var isInStyles = false
    try archive.forEachPiece(of: "xl/styles.xml", file: file) { piece in
      switch piece {
      case .start(let element):
        let number = element["numFmtId"].flatMap { Int($0) }
        if element.name == "numFmt", let number { own[number] = element["formatCode"] ?? "" }
        if element.name == "cellXfs" { isInStyles = true }
        if element.name == "xf", isInStyles { styles.append(number ?? 0) }
      case .end("cellXfs"): isInStyles = false
      default: break
      }
    }
    forms = styles.map { Self.form($0, own[$0]) }
  }

  /// The forms that every workbook has (ISO/IEC 29500-1, 18.8.30), or what a code shows.
  private static func form(_ number: Int, _ code: String?) -> Form {
    switch number {
    case 14...17, 27...31, 34...36, 50...54, 57, 58: return .date
    case 18...21, 32, 33, 45...47, 55, 56: return .time
    case 22: return .dateAndTime
    default: break
    }
    // What stands in quotes, brackets or behind a backslash is shown as it is.
    var letters = ""
    var isQuoted = false
    var skipped: Character?
    for character in code ?? "" {
      if let end = skipped {
        if end == character || end == "\\" { skipped = nil }
      } else if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == "[" {
        skipped = "]"
      } else if !isQuoted, character == "\\" {
        skipped = "\\"
      } else if !isQuoted {
        letters.append(contentsOf: character.lowercased())
      }
    }
    let hasDay = letters.contains("y") || letters.contains("d")
    let hasTime = letters.contains("h") || letters.contains("s")
    return hasDay ? (hasTime ? .dateAndTime : .date) : hasTime ? .time : .number
  }

  /// A number as it is stored, as it is read: `43173` with a date's form is `2018-03-14`.
  func words(of number: String, style: Int) -> String {
    let form = forms.indices.contains(style) ? forms[style] : .number
    guard let value = Double(number), value.isFinite, abs(value) < 3_000_000 else { return number }
    guard form != .number else {
      // 0.1 + 0.2 is stored with seventeen digits, and shown with as many as tell it apart.
      return value == value.rounded() ? String(Int(value)) : number
    }
    let seconds = (value * 86_400).rounded()
    let stamp = Timestamp(milliseconds: Int64(seconds) * 1000 - Int64(epoch) * 86_400_000).text
    let time = stamp.dropFirst(11).prefix(8)
    switch form {
    case .number: return number
    case .date: return String(stamp.prefix(10))
    case .time:
      // More than a day is a length of time.
      guard value >= 1 else { return String(time) }
      let whole = Int(seconds)
      return "\(whole / 3600):" + String(time.dropFirst(3))
    case .dateAndTime: return "\(stamp.prefix(10)) \(time)"
    }
  }
}

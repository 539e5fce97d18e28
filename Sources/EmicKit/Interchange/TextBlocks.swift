/// Paragraphs, rows and cells of an office document on their way to lines of text.
struct TextBlocks {
  /// What holds paragraphs: the document, a cell, a text box.
  private struct Holder {
    var lines: [String] = []
    var paragraph: String?
    /// What stood in boxes within the open paragraph, for behind it.
    var boxed: [String] = []
    /// The cells of the row that is open in it.
    var rows: [[String]] = []
  }

  private var holders = [Holder()]
  /// Whether rows that could be turns become some.
  private let tablesAreTurns: Bool
  /// How many rows could be turns.
  private(set) var turnRows = 0

  init(tablesAreTurns: Bool = false) { self.tablesAreTurns = tablesAreTurns }

  private var top: Int { holders.count - 1 }

  mutating func add(_ text: String) { holders[top].paragraph?.append(text) }

  /// - Parameter joining: whether the paragraph before goes on in this one.
  mutating func startParagraph(joining: Bool = false) {
    // One within another, which no program writes, ends it.
    endParagraph()
    holders[top].paragraph = joining ? holders[top].lines.popLast() ?? "" : ""
  }

  mutating func endParagraph() {
    guard let paragraph = holders[top].paragraph else { return }
    holders[top].lines.append(paragraph)
    holders[top].lines += holders[top].boxed
    holders[top].paragraph = nil
    holders[top].boxed = []
  }

  mutating func startRow() { holders[top].rows.append([]) }

  mutating func startCell() { holders.append(Holder()) }

  mutating func endCell() {
    guard top > 0 else { return }
    endParagraph()
    let cell = holders.removeLast().lines.joined(separator: "\n")
    if let row = holders[top].rows.indices.last { holders[top].rows[row].append(cell) }
  }

  mutating func endRow() {
    guard let cells = holders[top].rows.popLast() else { return }
    guard let turn = Self.turn(cells) else {
      holders[top].lines.append(cells.joined(separator: "\t"))
      return
    }
    turnRows += 1
    holders[top].lines.append(tablesAreTurns ? turn : cells.joined(separator: "\t"))
  }

  /// `Speaker: words` of a row of two cells, `Speaker [00:12]: words` of three of which one is a time.
  private static func turn(_ cells: [String]) -> String? {
    var cells = cells.map { $0.trimmingBlanks() }
    guard (2...3).contains(cells.count), let words = cells.popLast(), !words.isEmpty else {
      return nil
    }
    var stamp = ""
    if cells.count == 2 {
      guard let place = cells.firstIndex(where: isStamp) else { return nil }
      stamp = " [\(cells.remove(at: place))]"
    }
    var speaker = cells[0]
    while speaker.hasSuffix(":") || speaker.hasSuffix("：") { speaker.removeLast() }
    let label = "\(speaker)\(stamp): "
    let isLabel = Array(label.utf8).withUnsafeBufferPointer { bytes in
      LineScanner(bytes, 0..<bytes.count).label()?.end == bytes.count
    }
    return isLabel ? label + words : nil
  }

  private static func isStamp(_ cell: String) -> Bool {
    Array(cell.utf8).withUnsafeBufferPointer { bytes in
      LineScanner(bytes, 0..<bytes.count).loneStamp?.isBracketed == false
    }
  }

  /// Makes labels of the lines that Word's *Transcribe* writes above what somebody says:
  /// `00:00:03 Speaker 1` becomes `Speaker 1 00:00:03`, which opens a turn.
  ///
  /// - Returns: how many there were; one alone is none.
  mutating func turnStampsRound() -> Int {
    let turned = holders[0].lines.map(Self.turnedRound)
    let count = turned.count { $0 != nil }
    guard count > 1 else { return 0 }
    for (place, line) in turned.enumerated() where line != nil {
      holders[0].lines[place] = line ?? ""
    }
    return count
  }

  private static func turnedRound(_ line: String) -> String? {
    let parts = line.trimmingBlanks().split(separator: " ", maxSplits: 1)
    guard parts.count == 2, line.utf8.count < 80, CaptionSyntax.time(parts[0]) != nil else {
      return nil
    }
    let label = "\(String(parts[1]).trimmingBlanks()) \(parts[0])"
    let isLabel = Array(label.utf8).withUnsafeBufferPointer { bytes in
      let found = LineScanner(bytes, 0..<bytes.count).label()
      return found?.isStrong == true && found?.end == bytes.count
    }
    return isLabel ? label : nil
  }

  /// What to say of tables whose rows could be turns.
  func note(in imported: inout Imported) {
    guard turnRows > 1, !tablesAreTurns else { return }
    imported.note(
      "\(turnRows) rows of its tables look like a speaker and words; --table-turns makes turns of them."
    )
  }

  mutating func startBox() { holders.append(Holder()) }

  mutating func endBox() {
    guard top > 0 else { return }
    endParagraph()
    let lines = holders.removeLast().lines
    if holders[top].paragraph == nil {
      holders[top].lines += lines
    } else {
      holders[top].boxed += lines
    }
  }

  /// All lines, each with its end.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for line in holders[0].lines {
      bytes.append(contentsOf: line.utf8)
      bytes.append(0x0A)
    }
    return bytes
  }
}

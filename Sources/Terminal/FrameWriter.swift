import CNcurses
import EmicTUI

/// Writes what turns one canvas on the terminal into the next: the cells that differ, each run at its place.
///
/// curses draws a screen that is new; what a key changes on it is written here. For each run curses weighs half a
/// dozen ways to get there and puts its look together anew, which took longer than all else that follows a key.
@MainActor
struct FrameWriter {
  /// What sets a look where nothing is set; empty for the terminal's own, which what is erased has.
  private typealias Paint = [UInt8]

  /// The look that is set.
  private struct Pen {
    /// Whether it is the terminal's own.
    var isPlain = true
    /// The style that it is for; `nil` before any was.
    var style: Style?
  }

  private let theme: Theme
  private let hasColors: Bool
  /// Attributes that cannot stand beside colours, as terminfo counts them.
  private let withoutColors: Int
  private let plain = CursesTerminal.capability("sgr0")
  private let eraseToEnd = CursesTerminal.capability("el")
  /// What scrolls a region up and down by a row; empty where none does, or where what comes free is not blank.
  private let (up, down): ([UInt8], [UInt8])
  private var paints: [Int: Paint] = [:]

  /// - Returns: `nil` for a terminal that is addressed or coloured otherwise than most are, or that needs care at
  ///   the right edge or around looks; it is left to curses.
  init?(theme: Theme, hasColors: Bool) {
    withoutColors = max(0, Int(curses_number("ncv")))
    let isAsMost =
      CursesTerminal.capability("cup") == Array("\u{1B}[%i%p1%d;%p2%dH".utf8)
      && Self.resets(plain)
      && !(hasColors && ["setaf", "setab"].contains { CursesTerminal.capability($0).isEmpty })
    let needsCare =
      curses_flag("am") && !curses_flag("xenl") || !curses_flag("msgr") || curses_number("xmc") > 0
      || withoutColors & 4 != 0
    guard isAsMost, !needsCare else { return nil }
    self.theme = theme
    self.hasColors = hasColors
    let scrolls =
      CursesTerminal.capability("csr") == Array("\u{1B}[%i%p1%d;%p2%dr".utf8)
      && !["ndscr", "da", "db"].contains(where: { (name: String) in curses_flag(name) })
    up = scrolls ? CursesTerminal.capability("ind") : []
    down = scrolls ? CursesTerminal.capability("ri") : []
  }

  /// - Parameters:
  ///   - old: what the terminal shows.
  ///   - new: of the same size.
  ///   - replacing: what is drawn for a scalar that the terminal draws wider than others do.
  /// - Returns: bytes that leave the terminal with its own look, and the cursor at its place.
  mutating func frame(
    from old: Canvas,
    to new: Canvas,
    replacing: (UInt32) -> UInt32?
  ) -> [UInt8] {
    var output: [UInt8] = []
    // A frame of a key has a few hundred bytes, one of a page a few thousand.
    output.reserveCapacity(2048)
    let changed = new.changedRows(from: old)
    let shift = up.isEmpty || down.isEmpty ? nil : new.shift(from: old, changed: changed)
    if let shift { scroll(shift, height: new.size.height, &output) }
    for y in shift == nil ? changed : Array(0..<new.size.height) {
      let runs: [Range<Int>]
      if let source = shift.map({ $0.source(of: y) }) ?? y {
        runs = new.runs(from: old, inRow: y, otherRow: source, joinedOver: Self.gap)
      } else {
        runs = [0..<new.size.width]
      }
      guard !runs.isEmpty else { continue }
      let row = new.row(y)
      for run in runs { write(row, run, y: y, replacing, &output) }
    }
    if !output.isEmpty || new.cursor?.x != old.cursor?.x || new.cursor?.y != old.cursor?.y {
      move(x: new.cursor?.x ?? 0, y: new.cursor?.y ?? 0, &output)
    }
    return output
  }

  /// Unchanged cells between two runs that are written again rather than passed over.
  private static let gap = 8

  /// Writes columns of a row.
  private mutating func write(
    _ row: [Cell],
    _ columns: Range<Int>,
    y: Int,
    _ replacing: (UInt32) -> UInt32?,
    _ output: inout [UInt8]
  ) {
    // What stands behind the run is as it was: where the run ends among blanks, there are only blanks.
    let endsBlank = row[columns.upperBound - 1].scalar == " "
    let blankStart = max(endsBlank ? blankStart(of: row) : row.count, columns.lowerBound)
    let isErased = columns.upperBound - blankStart > eraseToEnd.count
    let end = isErased ? blankStart : columns.upperBound
    move(x: columns.lowerBound, y: y, &output)
    var pen = Pen()
    for cell in row[columns.lowerBound..<end] where cell.width > 0 {
      if cell.style != pen.style { set(cell.style, &pen, &output) }
      let scalar = cell.scalar.value
      Self.append(scalar < 0x80 ? scalar : replacing(scalar) ?? scalar, &output)
      if !cell.marks.isEmpty { for mark in cell.marks { Self.append(mark.value, &output) } }
    }
    if !pen.isPlain { output += plain }
    if isErased { output += eraseToEnd }
  }

  private mutating func set(_ style: Style, _ pen: inout Pen, _ output: inout [UInt8]) {
    let paint = paint(style)
    if !pen.isPlain { output += plain }
    output += paint
    (pen.style, pen.isPlain) = (style, paint.isEmpty)
  }

  /// The column from which on the row is blank as the terminal erases it; its width where it is not.
  private mutating func blankStart(of row: [Cell]) -> Int {
    guard !eraseToEnd.isEmpty else { return row.count }
    var end = row.count
    // A row mostly ends in one style.
    var plainStyle: Style?
    while end > 0 {
      let cell = row[end - 1]
      guard cell.scalar == " ", cell.width == 1, cell.marks.isEmpty else { break }
      if cell.style != plainStyle {
        guard paint(cell.style).isEmpty else { break }
        plainStyle = cell.style
      }
      end -= 1
    }
    return end
  }

  private func scroll(_ shift: Canvas.Shift, height: Int, _ output: inout [UInt8]) {
    region(shift.rows, &output)
    move(x: 0, y: shift.distance > 0 ? shift.rows.upperBound - 1 : shift.rows.lowerBound, &output)
    for _ in 0..<abs(shift.distance) { output += shift.distance > 0 ? up : down }
    region(0..<height, &output)
  }

  private func region(_ rows: Range<Int>, _ output: inout [UInt8]) {
    output += "\u{1B}[\(rows.lowerBound + 1);\(rows.upperBound)r".utf8
  }

  private func move(x: Int, y: Int, _ output: inout [UInt8]) {
    output += [0x1B, UInt8(ascii: "[")]
    Self.append(number: y + 1, &output)
    output.append(UInt8(ascii: ";"))
    Self.append(number: x + 1, &output)
    output.append(UInt8(ascii: "H"))
  }

  static func append(number: Int, _ output: inout [UInt8]) {
    if number >= 10 { append(number: number / 10, &output) }
    output.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  @inline(__always)
  private static func append(_ scalar: UInt32, _ output: inout [UInt8]) {
    if scalar < 0x80 { return output.append(UInt8(truncatingIfNeeded: scalar)) }
    for byte in UTF8.encode(Unicode.Scalar(scalar) ?? "?") ?? UTF8.encodedReplacementCharacter {
      output.append(byte)
    }
  }

  // MARK: Looks

  /// Whether a sequence takes away colours, too.
  private static func resets(_ sequence: [UInt8]) -> Bool {
    sequence.indices.dropLast(2).contains {
      sequence[$0] == 0x1B && sequence[$0 + 1] == UInt8(ascii: "[")
        && (sequence[$0 + 2] == UInt8(ascii: "m") || sequence[$0 + 2] == UInt8(ascii: "0"))
    }
  }

  private mutating func paint(_ style: Style) -> Paint {
    if let known = paints[style.number] { return known }
    let paint = paint(theme.look(of: style))
    paints[style.number] = paint
    return paint
  }

  private func paint(_ look: Look) -> Paint {
    let isColored = hasColors && (look.foreground >= 0 || look.background >= 0)
    func attribute(_ one: Look.Attributes, _ name: String, mask: Int) -> [UInt8] {
      let isShown = look.attributes.contains(one) && !(isColored && withoutColors & mask != 0)
      return isShown ? CursesTerminal.capability(name) : []
    }
    return attribute(.bold, "bold", mask: 32) + attribute(.underline, "smul", mask: 2)
      + attribute(.reverse, "rev", mask: 0) + attribute(.dim, "dim", mask: 16)
      + (isColored ? color("setaf", look.foreground) + color("setab", look.background) : [])
  }

  private func color(_ capability: String, _ number: Int) -> [UInt8] {
    guard number >= 0, let sequence = curses_color(capability, Int32(number)) else { return [] }
    return Array(String(cString: sequence).utf8)
  }
}

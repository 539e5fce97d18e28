import EmicKit
import Glibc

/// What a piece of screen is for; a `Theme` says how that looks.
public enum Role: UInt8, Sendable, CaseIterable {
  case plain, facts, hints, message, problem, speaker, interviewer, aside
  case selection, caret, hit, currentHit, coded, lane, control
  case border, title, selectedRow, faint, key, input
  /// The name of a code, in the code's colour.
  case codeName
}

/// The look of a cell by meaning: a role, for lanes and coded text also a colour of the palette.
public struct Style: Hashable, Sendable {
  public var role: Role
  /// 0: none; else the palette's colour, from 1.
  public var color: UInt8
  public var isUnderlined: Bool

  public init(_ role: Role = .plain, color: UInt8 = 0, isUnderlined: Bool = false) {
    self.role = role
    self.color = color
    self.isUnderlined = isUnderlined
  }

  public static let plain = Style()

  /// A number of its own for every style: the key of a table of looks.
  ///
  /// The first dictionary with a new type of key costs 0.1 ms at start, in which Swift's runtime looks
  /// for its conformance among thousands; one with numbers or texts for keys is there in any case.
  public var number: Int { Int(role.rawValue) << 9 | Int(color) << 1 | (isUnderlined ? 1 : 0) }
}

/// One cell of the screen.
///
/// A wide character fills its own cell and the next, a *continuation*.
public struct Cell: Hashable, Sendable {
  public var scalar: Unicode.Scalar
  public var marks: DisplayText.Marks
  /// 1 or 2; 0 for the continuation of a wide character.
  public var width: UInt8
  public var style: Style

  public init(
    _ scalar: Unicode.Scalar,
    marks: DisplayText.Marks = DisplayText.Marks(),
    width: UInt8 = 1,
    style: Style = .plain
  ) {
    self.scalar = scalar
    self.marks = marks
    self.width = width
    self.style = style
  }

  static let blank = Cell(" ")
}

/// A screen in memory: views draw into it, tests read it, the terminal shows it.
///
/// Every row always sums to the width, and no cell holds a control character: what is drawn passes
/// `DisplayText`, the one gate between data and a terminal.
public struct Canvas: Hashable, Sendable {
  public let size: Size
  /// From the top, `size.width` cells each.
  ///
  /// Rows that are as they were share their memory with those of the screen before: to copy and to compare
  /// all cells of every frame took longer than to draw what is new.
  private var lines: [[Cell]]
  /// The rows of the list on top, in their order: what a click can mean.
  private(set) var rows: [ListRow] = []
  /// The keys that a foot names, where they stand: what a click can mean, too.
  private(set) var offeredKeys: [OfferedKey] = []
  /// How many rows at the top facts or a message have, which nothing else may cover.
  var headHeight = 1
  /// Whether it is to be listened to: no frames, no rules, words for the signs of keys.
  var isPlain = false
  /// Where the hardware cursor stands, `nil` only on a screen without any cell.
  public var cursor: (x: Int, y: Int)? {
    get { cursorPlace.map { ($0 % max(1, size.width), $0 / max(1, size.width)) } }
    set {
      cursorPlace = newValue.flatMap { place in
        guard size.width > 0, size.height > 0 else { return nil }
        let x = min(max(0, place.x), size.width - 1)
        return min(max(0, place.y), size.height - 1) * size.width + x
      }
    }
  }
  private var cursorPlace: Int?

  public init(size: Size) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    let blank = [Cell](repeating: .blank, count: self.size.width)
    lines = []
    lines.reserveCapacity(self.size.height)
    // Not by `repeating`, for which Swift's runtime looks the type of the list up anew.
    for _ in 0..<self.size.height { lines.append(blank) }
    cursorPlace = isEmpty ? nil : 0
  }

  /// Whether there is no cell at all.
  var isEmpty: Bool { size.width == 0 || size.height == 0 }

  /// A row of a list, which somebody can go to.
  struct ListRow: Hashable {
    var x: Range<Int>
    var y: Range<Int>
    var isCurrent: Bool
  }

  /// Says that a row of a list stands here.
  mutating func offer(row y: Int, x: Range<Int>? = nil, height: Int = 1, isCurrent: Bool) {
    rows.append(ListRow(x: x ?? 0..<size.width, y: y..<y + height, isCurrent: isCurrent))
  }

  /// A key that is named on the screen, in the notation in which it stands there.
  struct OfferedKey: Hashable {
    var x: Range<Int>
    var y: Int
    var notation: String
  }

  /// Says that a click here presses a key.
  mutating func offer(key notation: String, x: Range<Int>, y: Int) {
    offeredKeys.append(OfferedKey(x: x, y: y, notation: notation))
  }

  /// What was offered lies beneath something else now.
  mutating func withdrawOffers() { (rows, offeredKeys) = ([], []) }

  /// The cell at a place on the screen, from 0 at the top left.
  public subscript(x: Int, y: Int) -> Cell { lines[y][x] }

  /// The cells of a row, from 0 at the top.
  public func row(_ y: Int) -> [Cell] { lines[y] }

  /// Draws data at a place, cut at the right edge; a wide character that would be cut in half is
  /// left out.
  ///
  /// - Returns: the column after the last cell drawn.
  @discardableResult
  public mutating func draw(
    _ text: some StringProtocol,
    x: Int,
    y: Int,
    style: Style = .plain,
    limit: Int = .max
  ) -> Int {
    // Here and not by `isPlain` of any text, which is slow where it is called from another target.
    let end = text.utf8.withContiguousStorageIfAvailable { bytes in
      DisplayText.isPlain(bytes)
        ? draw(plain: bytes, x: x, y: y, style: style, limit: limit) : nil
    }
    if let end, let end { return end }
    var column = x
    if isPlain, text.unicodeScalars.contains("↵") {
      return draw(Ornaments.plainKeys(String(text)), x: x, y: y, style: style, limit: limit)
    }
    for glyph in DisplayText.glyphs(of: String(text)) {
      guard column + glyph.width <= min(limit, size.width) else { break }
      put(glyph, x: column, y: y, style: style)
      column += glyph.width
    }
    return column
  }

  /// Draws bytes that `DisplayText` calls plain, each of which is a cell.
  ///
  /// - Returns: the column after the last cell drawn.
  private mutating func draw(
    plain bytes: UnsafeBufferPointer<UInt8>,
    x: Int,
    y: Int,
    style: Style,
    limit: Int
  ) -> Int {
    let end = max(x, min(x + bytes.count, limit, size.width))
    let first = max(x, 0)
    guard y >= 0, y < size.height, first < end else { return end }
    change(row: y, columns: first..<end) { column in
      Cell(Unicode.Scalar(bytes[column - x]), style: style)
    }
    return end
  }

  /// Sets cells one beside the other; none of them is half of a wide character.
  private mutating func change(row y: Int, columns: Range<Int>, to cell: (Int) -> Cell) {
    // Only at its ends can it meet half of a wide character.
    splitWideCharacter(at: columns.lowerBound, y)
    splitWideCharacter(at: columns.upperBound - 1, y)
    lines[y].withUnsafeMutableBufferPointer { cells in
      for column in columns { cells[column] = cell(column) }
    }
  }

  /// Draws one glyph; outside the screen nothing happens.
  public mutating func put(_ glyph: DisplayText.Glyph, x: Int, y: Int, style: Style) {
    guard y >= 0, y < size.height, x >= 0, x + glyph.width <= size.width else { return }
    splitWideCharacter(at: x, y)
    if glyph.width == 2 { splitWideCharacter(at: x + 1, y) }
    var cellStyle = style
    if glyph.isEscaped { cellStyle.role = .control }
    lines[y][x] = Cell(
      glyph.scalar,
      marks: glyph.marks,
      width: UInt8(glyph.width),
      style: cellStyle
    )
    if glyph.width == 2 { lines[y][x + 1] = Cell(" ", width: 0, style: cellStyle) }
  }

  /// Draws a scalar that `DisplayText` calls plain.
  mutating func put(plain scalar: Unicode.Scalar, x: Int, y: Int, style: Style) {
    guard y >= 0, y < size.height, x >= 0, x < size.width else { return }
    splitWideCharacter(at: x, y)
    lines[y][x] = Cell(scalar, style: style)
  }

  /// Puts a whole row of another canvas of the same width.
  mutating func put(row: [Cell], y: Int) {
    guard y >= 0, y < size.height, row.count == size.width else { return }
    lines[y] = row
  }

  /// Adds a combining mark to the character that ends before a column.
  mutating func add(mark: Unicode.Scalar, before x: Int, y: Int) {
    guard DisplayText.isMark(mark), x > 0, x <= size.width, y >= 0, y < size.height else { return }
    let place = lines[y][x - 1].width == 0 ? x - 2 : x - 1
    if lines[y][place].style.role != .control { lines[y][place].marks.append(mark) }
  }

  /// Fills a rectangle with blanks of a style.
  public mutating func fill(x: Int, y: Int, width: Int, height: Int, style: Style = .plain) {
    let columns = max(0, x)..<max(0, x, min(size.width, x + width))
    guard !columns.isEmpty else { return }
    let blank = Cell(" ", style: style)
    for row in max(0, y)..<max(0, y, min(size.height, y + height)) {
      change(row: row, columns: columns) { _ in blank }
    }
  }

  // Half a wide character is no character: its other half becomes a blank.
  private mutating func splitWideCharacter(at x: Int, _ y: Int) {
    let width = lines[y][x].width
    guard width != 1 else { return }
    let other = width == 0 ? x - 1 : x + 1
    lines[y][other] = Cell(" ", style: lines[y][other].style)
  }

  /// The columns of a row in which a row of another canvas of the same size differs, from the first to
  /// the last, no wide character cut; `nil` where they are the same.
  ///
  /// - Parameters:
  ///   - other: what is compared.
  ///   - y: the row, from 0.
  ///   - otherRow: of the other canvas; left out for the same.
  /// - Returns: columns from 0, half-open.
  public func difference(from other: Canvas, inRow y: Int, otherRow: Int? = nil) -> Range<Int>? {
    // Their bytes first: most rows are as they were, and cell by cell takes ten times longer.
    guard !isSame(row: y, as: otherRow ?? y, of: other) else { return nil }
    return lines[y].withUnsafeBufferPointer { here in
      other.lines[otherRow ?? y].withUnsafeBufferPointer { there in
        guard var start = here.indices.first(where: { here[$0] != there[$0] }),
          var last = here.indices.last(where: { here[$0] != there[$0] })
        else { return nil }
        while start > 0, here[start].width == 0 { start -= 1 }
        while last + 1 < here.count, here[last + 1].width == 0 { last += 1 }
        return start..<last + 1
      }
    }
  }

  /// The stretches of a row that differ from a row of another canvas of the same size, no wide character cut.
  ///
  /// - Parameters:
  ///   - other: what is compared.
  ///   - y: the row, from 0.
  ///   - otherRow: of the other canvas.
  ///   - gap: the most equal cells between two stretches that are taken for one.
  /// - Returns: columns from 0, half-open, in order.
  public func runs(
    from other: Canvas,
    inRow y: Int,
    otherRow: Int,
    joinedOver gap: Int
  ) -> [Range<Int>] {
    lines[y].withUnsafeBufferPointer { here in
      other.lines[otherRow].withUnsafeBufferPointer { there in
        guard let one = here.baseAddress, let two = there.baseAddress, one != two else { return [] }
        // A cell is numbers side by side, without room between them. Eight at a time, for most are the same.
        func isSame(_ x: Int, count: Int) -> Bool {
          memcmp(one + x, two + x, count * MemoryLayout<Cell>.stride) == 0
        }
        var runs: [Range<Int>] = []
        var x = 0
        while x < here.count {
          if x + 8 <= here.count, isSame(x, count: 8) {
            x += 8
            continue
          }
          guard !isSame(x, count: 1) else {
            x += 1
            continue
          }
          let start = here[x].width == 0 && x > 0 ? x - 1 : x
          x += 1
          while x < here.count, here[x].width == 0 { x += 1 }
          if let last = runs.last, start - last.upperBound <= gap {
            runs[runs.count - 1] = last.lowerBound..<x
          } else {
            runs.append(start..<x)
          }
        }
        return runs
      }
    }
  }

  /// Whether a row is the same as one of another canvas of the same size.
  func isSame(row y: Int, as otherRow: Int, of other: Canvas) -> Bool {
    lines[y].withUnsafeBufferPointer { here in
      other.lines[otherRow].withUnsafeBufferPointer { there in
        guard let one = here.baseAddress, let two = there.baseAddress, one != two else {
          return true
        }
        return memcmp(one, two, here.count * MemoryLayout<Cell>.stride) == 0
      }
    }
  }

  /// The text of a row without trailing blanks, for tests and for documentation.
  public func text(ofRow y: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for cell in row(y) where cell.width > 0 {
      scalars.append(cell.scalar)
      scalars.append(contentsOf: cell.marks)
    }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}

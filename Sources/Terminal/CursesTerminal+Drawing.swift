import CNcurses
import CTerminalSupport
import EmicTUI

/// Showing canvases, and what the terminal is asked with the first of them.
extension CursesTerminal {
  /// Shows a canvas; only what differs from the last one is sent.
  public func draw(_ canvas: Canvas) {
    guard isTaken, !isGone else { return }
    isAsked = false
    guard outgoing.isEmpty else {
      postponed = canvas
      return
    }
    postponed = nil
    if questions.areOpen { ask() }
    // Before the picture, which may be drawn with steps that stop at the last row that scrolls. After a halt only
    // the picture itself takes the screen again, and the shell's is not touched.
    if frameCount == 0 || hasScreen { tellHeight(cursor: shown?.cursor) }
    compose(canvas)
    shown = canvas
    tellHeight(cursor: canvas.cursor)
    hasScreen = true
    frameCount += 1
    if reportsFrames { report() }
    flush()
    chooseWriter()
  }

  /// Makes all rows scroll, where other ones did: ncurses, which was begun without the terminal, has told it what
  /// its description says, and where rows are deleted the others would stay.
  ///
  /// - Parameter cursor: where it is, and is to be again.
  private func tellHeight(cursor: (x: Int, y: Int)?) {
    guard scrollsOtherHeight else { return }
    scrollsOtherHeight = false
    let (x, y) = (Int32(cursor?.x ?? 0), Int32(cursor?.y ?? 0))
    guard let region = curses_scroll_region(Int32(size.height), x, y) else { return }
    // Behind what ncurses begins with.
    outgoing.append(contentsOf: CursesTerminal.composed())
    outgoing.append(contentsOf: String(cString: region).utf8)
  }

  /// Asks the terminal to put a text into the clipboard; whether it does it does not say.
  public func copyToClipboard(_ text: String) {
    guard isTaken, !isGone, isANSI, text.utf8.count <= Clipboard.longest else { return }
    outgoing.append(contentsOf: Clipboard.sequence(text))
    flush()
  }

  /// Draws everything anew with the next `draw`, whatever is on the screen.
  public func redraw() { forgetScreen() }

  private func compose(_ canvas: Canvas) {
    if let shown, shown.size == canvas.size, writer != nil {
      let isWide = hasWideSigns
      let frame = writer?.frame(from: shown, to: canvas) { isWide ? NarrowSigns.plain($0) : nil }
      return outgoing.append(contentsOf: frame ?? [])
    }
    putRows(of: canvas)
    let cursor = canvas.cursor ?? (-1, -1)
    curses_compose(Int32(cursor.x), Int32(cursor.y))
    outgoing.append(contentsOf: CursesTerminal.composed())
  }

  private func putRows(of canvas: Canvas) {
    let all = 0..<canvas.size.width
    for y in 0..<canvas.size.height {
      guard let shown, shown.size == canvas.size else {
        put(all, ofRow: y, of: canvas)
        continue
      }
      if let columns = canvas.difference(from: shown, inRow: y) {
        put(columns, ofRow: y, of: canvas)
      }
    }
  }

  private func put(_ columns: Range<Int>, ofRow y: Int, of canvas: Canvas) {
    // Taken out and put back: every look at a member of a class is guarded, which took most of the time.
    var row = self.row
    self.row = []
    row.removeAll(keepingCapacity: true)
    // Neighbours mostly look alike, and a comparison is cheaper than a look-up.
    var style = Style.plain
    var content = look(style)
    canvas.row(y).withUnsafeBufferPointer { cells in
      for cell in cells[columns] where cell.width > 0 {
        if cell.style != style {
          style = cell.style
          content = look(style)
        }
        content.scalars.0 = cell.scalar.value
        if hasWideSigns, let plain = NarrowSigns.plain(cell.scalar.value) {
          content.scalars.0 = plain
        }
        guard !cell.marks.isEmpty else {
          row.append(content)
          continue
        }
        var marked = content
        let marks = cell.marks
        marked.scalars.1 = marks[0].value
        if marks.count > 1 { marked.scalars.2 = marks[1].value }
        if marks.count > 2 { marked.scalars.3 = marks[2].value }
        if marks.count > 3 { marked.scalars.4 = marks[3].value }
        row.append(marked)
      }
    }
    curses_put_row(Int32(y), Int32(columns.lowerBound), row, Int32(row.count))
    self.row = row
  }

  private func look(_ style: Style) -> CursesCell {
    if let known = cells[style.number] { return known }
    let look = theme.look(of: style)
    var cell = CursesCell()
    // The attributes are the same bits on both sides.
    cell.attributes = UInt32(look.attributes.rawValue)
    if depth != .none { cell.pair = curses_pair(Int32(look.foreground), Int32(look.background)) }
    cells[style.number] = cell
    return cell
  }

  func flush() {
    guard !outgoing.isEmpty, !isGone else { return }
    let count = outgoing.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { terminal_write($0, bytes.count) } ?? 0
    }
    if count < 0 {
      hangUp()
    } else {
      outgoing = outgoing.dropFirst(count)
      if outgoing.isEmpty { outgoing = [] }
    }
  }

  // MARK: Questions

  private func ask() {
    curses_compose(-1, -1)
    outgoing.append(contentsOf: CursesTerminal.composed())
    outgoing.append(contentsOf: questions.ask())
    decoder.awaitsAnswer = questions.awaitGround
    forgetScreen()
  }

  /// - Returns: whether everything looks otherwise now.
  func takeAnswers() -> Bool {
    var isChanged = false
    for answer in decoder.takeAnswers() {
      switch questions.finding(in: answer) {
      case .signsAreWide: hasWideSigns = true
      case .ground(let isLight):
        theme = Theme.named(isLight ? .light : .dark, depth)
        cells = [:]
        writer = FrameWriter(theme: theme, hasColors: depth != .none)
      case nil: continue
      }
      isChanged = true
    }
    decoder.awaitsAnswer = questions.awaitGround
    if isChanged { forgetScreen() }
    return isChanged
  }

  static func composed() -> UnsafeBufferPointer<UInt8> {
    var count = 0
    let start = curses_output(&count)
    return UnsafeBufferPointer(start: start, count: count)
  }

  // Only the sequence itself: terminfo's notes on padding (`$<5>`) are for hardware long gone.
  static func capability(_ name: String) -> [UInt8] {
    guard let value = curses_string(name) else { return [] }
    var bytes = Array(String(cString: value).utf8)
    while let start = bytes.firstIndex(of: UInt8(ascii: "$")),
      bytes[start...].dropFirst().first == 0x3C,
      let end = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
    {
      bytes.removeSubrange(start...end)
    }
    return bytes
  }

  // Tests know by this that a frame is complete and which bytes it has seen; the same frame is
  // reported again when bytes led to no new one.
  func report() {
    let now = (frames: frameCount, bytes: decoder.bytesConsumed)
    if let reported, reported == now { return }
    reported = now
    // Not as a text: what tests alone need is to take no time that is measured.
    var mark = Array("\u{1B}]7777;idle;".utf8)
    FrameWriter.append(number: now.frames, &mark)
    mark.append(UInt8(ascii: ";"))
    FrameWriter.append(number: now.bytes, &mark)
    mark.append(0x07)
    outgoing.append(contentsOf: mark)
  }
}

import EmicKit

/// What was pressed last with the mouse, for what follows: a second click, a drag.
struct Pointer {
  /// How near in time two clicks are one gesture, in milliseconds.
  static let doubleClickTime: Int64 = 500

  var x: Int
  var y: Int
  var at: Timestamp
  /// 1 for a click, 2 and 3 for a double and a triple one.
  var clicks = 1
  /// Whether it put a row of a list in hand, which a second click takes.
  var isOnRow = false
  /// What the press has taken of the text, from where a drag goes on; `nil` when it was not on a text.
  var anchor: Span?
}

/// The mouse: never needed, and never more than keys can do.
extension State {
  mutating func take(_ mouse: Mouse) {
    guard settings.usesMouse, !isBlank, !geometry.isTooSmall, reviewWish == nil,
      held.isEmpty || !popups.isEmpty,
      (0..<size.width).contains(mouse.x), (0..<size.height).contains(mouse.y)
    else { return }
    pendingKeys = []
    isPointing = true
    switch mouse.kind {
    case .press: press(mouse)
    case .drag: drag(mouse)
    case .release: break
    case .wheelUp: scroll(by: -1)
    case .wheelDown: scroll(by: 1)
    }
  }

  private mutating func press(_ mouse: Mouse) {
    var pointer = Pointer(x: mouse.x, y: mouse.y, at: moment.now)
    if let last = self.pointer, (last.x, last.y) == (mouse.x, mouse.y), last.clicks < 3,
      moment.now.milliseconds - last.at.milliseconds <= Pointer.doubleClickTime
    {
      pointer.clicks = last.clicks + 1
    }
    let canvas = render(self)
    if pressOnKey(mouse, of: canvas) {
      // Each click on a key is one press of it.
      pointer.clicks = 1
    } else if popups.isEmpty, screen == .coding {
      pointer.anchor = pressOnText(mouse, clicks: pointer.clicks)
    } else {
      pointer.isOnRow = pressOnList(mouse, of: canvas, clicks: pointer.clicks)
    }
    self.pointer = pointer
  }

  // MARK: Keys at the foot

  /// A click on a key that is named at the foot presses it.
  ///
  /// - Returns: whether there is one under the mouse.
  private mutating func pressOnKey(_ mouse: Mouse, of canvas: Canvas) -> Bool {
    guard mouse.y > 0,
      let offered = canvas.offeredKeys.first(where: {
        $0.y == mouse.y && $0.x.contains(mouse.x)
      })
    else { return false }
    // What asks for a y is done by nobody's stray click.
    guard popups.isEmpty || offered.notation != "y" else {
      complain("A click does not answer this: press y.")
      return true
    }
    for key in keys(of: offered, at: mouse.x) { press(key) }
    return true
  }

  /// The keys that a hint names.
  ///
  ///     g a         one sequence
  ///     j k, o/i    the one under the mouse
  ///     1-9         none
  private func keys(of offered: Canvas.OfferedKey, at x: Int) -> [Key] {
    if let keys = keys(named: offered.notation) { return keys }
    let parts = offered.notation.split { $0 == " " || $0 == "/" }.map { String($0) }
    var end = offered.x.lowerBound
    for part in parts {
      end += DisplayText.width(of: part) + 1
      if x < end { return keys(named: part) ?? [] }
    }
    return parts.first.flatMap { keys(named: $0) } ?? []
  }

  /// One key, or a sequence that means something here.
  private func keys(named notation: String) -> [Key]? {
    if let key = Key(named: notation) { return [key] }
    var names = [notation]
    if let first = notation.first, "[]".contains(first) {
      names.append(notation.map { String($0) }.joined(separator: " "))
    }
    for name in names where popups.isEmpty {
      guard let keys = Key.sequence(name), keymap.match(keys, on: place) != .none else { continue }
      return keys
    }
    return nil
  }

  // MARK: Lists

  /// How many lines a turn of the wheel is.
  private static let wheelStep = 3

  /// A click puts a row in hand, a second one at once, as quick as a double click, takes it.
  ///
  /// - Returns: whether it was on a row.
  private mutating func pressOnList(_ mouse: Mouse, of canvas: Canvas, clicks: Int) -> Bool {
    let rows = canvas.rows
    guard let current = rows.firstIndex(where: \.isCurrent) else { return false }
    if clicks == 2 {
      // The row that the first click has put in hand may stand elsewhere now: it is the one meant.
      if pointer?.isOnRow == true, !isInForm { takeRow() }
      return false
    }
    guard clicks == 1,
      let row = rows.firstIndex(where: { $0.x.contains(mouse.x) && $0.y.contains(mouse.y) })
    else { return false }
    if popups.isEmpty { goToColumn(at: mouse.x) }
    for _ in 0..<abs(row - current) { moveInList(down: row > current) }
    return true
  }

  /// Puts the column under the mouse in hand, where a matrix is in view.
  private mutating func goToColumn(at x: Int) {
    switch screen {
    case .counts where counts.view == .matrix:
      if let column = MatrixView(state: self).column(at: x) { counts.column = column }
    case .framework:
      if let column = FrameworkView(state: self).column(at: x) { framework.column = column }
    default: break
    }
  }

  /// A second click in a field is no answer to the form.
  private var isInForm: Bool { if case .form = popups.last { true } else { false } }

  private mutating func takeRow() {
    if popups.isEmpty { run(.open) } else { pressInPopup(Key(.enter)) }
  }

  private mutating func moveInList(down: Bool) {
    if popups.isEmpty { run(down ? .down : .up) } else { pressInPopup(Key(down ? .down : .up)) }
  }

  private mutating func scroll(by direction: Int) {
    if let popup = popups.last {
      switch popup {
      case .picker, .commands, .memos, .reading, .choice, .lines, .reanchoring, .differences,
        .confirmation:
        break
      // The rest has nothing to scroll, or text in which an arrow would move the caret.
      default: return
      }
    } else if screen == .coding {
      let height = geometry.bodyHeight
      coding?.scroll(by: direction * Self.wheelStep, height: height)
      return
    }
    for _ in 0..<Self.wheelStep { moveInList(down: direction > 0) }
  }

  // MARK: A transcript

  /// A click puts the caret on a character, a double click selects the word, a triple click the
  /// sentence.
  private mutating func pressOnText(_ mouse: Mouse, clicks: Int) -> Span? {
    guard let offset = offset(at: mouse, clamping: false) else { return nil }
    if coding?.edge != nil { finishEdge() }
    guard let coding else { return nil }
    let character = Span(offset..<coding.text.graphemeBoundary(after: offset))
    switch clicks {
    case 2: return select(Words.word(at: offset, in: coding.text) ?? character)
    case 3: return select(coding.transcript.sentence(at: offset) ?? character)
    default:
      self.coding?.move(to: offset)
      return character
    }
  }

  private mutating func select(_ span: Span) -> Span {
    coding?.select(from: span, to: span)
    return span
  }

  private mutating func drag(_ mouse: Mouse) {
    guard popups.isEmpty, screen == .coding, let anchor = pointer?.anchor, let coding,
      let offset = offset(at: mouse, clamping: true)
    else { return }
    var end = Span(offset..<coding.text.graphemeBoundary(after: offset))
    // What began with a word goes on by words.
    if pointer?.clicks == 2 { end = Words.word(at: offset, in: coding.text) ?? end }
    if pointer?.clicks == 3 { end = coding.transcript.sentence(at: offset) ?? end }
    guard end != anchor || !coding.selection.isEmpty else { return }
    self.coding?.select(from: anchor, to: end)
  }

  /// The character under the mouse.
  ///
  /// - Parameters:
  ///   - mouse: where it is.
  ///   - clamping: whether above and below the text the next rows are meant, as in a drag.
  /// - Returns: its offset; `nil` where there is no text.
  private func offset(at mouse: Mouse, clamping: Bool) -> Int? {
    guard let coding, !coding.shownRows.isEmpty, coding.text.scalarCount > 0 else { return nil }
    let layout = coding.layout
    let line = mouse.y - geometry.bodyTop
    let place: RowPlace?
    if (0..<coding.shownRows.count).contains(line) {
      place = layout.place(coding.top, movedBy: line)
    } else if clamping {
      place =
        line < 0
        ? layout.place(coding.top, movedBy: -1)
        : layout.place(coding.top, movedBy: coding.shownRows.count)
    } else {
      place = nil
    }
    guard let place, let row = layout.row(at: place) else { return nil }
    let offset = layout.offset(atColumn: max(0, mouse.x - geometry.textX), in: row)
    let last = coding.text.graphemeBoundary(before: coding.text.scalarCount)
    return coding.text.wholeCharacters(Span(min(offset, last)..<min(offset, last))).start
  }
}

extension CodingState {
  /// Selects from one stretch to another, both with them, the head at the other one's far end.
  mutating func select(from anchor: Span, to end: Span) {
    let isForward = end.start >= anchor.start
    selection = Selection(caret: isForward ? anchor.start : anchor.end)
    selection.head = isForward ? max(anchor.end, end.end) : end.start
    isSpent = false
    isExtended = true
    focus = nil
    madeLast = []
    goalColumn = nil
  }

  /// Scrolls without moving the caret, as long as it stays on the screen; a caret without a selection
  /// goes along.
  mutating func scroll(by rows: Int, height: Int) {
    guard rows < 0 || shownRows.count == height else { return }
    top = layout.place(top, movedBy: rows)
    guard selection.isEmpty || isSpent, edge == nil, !isExtending else { return }
    let last = layout.place(top, movedBy: height - 1)
    for _ in 0..<abs(rows) {
      let place = layout.place(of: caret)
      if place < top { move(.down) } else if place > last { move(.up) }
    }
  }
}

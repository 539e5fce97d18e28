import CNcurses
import CPlatform
import CTerminalSupport
import struct EmicKit.ScreenSettings
import EmicTUI
import Glibc

/// The terminal: reads inputs and shows canvases, one per process.
///
/// Nothing here waits for a terminal that does not read: what it does not take stays behind, and
/// canvases drawn meanwhile replace each other until it does.
@MainActor
public final class CursesTerminal {
  /// The size of the screen in cells; 80×24 where the terminal does not say.
  public private(set) var size: Size
  /// How many colours are used: none where the theme has none.
  public let depth: ColorDepth

  private var theme: Theme
  private var questions: TerminalQuestions
  /// Whether signs of disputed width are replaced: the terminal draws them in two cells.
  private var hasWideSigns = false
  private let reportsFrames: Bool
  private let isANSI: Bool
  private var decoder: KeyDecoder
  private var cells: [Int: CursesCell] = [:]
  /// Of the row that is handed to curses: kept, for it is filled for every row of every frame.
  private var row: [CursesCell] = []

  /// Whether the terminal scrolls as many rows as its description names, or as there were before.
  private var scrollsOtherHeight = false
  private var shown: Canvas?
  private var postponed: Canvas?
  private var outgoing: ArraySlice<UInt8> = []
  private var frameCount = 0
  private var reported: (frames: Int, bytes: Int)?

  private var isTaken = false
  private var isClosed = false
  private var isGone = false
  private var isHangUpUntold = false
  private var resumeAfterStop = false

  // MARK: Taking and giving back

  /// Takes the terminal on stdin and stdout: raw keys, alternate screen, bracketed paste.
  ///
  /// - Throws: what is missing; then the terminal is untouched and the program ends with code 2.
  public init(
    environment: TerminalEnvironment = .current,
    color: ColorChoice = .auto,
    theme: ScreenSettings.Theme = .auto,
    usesMouse: Bool = false
  ) throws(TerminalProblem) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    guard let type = environment.terminalType, !type.isEmpty else { throw .terminalTypeUnset }
    platform_use_utf8_locale()
    // Before ncurses, which installs handlers only where there are none.
    let refusal = terminal_open()
    guard refusal == 0 else { throw .systemRefused(errno: refusal) }
    switch curses_begin(type) {
    case CURSES_READY: break
    case let result:
      terminal_close()
      switch result {
      case CURSES_UNKNOWN_TERMINAL: throw .terminalTypeUnknown(type)
      case CURSES_NO_CURSOR_ADDRESSING: throw .cursorNotAddressable(type)
      default: throw .systemRefused(errno: errno)
      }
    }
    let most = environment.depth(color, colorCount: Int(curses_color_count()))
    depth = theme == .mono ? .none : most
    let known = theme == .auto ? environment.saidTheme : theme
    self.theme = Theme.named(known, depth)
    if depth != .none { curses_use_colors() }
    reportsFrames = environment.reportsFrames
    isANSI = CursesTerminal.capability("cup").starts(with: "\u{1B}[".utf8)
    decoder = KeyDecoder(sequences: KeySequences.ofTerminal())
    // A terminal type without mouse reports is not asked for them.
    decoder.acceptsMouse =
      usesMouse && isANSI && !CursesTerminal.capability("kmous").isEmpty
    questions = TerminalQuestions(
      asksWidth: isANSI,
      asksGround: isANSI && known == .auto && depth != .none
        && TerminalEnvironment.tellsColors(type)
    )
    size = Size(width: 80, height: 24)
    readSize()
    take()
  }

  /// Gives the terminal back, as it was; a second call does nothing.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    release()
    curses_end()
    terminal_close()
  }

  /// Gives the terminal to the shell, or to another program, until `take()`.
  public func release() {
    guard isTaken else { return }
    isTaken = false
    curses_compose_leave()
    outgoing.append(contentsOf: CursesTerminal.composed())
    outgoing.append(contentsOf: modesOff)
    if !isGone { Array(outgoing).withUnsafeBufferPointer { send($0) } }
    outgoing = []
    postponed = nil
    shown = nil
    terminal_set_farewell(nil, 0)
    terminal_restore_modes()
    terminal_replay_errors()
  }

  private func send(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    terminal_write_patiently(start, bytes.count)
  }

  /// Takes the terminal again after `release()`; everything is drawn anew by the next `draw`.
  public func take() {
    guard !isTaken, !isClosed else { return }
    guard terminal_make_raw() == 0 else { return hangUp() }
    isTaken = true
    terminal_forget_keys()
    terminal_divert_errors()
    let farewell =
      modesOff + ["sgr0", "cnorm", "clear", "rmcup"].flatMap(CursesTerminal.capability)
    terminal_set_farewell(farewell, farewell.count)
    outgoing.append(contentsOf: modesOn)
    flush()
    forgetScreen()
  }

  /// Gives the terminal to the shell and stops, as Ctrl-Z does elsewhere.
  ///
  /// Returns when the program goes on; `nextInput` then says `.resumed`.
  public func suspend() {
    release()
    terminal_stop()
    resumeAfterStop = true
    // Told to end while it was stopped, the program may run in the background, where taking the
    // terminal would stop it again.
    if !terminal_must_end() { take() }
  }

  private var modesOn: [UInt8] {
    CursesTerminal.capability("smkx") + (isANSI ? Array("\u{1B}[?2004h".utf8) : [])
      + (decoder.acceptsMouse ? Array("\u{1B}[?1002h\u{1B}[?1006h".utf8) : [])
  }

  private var modesOff: [UInt8] {
    (decoder.acceptsMouse ? Array("\u{1B}[?1006l\u{1B}[?1002l".utf8) : [])
      + (isANSI ? Array("\u{1B}[?2004l".utf8) : []) + CursesTerminal.capability("rmkx")
  }

  private func readSize() {
    var (width, height): (Int32, Int32) = (80, 24)
    _ = terminal_get_size(&width, &height)
    size = Size(width: Int(width), height: Int(height))
    curses_resize(width, height)
    scrollsOtherHeight = true
  }

  private func forgetScreen() {
    shown = nil
    postponed = nil
    curses_forget_screen()
  }

  // MARK: Drawing

  /// Shows a canvas; only what differs from the last one is sent.
  public func draw(_ canvas: Canvas) {
    guard isTaken, !isGone else { return }
    guard outgoing.isEmpty else {
      postponed = canvas
      return
    }
    postponed = nil
    if questions.areOpen { ask() }
    putRows(of: canvas)
    shown = canvas
    let cursor = canvas.cursor ?? (-1, -1)
    curses_compose(Int32(cursor.x), Int32(cursor.y))
    outgoing.append(contentsOf: CursesTerminal.composed())
    if scrollsOtherHeight { tellHeight(cursor: cursor) }
    frameCount += 1
    if reportsFrames { report() }
    flush()
  }

  /// Makes all rows scroll: ncurses, which was begun without the terminal, knows only what its description
  /// says, and where rows are deleted the others would stay.
  private func tellHeight(cursor: (x: Int, y: Int)) {
    scrollsOtherHeight = false
    let (x, y) = (Int32(max(0, cursor.x)), Int32(max(0, cursor.y)))
    guard let region = curses_scroll_region(Int32(size.height), x, y) else { return }
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

  private func putRows(of canvas: Canvas) {
    let all = 0..<canvas.size.width
    guard let shown, shown.size == canvas.size else {
      for y in 0..<canvas.size.height { put(all, ofRow: y, of: canvas) }
      return
    }
    let shift = canvas.shift(from: shown)
    if let shift {
      curses_scroll(
        Int32(shift.rows.lowerBound),
        Int32(shift.rows.upperBound - 1),
        Int32(shift.distance)
      )
    }
    for y in 0..<canvas.size.height {
      // Nothing has come to where a row was left free.
      guard let there = shift.map({ $0.source(of: y) }) ?? y else {
        put(all, ofRow: y, of: canvas)
        continue
      }
      if let columns = canvas.difference(from: shown, inRow: y, otherRow: there) {
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
    let start = y * canvas.size.width
    canvas.cells.withUnsafeBufferPointer { cells in
      for cell in cells[start + columns.lowerBound..<start + columns.upperBound]
      where cell.width > 0 {
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

  private func flush() {
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
  private func takeAnswers() -> Bool {
    var isChanged = false
    for answer in decoder.takeAnswers() {
      switch questions.finding(in: answer) {
      case .signsAreWide: hasWideSigns = true
      case .ground(let isLight):
        theme = Theme.named(isLight ? .light : .dark, depth)
        cells = [:]
      case nil: continue
      }
      isChanged = true
    }
    decoder.awaitsAnswer = questions.awaitGround
    if isChanged { forgetScreen() }
    return isChanged
  }

  private static func composed() -> UnsafeBufferPointer<UInt8> {
    var count = 0
    let start = curses_output(&count)
    return UnsafeBufferPointer(start: start, count: count)
  }

  // Only the sequence itself: terminfo's notes on padding (`$<5>`) are for hardware long gone.
  private static func capability(_ name: String) -> [UInt8] {
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
  private func report() {
    let now = (frames: frameCount, bytes: decoder.bytesConsumed)
    if let reported, reported == now { return }
    reported = now
    outgoing.append(contentsOf: "\u{1B}]7777;idle;\(now.frames);\(now.bytes)\u{07}".utf8)
  }

  // MARK: Inputs

  /// Waits for the next input; `nil` when nothing came in the time, which is in milliseconds (`nil`:
  /// as long as it takes).
  public func nextInput(timeoutMilliseconds: Int? = nil) -> Input? {
    let deadline = timeoutMilliseconds.map { Int(terminal_clock()) + $0 }
    while true {
      if let input = pendingInput() { return input }
      let now = Int(terminal_clock())
      if let deadline, now >= deadline { return nil }
      if reportsFrames, isTaken, decoder.isEmpty, postponed == nil, frameCount > 0 {
        report()
        flush()
      }
      let end = [deadline, decoder.deadline].compactMap(\.self).min()
      let milliseconds = end.map { Int32(clamping: max(0, $0 - now)) } ?? -1
      wait(milliseconds)
    }
  }

  /// The next input that is already there; never waits.
  public func pendingInput() -> Input? {
    if let input = signalled() { return input }
    if let input = decoded() { return input }
    wait(0)
    if let input = signalled() { return input }
    return decoded()
  }

  private func decoded() -> Input? {
    if let input = decoder.next(at: Int(terminal_clock())) { return input }
    // Everything is drawn anew with the next frame, which the loop draws after an input.
    return takeAnswers() ? .woken : nil
  }

  /// Ends the wait in `nextInput`, which then says `.woken`, once for all calls meanwhile.
  ///
  /// Safe on any thread.
  public nonisolated func wake() { terminal_wake() }

  private func wait(_ milliseconds: Int32) {
    var wanted = TERMINAL_EVENT
    if isTaken, !isGone {
      wanted |= TERMINAL_INPUT
      if !outgoing.isEmpty { wanted |= TERMINAL_OUTPUT }
    }
    let there = terminal_wait(Int32(wanted), milliseconds)
    if there & Int32(TERMINAL_OUTPUT) != 0 { flush() }
    if outgoing.isEmpty, let canvas = postponed { draw(canvas) }
    if there & Int32(TERMINAL_INPUT) != 0 { read() }
  }

  private func read() {
    let now = Int(terminal_clock())
    let count = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { buffer in
      guard let start = buffer.baseAddress else { return -2 }
      let count = terminal_read(start, buffer.count)
      if count > 0 { decoder.feed(buffer.prefix(count), at: now) }
      return count
    }
    if count == -1 { hangUp() }
  }

  private func hangUp() {
    guard !isGone else { return }
    isGone = true
    isHangUpUntold = true
    outgoing = []
    postponed = nil
  }

  private func signalled() -> Input? {
    if isHangUpUntold {
      isHangUpUntold = false
      return .endRequested(signal: SIGHUP)
    }
    switch terminal_take_signal() {
    case SIGTSTP:
      suspend()
      return signalled()
    case SIGCONT:
      return resume()
    case SIGWINCH:
      readSize()
      forgetScreen()
      return .resized(size)
    case 0: break
    case let signal: return .endRequested(signal: signal)
    }
    if resumeAfterStop { return resume() }
    return terminal_take_wake() ? .woken : nil
  }

  // Also after a SIGSTOP, which nobody can prepare for: the shell has used the terminal since.
  private func resume() -> Input {
    if isTaken, !resumeAfterStop {
      _ = terminal_make_raw()
      outgoing.append(contentsOf: CursesTerminal.capability("smcup") + modesOn)
      flush()
    }
    resumeAfterStop = false
    readSize()
    forgetScreen()
    return .resumed
  }
}

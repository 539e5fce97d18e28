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

  var theme: Theme
  var questions: TerminalQuestions
  /// Whether signs of disputed width are replaced: the terminal draws them in two cells.
  var hasWideSigns = false
  let reportsFrames: Bool
  let isANSI: Bool
  var decoder: KeyDecoder
  var cells: [Int: CursesCell] = [:]
  /// Of the row that is handed to curses: kept, for it is filled for every row that curses draws.
  var row: [CursesCell] = []

  /// Writes what changes on the screen; `nil` where curses does, and before the first screen, which is curses' anyway.
  var writer: FrameWriter?
  private var isWriterChosen = false
  /// Whether something was drawn since the terminal was taken.
  var hasScreen = false
  /// Whether the terminal scrolls as many rows as its description names, or as there were before.
  var scrollsOtherHeight = false
  var shown: Canvas?
  var postponed: Canvas?
  var outgoing: ArraySlice<UInt8> = []
  var frameCount = 0
  var reported: (frames: Int, bytes: Int)?

  var isTaken = false
  private var isClosed = false
  var isGone = false
  var isHangUpUntold = false
  /// What a read gives: 4095 bytes are the most that Linux keeps for one.
  ///
  /// With room for fewer a paste without brackets would not be told by its length.
  var arrived = [UInt8](repeating: 0, count: 4095)
  /// Whether the last read gave as much as one can.
  var hasMore = false
  /// Whether the terminal was asked since the last frame what has come.
  var isAsked = false
  var resumeAfterStop = false
  /// The size that the program knows.
  var toldSize: Size

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
    let most = environment.depth(color, colorCount: max(0, Int(curses_number("colors"))))
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
    toldSize = size
    take()
    toldSize = size
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
    (isTaken, hasScreen) = (false, false)
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
    readSize()
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
  /// Returns when the program goes on; `nextInput` then says `.resumed`, or `.resized`.
  public func suspend() {
    release()
    terminal_stop()
    resumeAfterStop = true
    // Told to end while it was stopped, the program may run in the background, where taking the
    // terminal would stop it again.
    if !terminal_must_end() { take() }
  }

  var modesOn: [UInt8] {
    CursesTerminal.capability("smkx") + (isANSI ? Array("\u{1B}[?2004h".utf8) : [])
      + (decoder.acceptsMouse ? Array("\u{1B}[?1002h\u{1B}[?1006h".utf8) : [])
  }

  private var modesOff: [UInt8] {
    (decoder.acceptsMouse ? Array("\u{1B}[?1006l\u{1B}[?1002l".utf8) : [])
      + (isANSI ? Array("\u{1B}[?2004l".utf8) : []) + CursesTerminal.capability("rmkx")
  }

  func readSize() {
    var (width, height): (Int32, Int32) = (80, 24)
    _ = terminal_get_size(&width, &height)
    size = Size(width: Int(width), height: Int(height))
    curses_resize(width, height)
    scrollsOtherHeight = true
  }

  /// Finds out, once, whether what changes is written without curses.
  func chooseWriter() {
    guard !isWriterChosen else { return }
    isWriterChosen = true
    writer = FrameWriter(theme: theme, hasColors: depth != .none)
  }

  func forgetScreen() {
    shown = nil
    postponed = nil
    curses_forget_screen()
  }
}

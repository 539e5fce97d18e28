import CTerminalTesting
import EmicTUI
import Glibc

/// A program in a pseudo-terminal, with the screen that a person would see.
///
/// Nothing here waits for time: the program, told so by `EMIC_TEST_SYNC`, marks the end of each frame
/// and how many bytes of input it has seen. Only a test that fails waits, for `patience`.
final class PseudoTerminal {
  enum Status: Equatable { case exited(Int32), signalled(Int32) }

  enum Failure: Error, CustomStringConvertible {
    case notStarted(String)
    case endedEarly(Status, screen: String)
    case nothingHappened(screen: String)

    var description: String {
      switch self {
      case .notStarted(let program): "could not start \(program)"
      case .endedEarly(let status, let screen): "the program ended (\(status)):\n\(screen)"
      case .nothingHappened(let screen): "what was waited for did not come:\n\(screen)"
      }
    }
  }

  /// Neighbouring cells of a row that look the same.
  struct StyleRun: Equatable {
    var text: String
    var isBold = false
    var isUnderlined = false
    var isReverse = false
    var foreground: Int32 = -1
    var background: Int32 = -1
  }

  private(set) var size: Size
  private let terminal: OpaquePointer
  private var sent: Int64 = 0
  private static let patience: Int32 = 60_000

  /// Starts a built product by its name, or any program by its path.
  ///
  /// `environment` is what differs from a plain UTF-8 xterm; `nil` takes a variable out.
  init(
    program: String,
    arguments: [String] = [],
    environment: [String: String?] = [:],
    size: Size = Size(width: 80, height: 24)
  ) throws {
    self.size = size
    let path = program.contains("/") ? program : PseudoTerminal.productFolder + "/" + program
    var variables: [String: String?] = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "EMIC_TEST_SYNC": "1", "HOME": "/nonexistent",
      "PATH": "/usr/local/bin:/usr/bin:/bin",
    ]
    variables.merge(environment) { $1 }
    var argv = ([path] + arguments).map { strdup($0) } + [nil]
    var envp = variables.compactMap { name, value in value.map { strdup("\(name)=\($0)") } } + [nil]
    defer { for string in argv + envp { free(string) } }
    guard
      let started = test_terminal_start(
        path,
        &argv,
        &envp,
        Int32(size.width),
        Int32(size.height)
      )
    else { throw Failure.notStarted(path) }
    terminal = started
  }

  deinit { test_terminal_end(terminal) }

  /// Where the products lie: beside the test bundle.
  static var productFolder: String {
    String(cString: test_terminal_bundle()).split(separator: "/", omittingEmptySubsequences: false)
      .dropLast().joined(separator: "/")
  }

  // MARK: Doing

  /// Sends keys, without waiting for what they do.
  func send(_ text: String) throws { try send(bytes: Array(text.utf8)) }

  func send(bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { test_terminal_send(terminal, $0, buffer.count) } ?? 0
      }
      rest = rest.dropFirst(count)
      sent += Int64(count)
      if count == 0 { try pump(TEST_TERMINAL_READS | TEST_TERMINAL_SENDS) }
    }
  }

  /// Sends keys and waits until all their effects are on the screen.
  func press(_ text: String) throws {
    try send(text)
    try settle()
  }

  /// Waits until the program has seen every byte that was sent and shows what came of it.
  func settle() throws {
    try wait { $0.frameCount > 0 && test_terminal_bytes_seen($0.terminal) >= $0.sent }
  }

  /// Waits for a frame after the `frame`th; the first one, if none is named.
  func waitForFrame(after frame: Int32 = 0) throws { try wait { $0.frameCount > frame } }

  /// Waits until there is output, and leaves it unread.
  func waitForUnreadOutput() throws {
    guard test_terminal_has_output(terminal, PseudoTerminal.patience) else {
      throw Failure.nothingHappened(screen: screenText)
    }
  }

  func wait(until isReached: (PseudoTerminal) -> Bool) throws {
    // A program that draws again and again, but never that, is given up too.
    let end = ContinuousClock.now + .milliseconds(Int(PseudoTerminal.patience))
    while !isReached(self) {
      if let status { throw Failure.endedEarly(status, screen: screenText) }
      guard ContinuousClock.now < end else { throw Failure.nothingHappened(screen: screenText) }
      try pump()
    }
  }

  /// Changes the size and waits for the frame that follows.
  func resize(to size: Size) throws {
    guard size != self.size else { return }
    let frame = frameCount
    self.size = size
    test_terminal_resize(terminal, Int32(size.width), Int32(size.height))
    try waitForFrame(after: frame)
  }

  /// Changes the size and goes on at once.
  func resizeWithoutWaiting(to size: Size) {
    self.size = size
    test_terminal_resize(terminal, Int32(size.width), Int32(size.height))
  }

  func signal(_ number: Int32) { test_terminal_signal(terminal, number) }

  func waitForStop() throws { try wait { test_terminal_is_stopped($0.terminal) } }

  /// Continues a stopped program, as `fg` does, and waits until it shows its screen again.
  func resume() throws {
    let frame = frameCount
    signal(SIGCONT)
    try wait { !test_terminal_is_stopped($0.terminal) && $0.frameCount > frame }
  }

  /// Closes the terminal under the program, as when its window is closed.
  func hangUp() { test_terminal_hang_up(terminal) }

  /// Waits for the end; `reading: false` lets the output pile up until then, as a terminal does that
  /// was stopped.
  func waitForExit(reading: Bool = true) throws -> Status {
    while true {
      if let status {
        while test_terminal_pump(terminal, 0, Int32(TEST_TERMINAL_READS)) {}
        return status
      }
      try pump(reading ? TEST_TERMINAL_READS : 0)
    }
  }

  private func pump(_ wanted: Int = TEST_TERMINAL_READS) throws {
    guard test_terminal_pump(terminal, PseudoTerminal.patience, Int32(wanted)) else {
      if let status { throw Failure.endedEarly(status, screen: screenText) }
      throw Failure.nothingHappened(screen: screenText)
    }
  }

  // MARK: Seeing

  var frameCount: Int32 { test_terminal_frames(terminal) }

  private var status: Status? {
    guard test_terminal_has_ended(terminal) else { return nil }
    let number = test_terminal_status(terminal)
    return number < 0 ? .signalled(-number) : .exited(number)
  }

  var cursor: (x: Int, y: Int) {
    var (x, y): (Int32, Int32) = (0, 0)
    test_terminal_cursor(terminal, &x, &y)
    return (Int(x), Int(y))
  }

  /// The rows without trailing blanks, and without the empty rows at the end.
  var screenText: String {
    var rows = (0..<size.height).map(row)
    while rows.last == "" { rows.removeLast() }
    return rows.joined(separator: "\n")
  }

  /// The text of a row without trailing blanks.
  func row(_ y: Int) -> String {
    var text = (0..<size.width).map {
      self.text(of: test_terminal_cell(terminal, Int32($0), Int32(y)))
    }
    .joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The looks of a row from left to right; blanks at its end that look plain are left out.
  func styleRuns(_ y: Int) -> [StyleRun] {
    var runs: [StyleRun] = []
    for x in 0..<size.width {
      let cell = test_terminal_cell(terminal, Int32(x), Int32(y))
      var run = StyleRun(
        text: "",
        isBold: cell.bold,
        isUnderlined: cell.underline,
        isReverse: cell.reverse,
        foreground: cell.foreground,
        background: cell.background
      )
      if var last = runs.last {
        last.text = ""
        if last == run {
          runs[runs.count - 1].text += text(of: cell)
          continue
        }
      }
      run.text = text(of: cell)
      runs.append(run)
    }
    if var last = runs.popLast() {
      let text = last.text
      last.text = ""
      if last == StyleRun(text: "") {
        last.text = String(text.reversed().drop { $0 == " " }.reversed())
      } else {
        last.text = text
      }
      if !last.text.isEmpty { runs.append(last) }
    }
    return runs
  }

  /// The looks of each row, sign by sign: the second cell of a wide one has none of its own.
  var signs: [[StyleRun]] {
    (0..<size.height).map { y in
      styleRuns(y).flatMap { run in
        run.text.map { character in
          var sign = run
          sign.text = String(character)
          return sign
        }
      }
    }
  }

  private func text(of cell: TestCell) -> String {
    guard cell.width > 0 else { return "" }
    var text = String.UnicodeScalarView()
    withUnsafeBytes(of: cell.scalars) { bytes in
      for value in bytes.bindMemory(to: UInt32.self) {
        guard value > 0, let scalar = Unicode.Scalar(value) else { break }
        text.append(scalar)
      }
    }
    return text.isEmpty ? " " : String(text)
  }

  // MARK: After the end

  /// Whether echo, line editing and the like are as before the start.
  var lineIsRestored: Bool { test_terminal_line_is_restored(terminal) }

  /// Private modes that were set and not reset; −1 is the application keypad.
  var modesLeft: [Int32] {
    var modes = [Int32](repeating: 0, count: 64)
    let count = Int(test_terminal_modes_left(terminal, &modes, 64))
    return Array(modes.prefix(count))
  }

  /// All that the program sent to the terminal.
  var output: String {
    var length = 0
    let bytes = test_terminal_output(terminal, &length)
    return String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
  }
}

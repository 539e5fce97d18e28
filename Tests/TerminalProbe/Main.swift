import EmicKit
import EmicTUI
import Glibc
import Terminal

/// A program that does nothing but show what arrives: the newest input in the first row, then what
/// was asked for with these keys.
///
/// `q` ends, `m` shows the limit of core files, `†` traps, `w` wakes itself from another thread, `e` writes to stderr, `c` shows wide
/// characters up to the right edge, `s` shows every role, `r` changes some cells at random, `x` calls exit.
@main @MainActor
struct Probe {
  static func main() {
    denyCoreDumps()
    do throws(TerminalProblem) {
      let choice = ColorChoice(rawValue: CommandLine.arguments.dropFirst().first ?? "auto")
      let terminal = try CursesTerminal(color: choice ?? .auto)
      var probe = Probe(canvas: Canvas(size: terminal.size))
      let status = probe.run(terminal)
      terminal.close()
      exit(status)
    } catch {
      writeError(error.message + "\n")
      exit(2)
    }
  }

  private var canvas: Canvas
  private var page = Page.inputs
  private var count = 0
  private var lines: [String] = []

  private var numbers: UInt64 = 1

  private enum Page { case inputs, wide, roles, random }

  private init(canvas: Canvas) { self.canvas = canvas }

  private mutating func run(_ terminal: CursesTerminal) -> Int32 {
    while true {
      render(size: terminal.size)
      terminal.draw(canvas)
      var next = terminal.nextInput()
      while let input = next {
        if let status = take(input, terminal) { return status }
        next = terminal.furtherInput()
      }
    }
  }

  private mutating func take(_ input: Input, _ terminal: CursesTerminal) -> Int32? {
    count += 1
    lines.insert(describe(input), at: 0)
    lines = Array(lines.prefix(100))
    let before = page
    page = .inputs
    switch input {
    case .endRequested(let signal): return 128 + signal
    case .key(Key(.character("q"))): return 0
    case .key(Key(.character("†"))):
      let nothing: [Int] = []
      print(nothing[count])
    case .key(Key(.character("x"))): exit(3)
    case .key(Key(.character("w"))):
      var thread = pthread_t()
      let context = Unmanaged.passRetained(terminal).toOpaque()
      let problem = pthread_create(&thread, nil, wakeTerminal, context)
      precondition(problem == 0)
    case .key(Key(.character("m"))):
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
      lines.insert("core \(limit.rlim_cur) \(limit.rlim_max)", at: 0)
    case .key(Key(.character("e"))): writeError("a message on stderr\n")
    case .key(Key(.character("c"))): page = .wide
    case .key(Key(.character("s"))): page = .roles
    case .key(Key(.character("z"), .control)): terminal.suspend()
    case .key(Key(.character("r"))):
      page = .random
      scribble()
    case .key(Key(.character("l"), .control)):
      page = before
      terminal.redraw()
    default: break
    }
    return nil
  }

  /// Changes some cells: of every width and look, blanks among them; now and then all rows move.
  private mutating func scribble() {
    let size = canvas.size
    if random(3) == 0 { moveRows(by: random(7) - 3) }
    for _ in 0..<random(7) {
      let blanks = String(repeating: " ", count: random(30))
      let texts = ["汉字", "e\u{301}", "some words ", blanks, "|", "字\u{301}x"]
      let text = (0...random(5)).map { _ in texts[random(texts.count)] }.joined()
      let role = Role.allCases[random(Role.allCases.count)]
      let style = Style(
        random(2) == 0 ? .plain : role,
        color: UInt8(random(4)),
        isUnderlined: random(5) == 0
      )
      canvas.draw(text, x: random(size.width), y: random(size.height), style: style)
    }
    // The library that reads this in tests loses some marks in the last column.
    for y in 0..<size.height {
      let isMarked = canvas.row(y).suffix(2).contains { !$0.marks.isEmpty }
      if isMarked { canvas.draw("||", x: size.width - 2, y: y) }
    }
    canvas.cursor = (random(size.width), random(size.height))
  }

  private mutating func moveRows(by distance: Int) {
    let old = canvas
    canvas = Canvas(size: old.size)
    for y in 0..<old.size.height where (0..<old.size.height).contains(y + distance) {
      for (x, cell) in old.row(y + distance).enumerated() where cell.width > 0 {
        let glyph = DisplayText.Glyph(cell.scalar, marks: cell.marks, width: Int(cell.width))
        canvas.put(glyph, x: x, y: y, style: cell.style)
      }
    }
  }

  private mutating func random(_ bound: Int) -> Int {
    numbers = numbers &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((numbers >> 33) % UInt64(max(1, bound)))
  }

  private mutating func render(size: Size) {
    if page == .random, canvas.size == size { return }
    canvas = Canvas(size: size)
    switch page {
    case .inputs:
      canvas.draw("\(count) \(size.width)×\(size.height)", x: 0, y: 0)
      for (y, line) in lines.enumerated() { canvas.draw(line, x: 0, y: y + 1) }
      canvas.cursor = (1, 1)
    case .wide:
      for y in 0..<size.height {
        canvas.draw(String(repeating: "汉", count: size.width), x: y % 2, y: y)
      }
      canvas.draw("e\u{301}a\u{302}\u{303}字\u{301}|", x: 0, y: 0)
    case .roles:
      for (y, role) in Role.allCases.enumerated() {
        canvas.draw("\(role)", x: 0, y: y, style: Style(role, color: role == .lane ? 1 : 0))
      }
    case .random: break
    }
  }

  private func describe(_ input: Input) -> String {
    switch input {
    case .key(let key): "key \(key.code) \(key.modifiers.rawValue)"
    case .stalledPaste(let text): "stalled paste \(text.utf8.count) \(text.prefix(40))"
    case .paste(let text): "paste \(text.utf8.count) \(text.prefix(40))"
    case .mouse(let mouse): "mouse \(mouse.kind) \(mouse.x) \(mouse.y)"
    case .resized(let size): "resized \(size.width) \(size.height)"
    case .resumed: "resumed"
    case .woken: "woken"
    case .endRequested(let signal): "end \(signal)"
    }
  }
}

private func wakeTerminal(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  let terminal = Unmanaged<CursesTerminal>.fromOpaque(context).takeRetainedValue()
  for _ in 0..<100 { terminal.wake() }
  return nil
}

private func writeError(_ text: String) { _ = write(STDERR_FILENO, text, text.utf8.count) }

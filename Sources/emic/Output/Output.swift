import ArgumentParser
import CPlatform
import EmicKit
import Glibc
import Terminal

extension ColorChoice: ExpressibleByArgument {}

/// How a command answers.
enum Format: String, CaseIterable, ExpressibleByArgument {
  case table, list, json, csv

  /// Where nothing is said: a table, and on the terminal of somebody who listens to it a list.
  static let usual: Format = {
    guard isatty(STDOUT_FILENO) == 1 else { return .table }
    let (settings, problems) = Settings().screen()
    for problem in problems { Output.writeError(problem.message) }
    return settings.isAccessible ? .list : .table
  }()
}

/// The options of every command: form and quietness of its answer.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "table (as usual), list (a line for each fact), json or csv.",
      valueName: "format"
    )
  )
  var chosenFormat: Format?

  var format: Format { chosenFormat ?? .usual }

  /// Whether people read the answer, rather than programs.
  var isForPeople: Bool { format == .table || format == .list }

  /// How tables are printed.
  var tableForm: Table.Form {
    format == .list ? .list : .columns(isBold: usesColor)
  }

  @Flag(help: "No messages beside the answer.")
  var quiet = false

  @Option(help: "Colours: auto, always or never; NO_COLOR is honoured.")
  var color = ColorChoice.auto

  /// Prints the answer in the form that was asked for.
  func answer(
    json: @autoclosure () -> JSONValue,
    csv: @autoclosure () -> [[String]],
    table: @autoclosure () -> String
  ) {
    switch format {
    case .table, .list: Output.write(table())
    case .json: Output.write(json: json())
    case .csv: Output.write(csv: csv())
    }
  }

  /// Prints what was done: in sentences, and for whoever listens fact by fact.
  ///
  /// - Parameters:
  ///   - json: the answer as JSON.
  ///   - csv: as a table with its heads.
  ///   - facts: what a list says beside the sentences, where that is not what stands in the CSV.
  ///   - sentences: for people, a line each.
  func answer(
    json: @autoclosure () -> JSONValue,
    csv: @autoclosure () -> [[String]],
    facts: @autoclosure () -> Table? = nil,
    sentences: [String]
  ) {
    let lines = quiet ? "" : sentences.map { DisplayText.safe($0) + "\n" }.joined()
    guard format == .list else { return answer(json: json(), csv: csv(), table: lines) }
    let facts = facts() ?? Table(facts: csv())
    Output.write(lines + (lines.isEmpty ? "" : "\n") + facts.text(.list))
  }

  /// Prints an answer that may be large: its CSV comes in pieces.
  func answer(
    json: @autoclosure () -> JSONValue,
    pieces: @autoclosure () -> [[UInt8]],
    table: @autoclosure () -> String
  ) {
    guard format == .csv else { return answer(json: json(), csv: [], table: table()) }
    for piece in pieces() { Output.write(piece) }
  }

  /// A sentence beside the answer, on stderr.
  func note(_ message: String) {
    if !quiet { Output.writeError(message) }
  }

  var usesColor: Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto: isatty(STDOUT_FILENO) == 1 && (Settings.environment("NO_COLOR") ?? "").isEmpty
    }
  }
}

/// The two ways out of a command: names of `--names` go no further, and a terminal obeys nothing that
/// stands in data.
enum Output {
  /// Writes a page for people, in which headings may be bold.
  static func write(_ page: String) {
    let page = ReplacedNames.words(page)
    send(Array((isTerminal ? harmless(page: page) : page).utf8))
  }

  /// Writes a page that is a file for another program, too.
  static func write(markdown page: String) { write(Array(ReplacedNames.words(page).utf8)) }

  static func write(json: JSONValue) { write(ReplacedNames.words(json).printed()) }

  static func write(csv rows: [[String]]) {
    write(Array(CSV.text(of: ReplacedNames.words(rows)).utf8))
  }

  /// Writes data of which no name is to be replaced any more: as it is, and to a terminal harmlessly.
  static func write(_ bytes: [UInt8]) {
    guard isTerminal else { return send(bytes) }
    let lines = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    send(Array(DisplayText.safe(lines, keepingLines: true).utf8))
  }

  private static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Bold and its end stay: `Table` and its like have let nothing else through.
  private static func harmless(page: String) -> String {
    page.split(separator: "\u{1B}[1m", omittingEmptySubsequences: false).map { part in
      part.split(separator: "\u{1B}[m", omittingEmptySubsequences: false)
        .map { DisplayText.safe($0, keepingLines: true) }.joined(separator: "\u{1B}[m")
    }.joined(separator: "\u{1B}[1m")
  }

  /// Writes all bytes to stdout, or ends the program.
  private static func send(_ bytes: [UInt8]) {
    if bytes.count > 1 << 16 { platform_widen_pipe(STDOUT_FILENO) }
    guard let number = send(bytes, to: STDOUT_FILENO) else { return }
    // Whoever reads has seen enough: as quiet as the signal would have been.
    if number == EPIPE { exit(128 + SIGPIPE) }
    let reason = String(cString: strerror(number))
    writeError("The answer could not be written: \(reason). Make room, or write it elsewhere.")
    exit(3)
  }

  /// Says that a change was saved and is not in the history.
  ///
  /// - Parameters:
  ///   - what: of which the change was.
  ///   - undo: the command that takes such changes back; `nil` where it is `emic undo`.
  static func sayUnrecorded(_ what: String, undoneBy undo: String? = nil) {
    let loss =
      undo.map { "\($0) does not know of it, and goes on" }
      ?? "`emic undo` and `redo` do not know of it, and go on"
    writeError(
      "\(what): saved, but .emic/history cannot be written: \(loss) from what was done before."
    )
  }

  /// Writes a message to stderr, harmless whatever it quotes.
  static func writeError(_ message: String) {
    guard !message.isEmpty else { return }
    let words = DisplayText.safe(ReplacedNames.words(message), keepingLines: true)
    _ = send(Array((words + "\n").utf8), to: STDERR_FILENO)
  }

  /// Moves on the terminal's last line: words of ours only, never data.
  static func writeRaw(_ text: String) {
    _ = send(Array(text.utf8), to: STDERR_FILENO)
  }

  /// - Returns: an `errno` when not all could be written.
  private static func send(_ bytes: [UInt8], to file: Int32) -> Int32? {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return errno }
      written += count
    }
    return nil
  }
}

/// How far a long job is, on the terminal's last line; nothing where stderr is none.
final class ProgressLine {
  private let isWanted: Bool
  private var isShown = false
  private let words: String

  /// - Parameters:
  ///   - words: before the numbers.
  ///   - output: where it is shown.
  init(_ words: String, _ output: OutputOptions) {
    self.words = words
    isWanted = !output.quiet && isatty(STDERR_FILENO) == 1
  }

  /// For a job whose steps have words of their own.
  convenience init(_ output: OutputOptions) { self.init("", output) }

  func show(_ done: Int, of count: Int) { show(words, done, of: count) }

  /// Tells of one step of a job how far it is.
  func show(_ words: String, _ done: Int, of count: Int) {
    // Of very many only each thousandth part: a terminal is slow.
    guard isWanted, count > 20, done % max(10, count / 1000) == 0 else { return }
    isShown = true
    Output.writeRaw("\r\(words) \(done) of \(count)\u{1B}[K")
  }

  /// Tells of one piece of work that takes long how many megabytes are done.
  func show(_ piece: String, megabytes: Int) {
    guard isWanted else { return }
    isShown = true
    let piece = DisplayText.safe(ReplacedNames.words(piece))
    Output.writeRaw("\r\(words) \(piece): \(megabytes) MB of text\u{1B}[K")
  }

  /// Says what is being done, where nobody knows how long it takes.
  func show() {
    guard isWanted else { return }
    isShown = true
    Output.writeRaw("\r\(words) …")
  }

  func clear() {
    if isShown { Output.writeRaw("\r\u{1B}[K") }
  }
}

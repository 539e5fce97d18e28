import EmicKit

/// The first and the last line of every screen.
extension State {
  /// The line at the foot: keys and what they do, as many as fit; the last one, which leads to all
  /// others, always stands at the right.
  func drawHints(_ hints: [(key: String, meaning: String)], into canvas: inout Canvas) {
    let (y, width) = (size.height - 1, size.width)
    // Beneath a popup, which names its own: those of the screen are there again when it is gone.
    guard !hints.isEmpty else {
      return canvas.fill(x: 0, y: y, width: width, height: 1, style: Style(.hints))
    }
    let isPlain = canvas.isPlain
    let drawn: Canvas
    // No closure draws them where they are not known: it would hold a copy of the whole state.
    if let known = foot.row(of: hints, on: place, width: width, isPlain: isPlain) {
      drawn = known
    } else {
      var one = Canvas(size: Size(width: width, height: 1))
      one.isPlain = isPlain
      drawHints(hints, intoRow: &one)
      foot.keep(one, of: hints, on: place)
      drawn = one
    }
    canvas.put(row: drawn.row(0), y: y)
    for one in drawn.offeredKeys { canvas.offer(key: one.notation, x: one.x, y: y) }
  }

  private func drawHints(_ hints: [(key: String, meaning: String)], intoRow canvas: inout Canvas) {
    canvas.fill(x: 0, y: 0, width: size.width, height: 1, style: Style(.hints))
    func draw(_ hint: (key: String, meaning: String), x: Int) -> Int {
      let next = canvas.draw(hint.key, x: x, y: 0, style: Style(.key)) + 1
      let end = canvas.draw(hint.meaning, x: next, y: 0, style: Style(.hints))
      canvas.offer(key: hint.key, x: x..<end, y: 0)
      return end + 2
    }
    var hints = hints
    if let ownKeymap {
      for index in hints.indices {
        hints[index].key = ownKeymap.hint(translating: hints[index].key, on: place)
      }
    }
    if canvas.isPlain {
      for index in hints.indices { hints[index].key = Ornaments.plainKeys(hints[index].key) }
    }
    var widths = hints.map { DisplayText.width(of: $0.key) + 1 + DisplayText.width(of: $0.meaning) }
    while widths.reduce(0, { $0 + $1 + 2 }) > size.width,
      // The way back is named however little room there is.
      let place = hints.indices.dropFirst().dropLast().last(where: { hints[$0].meaning != "undo" })
    {
      hints.remove(at: place)
      widths.remove(at: place)
    }
    guard let last = hints.last else { return }
    let end = size.width - 1 - (widths.last ?? 0)
    _ = draw(last, x: end)
    var x = 1
    for (hint, width) in zip(hints, widths).dropLast() {
      guard x + width + 2 <= end else { break }
      x = draw(hint, x: x)
    }
  }

  /// What is said of saving on a screen that is listened to: only what needs somebody; the rest would
  /// change by itself, and `g i` tells it.
  func heard(_ saving: String) -> String {
    let calm = ["saved", "unsaved", "saving…", "no codings yet", "no verdicts yet"]
    return settings.isAccessible && calm.contains(saving) ? "" : saving
  }

  /// A message over as many lines as it needs: what to do stands at its end.
  private func draw(_ message: Message, saving: String, into canvas: inout Canvas) {
    let style = Style(message.isProblem ? .problem : .message)
    let width = size.width
    let savingX = width - 1 - DisplayText.width(of: saving)
    let lines = lines(of: message, besides: saving)
    canvas.headHeight = max(1, lines.count)
    canvas.fill(x: 0, y: 0, width: width, height: lines.count, style: style)
    for (y, line) in lines.enumerated() { canvas.draw(line, x: 1, y: y, style: style) }
    if DisplayText.width(of: lines[0]) + 3 <= savingX {
      canvas.draw(saving, x: savingX, y: 0, style: style)
    }
  }

  /// How many rows the head of the screen takes while a popup is open.
  var messageHeight: Int { headMessage.map { max(1, lines(of: $0, besides: "").count) } ?? 1 }

  private func lines(of message: Message, besides saving: String) -> [String] {
    let words = shown(message.text)
    let isShort = DisplayText.width(of: words) <= size.width - 2
    if isShort, DisplayText.isPlain(words) { return [words] }
    let room =
      isShort || saving.isEmpty ? size.width - 2 : size.width - 4 - DisplayText.width(of: saving)
    let width = max(20, room)
    let all = Paragraphs.wrapped(words, width: width)
    let height = max(1, size.height / 3)
    guard all.count > height else { return all }
    // What does not fit is not lost without a word.
    let rest = " \(keyName(of: .messages, "g h")) has all of it"
    let last = Ellipsis.cut(
      all[(height - 1)...].joined(),
      to: max(1, width - DisplayText.width(of: rest))
    )
    return all.prefix(height - 1) + [last + rest]
  }

  /// The message at the head, while there is one: then nobody need find out the facts.
  ///
  /// - Returns: whether there is one.
  func drawMessage(saving: String, problem: Bool, into canvas: inout Canvas) -> Bool {
    guard let message = headMessage else { return false }
    let saving = !problem && isWorkInDanger ? "NOT SAVED" : saving
    // Over a popup the words alone: they are about what is typed there.
    draw(message, saving: popups.isEmpty ? saving : "", into: &canvas)
    return true
  }

  /// Work that could not be saved is in danger wherever the screen is.
  private var isWorkInDanger: Bool { unsavedBecause != nil }

  /// The line at the head: a message while there is one, else facts, with the coder at the right.
  ///
  /// Whether the work is saved is seen beside messages too.
  func drawFacts(
    _ facts: [String],
    right: String,
    saving: String = "",
    problem: Bool,
    into canvas: inout Canvas
  ) {
    guard !drawMessage(saving: saving, problem: problem, into: &canvas) else { return }
    if !problem, isWorkInDanger {
      let who = [coder?.id.text ?? "", "NOT SAVED"].filter { !$0.isEmpty }.joined(separator: "  ")
      return drawFacts(facts, right: who, saving: "NOT SAVED", problem: true, into: &canvas)
    }
    let width = size.width
    canvas.fill(x: 0, y: 0, width: width, height: 1, style: Style(.facts))
    let rightWidth = min(DisplayText.width(of: right), max(0, width - 12))
    let left = shown(facts.filter { !$0.isEmpty }.joined(separator: "  "))
    canvas.draw(
      Ellipsis.cut(left, to: max(0, width - rightWidth - 4)),
      x: 1,
      y: 0,
      style: Style(.facts)
    )
    canvas.draw(
      Ellipsis.cut(right, to: rightWidth),
      x: width - rightWidth - 1,
      y: 0,
      style: Style(problem ? .problem : .facts)
    )
  }
}

/// The rows of keys at the foot as they were drawn: mostly one of them is that of the next frame.
final class KeptFoot {
  private struct Row {
    let hints: [(key: String, meaning: String)]
    let place: Keymap.Place
    let drawn: Canvas
  }

  /// The newest first, two at most: coding and going on in turns needs two.
  private var rows: [Row] = []

  /// The row as it was drawn before, where it would be the same now.
  ///
  /// - Parameters:
  ///   - hints: keys and what they do.
  ///   - place: where they are pressed.
  ///   - width: of the screen, in cells.
  ///   - isPlain: whether they are to be listened to.
  /// - Returns: a canvas of one row; `nil` where they are to be drawn anew.
  func row(
    of hints: [(key: String, meaning: String)],
    on place: Keymap.Place,
    width: Int,
    isPlain: Bool
  ) -> Canvas? {
    rows.first {
      $0.drawn.size.width == width && $0.drawn.isPlain == isPlain && $0.place == place
        && $0.hints.elementsEqual(hints, by: ==)
    }?.drawn
  }

  /// Keeps a row for the next frames in which the same keys are named.
  func keep(
    _ drawn: Canvas,
    of hints: [(key: String, meaning: String)],
    on place: Keymap.Place
  ) {
    rows = [Row(hints: hints, place: place, drawn: drawn)] + rows.prefix(1)
  }
}

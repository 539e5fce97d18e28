import EmicKit

/// Draws the state; changes nothing.
public func render(_ state: State) -> Canvas {
  var canvas = Canvas(size: state.size)
  guard !canvas.cells.isEmpty, !state.isBlank else { return canvas }
  if state.geometry.isTooSmall {
    canvas.draw("emic needs 40 × 10 cells", x: 0, y: 0, style: Style(.message))
    canvas.cursor = (0, 0)
    return canvas
  }
  switch state.screen {
  case .coding:
    if let coding = state.coding { CodingView(state: state, coding: coding).draw(into: &canvas) }
  case .study, .coderChoice: StudyView(state: state).draw(into: &canvas)
  }
  if let popup = state.popups.last {
    // The keys that the hints name go to the popup now, which names its own.
    state.drawHints([], into: &canvas)
    PopupView(state: state).draw(popup, into: &canvas)
  } else if !state.pendingKeys.isEmpty {
    state.drawHints([], into: &canvas)
    PopupView(state: state).drawContinuations(into: &canvas)
  }
  return canvas
}

extension State {
  /// The line at the foot: keys and what they do, as many as fit; the last one, which leads to all
  /// others, always stands at the right.
  func drawHints(_ hints: [(key: String, meaning: String)], into canvas: inout Canvas) {
    let y = size.height - 1
    canvas.fill(x: 0, y: y, width: size.width, height: 1, style: Style(.hints))
    func width(_ hint: (key: String, meaning: String)) -> Int {
      DisplayText.width(of: hint.key) + 1 + DisplayText.width(of: hint.meaning)
    }
    func draw(_ hint: (key: String, meaning: String), x: Int) -> Int {
      let next = canvas.draw(hint.key, x: x, y: y, style: Style(.key))
      return canvas.draw(" " + hint.meaning, x: next, y: y, style: Style(.hints)) + 2
    }
    guard let last = hints.last else { return }
    let end = size.width - 1 - width(last)
    _ = draw(last, x: end)
    var x = 1
    for hint in hints.dropLast() {
      guard x + width(hint) + 2 <= end else { break }
      x = draw(hint, x: x)
    }
  }

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
    let width = size.width
    if let message {
      let style = Style(message.isProblem ? .problem : .message)
      canvas.fill(x: 0, y: 0, width: width, height: 1, style: style)
      let savingX = width - 1 - DisplayText.width(of: saving)
      let end = canvas.draw(Ellipsis.cut(message.text, to: width - 2), x: 1, y: 0, style: style)
      if end + 2 <= savingX { canvas.draw(saving, x: savingX, y: 0, style: style) }
      return
    }
    canvas.fill(x: 0, y: 0, width: width, height: 1, style: Style(.facts))
    let rightWidth = min(DisplayText.width(of: right), max(0, width - 12))
    let left = facts.filter { !$0.isEmpty }.joined(separator: "  ")
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

/// Texts cut to a width in cells, with a sign that something is missing.
enum Ellipsis {
  static func cut(_ text: some StringProtocol, to width: Int) -> String {
    guard DisplayText.width(of: text) > width else { return String(text) }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 1
    for character in text {
      let cells = DisplayText.width(of: String(character))
      guard used + cells <= width else { break }
      kept.append(character)
      used += cells
    }
    return kept + "…"
  }

  /// Cut or filled with blanks to exactly a width.
  static func fit(_ text: some StringProtocol, to width: Int, right: Bool = false) -> String {
    let cut = cut(text, to: width)
    let blanks = String(repeating: " ", count: max(0, width - DisplayText.width(of: cut)))
    return right ? blanks + cut : cut + blanks
  }
}

import EmicKit

// Below the transcript: quick codes, what is selected and what is coded here, the hints.
extension CodingView {
  func drawFoot(into canvas: inout Canvas) {
    if let y = geometry.quickY { drawQuickCodes(y: y, into: &canvas) }
    drawStatus(into: &canvas)
    state.drawHints(hints, into: &canvas)
  }

  private func drawQuickCodes(y: Int, into canvas: inout Canvas) {
    var x = 1
    let codes = state.quickCodes.sorted { $0.key < $1.key }
    // All of them are shown, their names as long as there is room for.
    let names = codes.map { DisplayText.width(of: state.name(of: $0.value)) }
    let room = geometry.size.width - 2 - codes.count * 4
    let widest = (3...40).last { width in names.reduce(0) { $0 + min($1, width) } <= room } ?? 2
    let cut = codes.map { Ellipsis.cut(state.name(of: $0.value), to: widest) }
    for (index, (place, code)) in codes.enumerated() {
      // Where two begin alike their ends tell them apart.
      let isAlone = cut.count { $0 == cut[index] } == 1
      let name =
        isAlone ? cut[index] : Ellipsis.cutInTheMiddle(state.name(of: code), to: widest)
      x = canvas.draw("\(place)", x: x, y: y, style: Style(.key)) + 1
      let style = Style(.codeName, color: looks.color(of: code))
      x = canvas.draw(name, x: x, y: y, style: style) + 2
    }
  }

  private func drawStatus(into canvas: inout Canvas) {
    let (y, width) = (geometry.statusY, geometry.size.width)
    let style = Style(.facts)
    canvas.fill(x: 0, y: y, width: width, height: 1, style: style)
    let here = coding.codingsHere
    let words = statusWords(isCoded: !here.isEmpty)
    let end = canvas.draw(Ellipsis.cut(words, to: width / 2), x: 1, y: y, style: style)
    let names = Ellipsis.cut(namesOf(here, room: width - end - 3), to: max(0, width - end - 3))
    canvas.draw(names, x: width - 1 - DisplayText.width(of: names), y: y, style: style)
  }

  private func statusWords(isCoded: Bool) -> String {
    if let edge = coding.edge {
      return "moving the \(edge.edge == .start ? "start" : "end") · \(edge.span.characters)"
    }
    if let search = coding.search, !search.pattern.isEmpty {
      let number = search.current.map { "\($0 + 1)/\(search.hits.count)" } ?? "no hit"
      return "/\(search.pattern)  \(number)"
    }
    let mode = coding.isExtending ? "EXTEND · " : ""
    guard !coding.selection.isEmpty else { return mode + (coding.time.map { "time \($0)" } ?? "") }
    let count = coding.selection.span.characters
    return mode
      + [coding.unitName, count, coding.isSpent && isCoded ? "coded" : nil]
      .compactMap { $0 }
      .joined(separator: " · ")
  }

  /// The codes here, the one that commands mean marked when there are several, and in front with its
  /// number where not all have room.
  private func namesOf(_ here: [Coding], room: Int) -> String {
    guard !here.isEmpty else { return "" }
    let inHand = coding.placeInHand(of: here)
    let names = here.indices.map { index -> String in
      let coding = here[index]
      let isMeant = here.count > 1 && index == inHand
      let flags = coding.flags.isEmpty ? "" : coding.flags.map(\.text).joined(separator: ",")
      return (isMeant ? "▸" : "") + state.name(of: coding.code)
        + (coding.hasMemo ? " (memo)" : "")
        + (flags.isEmpty ? "" : " (\(flags))")
    }
    let links = state.linksHere.map { "→ \($0.words)" }
    let all = "here: " + (names + links).joined(separator: ", ")
    guard names.count > 1, DisplayText.width(of: all) > room else { return all }
    return "here \(inHand + 1) of \(names.count): "
      + (names[inHand...] + names[..<inHand] + links).joined(separator: ", ")
  }

  private var hints: [(key: String, meaning: String)] {
    if coding.edge != nil { return [("w b ( )", "any motion"), ("Esc", "done")] }
    if case .closed = coding.access {
      return [("]c", "next coding"), ("K", "entry"), ("/", "search"), ("q", "back"), ("?", "keys")]
    }
    if coding.selection.isEmpty {
      return [
        ("x", "sentence"), ("c", "code"), ("v", "extend"), ("]u", "next"), ("/", "search"),
        ("u", "undo"), ("-", "nothing here"), ("?", "keys"),
      ]
    }
    return [
      ("↵", "code"), ("1-9", "quick"), (".", "again"),
      ("o/i", state.settings.isAccessible ? "resize" : "grow/shrink"), ("s/e", "edges"),
      ("m", "memo"), ("u", "undo"), ("?", "keys"),
    ]
  }
}

extension CodingState {
  /// The stamp of the time here, when the transcript has any.
  var time: String? { transcript.structure.time(at: caret) }

  /// What the selection is one of.
  var unitName: String? {
    let span = selection.span
    let structure = transcript.structure
    let unit = transcript.unitIndex(endingAfter: span.start).map(structure.unit)
    if unit == span { return structure.kind.unitName }
    // Nothing is looked for in a text where more is selected than one unit holds.
    if let unit, unit.end >= span.end {
      if transcript.sentence(at: span.start) == span { return "sentence" }
      if transcript.clause(at: span.start) == span { return "clause" }
    }
    // Chinese words are looked up in a dictionary, which costs more than all the rest of a frame.
    guard span.count <= Self.longestWord else { return nil }
    return Words.word(at: span.start, in: text) == span ? "word" : nil
  }

  /// In scalars: what is longer is not asked whether it is one word.
  private static let longestWord = 40
}

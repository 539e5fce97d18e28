import EmicKit

/// Beside the transcript, on wide screens: the codings here with their codes, and the quick codes.
struct CodingPanelView {
  typealias Line = (text: String, style: Style)

  let state: State
  let coding: CodingState
  let looks: CodeLooks

  func draw(x: Int, into canvas: inout Canvas) {
    let geometry = state.geometry
    let width = min(60, geometry.size.width - x - 1)
    for y in geometry.bodyTop..<geometry.bodyTop + geometry.bodyHeight {
      canvas.put(DisplayText.Glyph("│"), x: x - 2, y: y, style: Style(.border))
    }
    var codings = codingLines(width: width, from: 0)
    if codings.count > geometry.bodyHeight {
      // The one in hand is seen, wherever Tab has led.
      codings = codingLines(width: width, from: coding.placeInHand)
      codings[(geometry.bodyHeight - 1)...] = [("… and more: Tab goes on", Style(.faint))]
    }
    let lines = codings + quickCodeLines
    for (row, line) in lines.prefix(geometry.bodyHeight).enumerated() {
      let y = geometry.bodyTop + row
      canvas.draw(line.text, x: x, y: y, style: line.style, limit: x + width)
    }
  }

  /// Of all codings here, the one at a place first and those before it last.
  private func codingLines(width: Int, from place: Int) -> [Line] {
    let here = coding.codingsHere
    guard !here.isEmpty else { return [("no codes here", Style(.faint))] }
    let links = state.linksHere.flatMap { link in
      Paragraphs.wrapped("→ \(link.words)", width: width).map { ($0, Style(.plain)) }
    }
    return (here[place...] + here[..<place]).flatMap { lines(of: $0, width: width) } + links
  }

  private func lines(of coding: Coding, width: Int) -> [Line] {
    let code = state.codebook[coding.code]
    let glyph = String(looks.glyph(of: coding.code, lane: self.coding.lane(of: coding)))
    let chinese = code?.name.chinese.map { " \($0)" } ?? ""
    let color = looks.color(of: coding.code)
    var lines: [Line] = [
      ("\(glyph) \(state.name(of: coding.code))\(chinese)", Style(.codeName, color: color))
    ]
    if let brief = code?.brief, !brief.isEmpty {
      lines += Paragraphs.wrapped(state.shown(brief), width: width - 2)
        .map { ("  " + $0, Style(.faint)) }
    }
    if !coding.flags.isEmpty {
      lines.append(("  ! " + coding.flags.map(\.text).joined(separator: ", "), .plain))
    }
    if !coding.memo.isEmpty {
      lines += Paragraphs.wrapped(["memo: " + state.shown(coding.memo)], width: width - 2)
        .map { ("  " + $0, .plain) }
    }
    return lines
  }

  private var quickCodeLines: [Line] {
    guard !state.quickCodes.isEmpty else { return [] }
    let codes = state.quickCodes.sorted { $0.key < $1.key }
    return [("", .plain), ("quick codes", Style(.title))]
      + codes.map { digit, code in
        ("\(digit) \(state.name(of: code))", Style(.codeName, color: looks.color(of: code)))
      }
  }
}

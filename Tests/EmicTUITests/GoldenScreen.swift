import EmicKit
import Testing

@testable import EmicTUI

/// A screen as a text file: what is read, then how it looks, then where the cursor stands.
///
///     the rows without trailing blanks
///     --
///     the same grid, one letter a cell, without trailing plain cells
///     -- cursor 12,5
///
/// The letters:
///
///     . plain    f facts   h hints    k key          m message     ! problem   - faint   b border
///     t title    s speaker  i interviewer  a aside       x control   n input   ^ caret
///     v selected w selected and coded / hit ? current hit   > row in hand   _ coded  c coded, no colour
///     1…8 lane in that colour, 0 without    A…H the coding in focus, in colour 1…8
struct GoldenScreen {
  let text: String

  init(_ canvas: Canvas) {
    let rows = (0..<canvas.size.height).map { canvas.text(ofRow: $0) }
    let looks = (0..<canvas.size.height).map { y -> String in
      var letters = canvas.row(y).map { Self.letter(of: $0.style) }
      while letters.last == "." { letters.removeLast() }
      return String(letters)
    }
    let cursor = canvas.cursor.map { "\($0.x),\($0.y)" } ?? "none"
    text = (rows + ["--"] + looks + ["-- cursor \(cursor)", ""]).joined(separator: "\n")
  }

  private static func letter(of style: Style) -> Character {
    switch style.role {
    case .plain: style.isUnderlined ? "_" : "."
    case .lane, .codeName: Character("\(style.color)")
    case .coded: style.color == 0 ? "c" : Array("ABCDEFGH")[(Int(style.color) - 1) % 8]
    case .selection: style.isUnderlined ? "w" : "v"
    case .facts: "f"
    case .hints: "h"
    case .key: "k"
    case .message: "m"
    case .problem: "!"
    case .faint: "-"
    case .border: "b"
    case .title: "t"
    case .speaker: "s"
    case .interviewer: "i"
    case .aside: "a"
    case .control: "x"
    case .input: "n"
    case .caret: "^"
    case .hit: "/"
    case .currentHit: "?"
    case .selectedRow: ">"
    }
  }

  /// Compares with the file of that name; `UPDATE_SCREENS=1` writes it instead.
  func expect(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let path = Samples.root + "/Tests/EmicTUITests/Screens/\(name).txt"
    if Settings.environment("UPDATE_SCREENS") == "1" {
      try FileSaver().save(Array(text.utf8), to: path, newMode: 0o644)
      return
    }
    let bytes = (try? FileReader.read(path).bytes) ?? []
    let expected = String(decoding: bytes, as: UTF8.self)
    guard expected != text else { return }
    Issue.record(
      """
      \(name) looks different (- expected, + drawn); UPDATE_SCREENS=1 takes it as it is now:
      \(Self.difference(expected, text))
      """,
      sourceLocation: sourceLocation
    )
  }

  private static func difference(_ expected: String, _ drawn: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = drawn.split(separator: "\n", omittingEmptySubsequences: false)
    return (0..<max(old.count, new.count)).flatMap { row -> [String] in
      let before = row < old.count ? String(old[row]) : "(no row)"
      let after = row < new.count ? String(new[row]) : "(no row)"
      return before == after ? [] : ["\(row + 1) - \(before)", "\(row + 1) + \(after)"]
    }.joined(separator: "\n")
  }
}

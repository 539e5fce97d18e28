import EmicKit

@testable import EmicTUI

/// Texts with their selection drawn into them, as `Session` describes.
extension Session {
  /// The text with the selection drawn into it.
  var drawn: String {
    guard let coding = state.coding else { return "" }
    let text = coding.text
    let selection = coding.selection
    let (start, end) = (selection.span.start, selection.span.end)
    let before = text[Span(0..<start)]
    let after = text[Span(end..<text.scalarCount)]
    if selection.isEmpty { return "\(before)#|\(after)" }
    let isForward = selection.head > selection.anchor
    return
      "\(before)#[\(isForward ? "" : "|")\(text[selection.span])\(isForward ? "|" : "")]#\(after)"
  }

  /// The text, and the selection that is drawn into it.
  static func read(_ drawn: String) -> (String, Selection?) {
    var text = String.UnicodeScalarView()
    var anchor: Int?
    var head: Int?
    var rest = Array(drawn.unicodeScalars)[...]
    var opening: Int?
    while let scalar = rest.first {
      let next = rest.dropFirst().first
      if scalar == "#", next == "[" {
        opening = text.count
        rest = rest.dropFirst(2)
      } else if scalar == "]", next == "#", let start = opening {
        anchor = head == start ? text.count : start
        rest = rest.dropFirst(2)
      } else if scalar == "#", next == "|" {
        (anchor, head) = (text.count, text.count)
        rest = rest.dropFirst(2)
      } else if scalar == "|", opening != nil, head == nil {
        head = text.count
        rest = rest.dropFirst()
      } else {
        text.append(scalar)
        rest = rest.dropFirst()
      }
    }
    guard let anchor, let head else { return (String(text), nil) }
    var selection = Selection(caret: anchor)
    selection.head = head
    return (String(text), selection)
  }
}

@testable import EmicTUI
import EmicKit
import Testing

@Suite("The line that is typed") struct PromptViewTests {
  private static let question = "Why, for the history (the codebook keeps it)"

  private func rows(_ width: Int, _ title: String = question, _ text: String = "because")
    -> [String]
  {
    var canvas = Canvas(size: Size(width: width, height: 12))
    PromptView(prompt: Prompt(title: title, field: TextField(text), purpose: .copyPath))
      .draw(into: &canvas)
    return (0..<12).map { canvas.text(ofRow: $0) }
  }

  @Test(
    "a question is never cut where the screen has room for it",
    arguments: [30, 40, 52, 60, 80]
  )
  func whole(width: Int) {
    let rows = rows(width)
    let words = rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(words.contains(Self.question + ": because"), "\(rows)")
    #expect(!words.contains("…"))
    #expect(rows[11].contains("because"))
  }

  @Test("a short one stands in front of what is typed")
  func short() {
    #expect(rows(40, "Export to", "codings.csv")[11].hasPrefix(" Export to: codings.csv"))
    #expect(rows(40, "Export to", "codings.csv")[10].isEmpty)
  }

  @Test("the ways out of a full disk are on the screen", arguments: [80, 52, 40])
  func fullDisk(width: Int) {
    var session = Session("#[|Nobody]# came.", size: Size(width: width, height: 24))
    session.play("c t r u Enter")
    session.failSave()
    let canvas = render(session.state)
    let words = (0..<6).map { canvas.text(ofRow: $0) }.joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
    #expect(words.contains(":save-copy writes them elsewhere."), "\(words)")
  }
}

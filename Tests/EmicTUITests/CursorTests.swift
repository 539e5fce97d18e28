import EmicKit
import Testing

@testable import EmicTUI

/// Where the hardware cursor stands: input methods open their window there, braille displays and screen
/// readers read there.
@Suite("The cursor") struct CursorTests {
  /// A screen as it is kept: `GoldenScreen` describes the form.
  private struct Kept {
    var rows: [[Character]]
    var looks: [[Character]]
    var x: Int
    var y: Int

    init?(_ text: String) {
      let parts = text.components(around: "\n--\n", "\n-- cursor ")
      guard let (rows, looks, cursor) = parts else { return nil }
      let place = cursor.split { $0 == "," || $0 == "\n" }.compactMap { Int($0) }
      guard place.count == 2 else { return nil }
      (x, y) = (place[0], place[1])
      self.rows = rows.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
      self.looks = looks.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    }

    func look(_ x: Int, _ y: Int) -> Character {
      looks.indices.contains(y) && looks[y].indices.contains(x) ? looks[y][x] : "."
    }

    var rowsInHand: [Int] { looks.indices.filter { looks[$0].contains(">") } }

    /// Whether the cursor stands at the caret of a field: behind what is typed, or its sign.
    var isInField: Bool {
      if x > 0, look(x - 1, y) == "n" { return true }
      let before = (0..<x).reversed().prefix(3).map { look($0, y) }
      return before.contains("k") || look(x, y) == "n"
    }

    /// Whether it stands at the first words of a popup, whose title is in the row above.
    var isBelowTitle: Bool { y > 0 && looks[y - 1].contains("t") }
  }

  private static func kept(in folder: String = "") throws -> [(name: String, screen: Kept)] {
    let path = Samples.root + "/Tests/EmicTUITests/Screens" + folder
    var all: [(String, Kept)] = []
    for entry in try Folder.list(path) {
      if entry.kind == .folder {
        all += try kept(in: "\(folder)/\(entry.name)")
      } else if let screen = Kept(
        String(decoding: try FileReader.read("\(path)/\(entry.name)").bytes, as: UTF8.self)
      ) {
        all.append(("\(folder)/\(entry.name)", screen))
      }
    }
    return all
  }

  @Test(
    "on every kept screen it stands on the row in hand, at the caret of a field, or where a popup begins"
  )
  func keptScreens() throws {
    let all = try Self.kept()
    #expect(all.count > 150)
    for (name, screen) in all where !screen.rowsInHand.isEmpty {
      #expect(
        screen.rowsInHand.contains(screen.y) || screen.isInField || screen.isBelowTitle,
        "\(name): row \(screen.y), in hand \(screen.rowsInHand)"
      )
    }
  }

  @Test(
    "in a list that is filtered it goes along with the row, and back to the field with a letter"
  )
  func lists() throws {
    for opening in ["c", ":", "?"] {
      var session = Session("I: Why?\nR: #[They trust us.|]# We do.\n")
      session.play(opening)
      let field = try #require(render(session.state).cursor)
      session.play("Down")
      var canvas = render(session.state)
      var cursor = try #require(canvas.cursor)
      #expect(cursor.y > field.y, "\(opening)")
      #expect(canvas.row(cursor.y).contains { $0.style.role == .selectedRow })
      session.play("Up")
      #expect(render(session.state).cursor.map { $0.y } == field.y)
      session.play("Down t")
      canvas = render(session.state)
      cursor = try #require(canvas.cursor)
      #expect((cursor.x, cursor.y) == (field.x + 1, field.y))
    }
  }
}

extension String {
  /// What stands before, between and after two separators.
  fileprivate func components(around one: String, _ two: String) -> (String, String, String)? {
    guard let first = ranges(of: one).first, let second = ranges(of: two).last,
      first.upperBound <= second.lowerBound
    else { return nil }
    return (
      String(self[..<first.lowerBound]), String(self[first.upperBound..<second.lowerBound]),
      String(self[second.upperBound...])
    )
  }
}

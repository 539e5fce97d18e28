import EmicKit
import Testing

@testable import EmicTUI

/// The screens with `accessible: true`, kept in `Screens/accessible/`, and what holds for all of them.
@Suite("Screens that are listened to") struct AccessibleScreenTests {
  /// A kind of session, and what leads to its screen.
  enum View: Sendable {
    case list
    case transcript(String)
    case review
    case questions(String)
    case codebook
    case recoding
    case search
  }

  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var view: View
    var keys = ""
    var rests = true

    var testDescription: String { name }
  }

  static let sizes = ["": Size(width: 80, height: 24), "-wide": Size(width: 160, height: 50)]

  static let scenes: [Scene] = [
    Scene(name: "study", view: .list, keys: "j"),
    Scene(name: "coding", view: .transcript(Samples.english)),
    Scene(name: "coding-chinese", view: .transcript(Samples.chinese)),
    Scene(name: "selection", view: .transcript(Samples.english), keys: "x x"),
    Scene(name: "selection-chinese", view: .transcript(Samples.chinese), keys: "x x"),
    Scene(name: "picker", view: .transcript(Samples.english), keys: "x c t r u"),
    Scene(name: "picker-row", view: .transcript(Samples.english), keys: "x c Down Down"),
    Scene(name: "help", view: .transcript(Samples.english), keys: "?"),
    Scene(name: "prefix", view: .transcript(Samples.english), keys: "]", rests: false),
    Scene(name: "memo", view: .transcript(Samples.english), keys: "m W h y ?"),
    Scene(name: "entry", view: .transcript(Samples.english), keys: "K"),
    Scene(name: "where", view: .transcript(Samples.english), keys: "g i", rests: false),
    Scene(name: "agreement", view: .review, keys: "j j"),
    Scene(name: "passages", view: .review, keys: "g g Enter j"),
    Scene(name: "passage", view: .review, keys: ReviewScreenTests.english),
    Scene(name: "quotations", view: .questions("g r"), keys: "j"),
    Scene(name: "matrix", view: .questions("g m"), keys: "j j l"),
    Scene(name: "pairs", view: .questions("g o")),
    Scene(name: "first-uses", view: .questions("g s")),
    Scene(name: "framework", view: .questions("g f"), keys: RetrievalScreenTests.framed),
    Scene(name: "search", view: .search, keys: "j"),
    Scene(name: "codebook", view: .codebook, keys: "j j"),
    Scene(name: "recode", view: .recoding),
  ]

  @Test("a screen is as it was last agreed on", arguments: scenes)
  func scene(scene: Scene) throws {
    for (suffix, size) in Self.sizes {
      let canvas = render(try Self.state(scene, size))
      try GoldenScreen(canvas).expect("accessible/\(scene.name)\(suffix)")
    }
  }

  static func state(_ scene: Scene, _ size: Size, isAccessible: Bool = true) throws -> State {
    var keys = scene.keys
    switch scene.view {
    case .list:
      var session = try Session(sample: nil, size: size)
      session.listen(isAccessible)
      session.play(keys)
      if scene.rests { session.rest() }
      return session.state
    case .transcript(let name):
      var session = try Session(sample: name, size: size)
      session.listen(isAccessible)
      keys = GoldenScreenTests.coded(name, keys)
      session.play(keys.split(separator: "\n").joined(separator: " "))
      if scene.rests { session.play("F9 F9") }
      if scene.rests { session.rest() }
      return session.state
    case .review: return listened(try ReviewSession(size: size), isAccessible, keys)
    case .questions(let opening):
      return listened(try QuestionSession(size: size, keys: opening), isAccessible, keys)
    case .codebook: return listened(try CodebookSession(size: size), isAccessible, keys)
    case .recoding: return listened(try RecodeSession(size: size), isAccessible, keys)
    case .search:
      var questions = try QuestionSession(size: size, keys: "g /")
      questions.session.listen(isAccessible)
      questions.type("合同")
      questions.play("Enter")
      let hits = (1...3).map { StudySearchTests.hit($0) }
      questions.perform(.searchFound(number: 1, hits, searched: 2, all: 2))
      questions.perform(.searchEnded(number: 1, problem: nil))
      questions.play(keys)
      return questions.state
    }
  }

  private static func listened(
    _ desk: some SessionOfAScreen,
    _ isAccessible: Bool,
    _ keys: String
  ) -> State {
    var desk = desk
    desk.session.listen(isAccessible)
    desk.play(keys)
    return desk.session.state
  }

  @Test(
    "nothing is drawn that is read as a name of a sign, and nothing stands beside a list",
    arguments: scenes
  )
  func plain(scene: Scene) throws {
    for size in Self.sizes.values {
      let canvas = render(try Self.state(scene, size))
      for y in 0..<size.height {
        for cell in canvas.row(y) {
          let isDrawing = (0x2500...0x25FF).contains(cell.scalar.value) || cell.scalar == "↵"
          #expect(!isDrawing, "\(cell.scalar) in row \(y)")
        }
      }
    }
  }

  @Test("every line of a selection stands in brackets, and the cursor on its character")
  func brackets() throws {
    var session = Session("I: Why?\nR: 他们#|信任我们, and that is all. So it goes.\n")
    session.listen()
    session.play("v l l")
    var canvas = render(session.state)
    let y = try #require(canvas.cursor?.y)
    #expect(canvas.text(ofRow: y).contains("他们[信任]我们, and"))
    let x = try #require(canvas.cursor?.x)
    #expect(canvas[x, y].scalar == "任")
    session.play("Esc x")
    canvas = render(session.state)
    #expect(canvas.text(ofRow: y).contains("[他们信任我们, and that is all.] So it goes."))
    #expect(canvas[canvas.cursor?.x ?? 0, y].scalar == ".")
    ScreenLawTests.expectWhole(canvas, "with brackets")
  }

  @Test("at the widest line and the narrowest screen brackets cut nothing off")
  func bracketsAtTheEdge() {
    for text in OddTexts.all {
      for width in [40, 41, 59, 80, 120] {
        var session = Session(text.text, size: Size(width: width, height: 12))
        session.listen()
        for keys in ["X", "X", "v G", "Esc g g v G", "Esc c"] {
          session.play(keys)
          ScreenLawTests.expectWhole(
            render(session.state),
            "\(text.name) at \(width) after \(keys)"
          )
        }
      }
    }
  }

  @Test("a message stands until the next key, and nothing waits for a time")
  func messages() {
    var session = Session("I: Why?\nR: #|They trust us.\n")
    session.listen()
    session.play("x ' t")
    let words = session.message
    #expect(words.hasPrefix("Assigned trust"))
    #expect(session.state.nextDeadline == nil)
    session.perform(.clock, after: 3_600_000)
    #expect(session.message == words)
    session.play("l")
    #expect(session.message == "")
  }

  @Test("that work was saved changes nothing on the screen; that it was not is told")
  func saving() throws {
    var session = Session("I: Why?\nR: #|They trust us.\n")
    session.listen()
    session.play("x ' t h")
    let before = render(session.state)
    let revision = try #require(session.state.coding?.revision)
    session.perform(.saved(revision: revision, transcript: "T01.txt", coder: "ana", merged: nil))
    #expect(render(session.state) == before)
    session.play("g i")
    #expect(session.message.hasSuffix("codes here: trust, saved."))
    session.play("! e")
    session.failSave()
    #expect(session.message.contains("the disk is full."))
  }

  @Test("codes have signs that are typed on every keyboard")
  func signs() {
    var session = Session("I: Why?\nR: #|They trust us.\n")
    session.listen()
    let looks = CodeLooks(Session.codebook, session.state)
    let signs = Session.codebook.codes.map { looks.glyph(of: $0.id, lane: 0) }
    #expect(signs.allSatisfy { $0.isASCII })
    #expect(Set(signs).count == signs.count)
  }
}

/// A session that is at one of the screens, with what answers it.
protocol SessionOfAScreen {
  var session: Session { get set }
  mutating func play(_ keys: String)
}

extension ReviewSession: SessionOfAScreen {}
extension QuestionSession: SessionOfAScreen {}
extension CodebookSession: SessionOfAScreen {}
extension RecodeSession: SessionOfAScreen {}

extension Session {
  /// Goes on with a screen that is listened to.
  mutating func listen(_ isAccessible: Bool = true) {
    state.settings.isAccessible = isAccessible
    perform(.input(.resized(state.size)))
  }
}

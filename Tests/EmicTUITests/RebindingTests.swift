import EmicKit
import Testing

@testable import EmicTUI

@Suite("Keys of one's own") struct RebindingTests {
  static func keymap(_ text: String) throws -> Keymap {
    let (keymap, problems) = rebound(text)
    #expect(problems.isEmpty)
    return keymap
  }

  private static func rebound(_ text: String) -> (keymap: Keymap, problems: [String]) {
    let (keys, unread) = KeysFile.read(Array(text.utf8), file: "keys.yaml")
    let (keymap, problems) = Keymap.standard.rebound(by: keys)
    return (keymap, unread.map(\.message) + problems.map(\.message))
  }

  private static func command(_ keymap: Keymap, _ keys: String, on place: Keymap.Place) -> Command?
  {
    guard let sequence = Key.sequence(keys),
      case .command(let command) = keymap.match(sequence, on: place)
    else { return nil }
    return command
  }

  // MARK: What is read

  @Test("a command gets the keys of the file instead of its own, on every screen that has it")
  func everywhere() throws {
    let keymap = try Self.keymap("undo: [Ctrl-Y, z z]\n")
    for place in [Keymap.Place.coding, .codebook, .passage, .recoding] {
      #expect(Self.command(keymap, "Ctrl-Y", on: place) == .undo)
      #expect(Self.command(keymap, "z z", on: place) == .undo)
      #expect(keymap.match([Key(.character("z"))], on: place) == .prefix)
      #expect(Self.command(keymap, "u", on: place) == nil)
    }
    #expect(Self.command(keymap, "U", on: .coding) == .redo)
  }

  @Test("below a screen's name only that screen is meant, and it wins")
  func oneScreen() throws {
    let keymap = try Self.keymap(
      "transcripts:\n  open: F2\nopen: [F3]\ntranscript:\n  code: [C, Enter]\n"
    )
    #expect(Self.command(keymap, "F2", on: .study) == .open)
    #expect(Self.command(keymap, "F3", on: .study) == nil)
    #expect(Self.command(keymap, "F3", on: .codebook) == .open)
    #expect(Self.command(keymap, "C", on: .coding) == .pickCode)
    #expect(Self.command(keymap, "c", on: .coding) == nil)
  }

  @Test("keys change places within one file, and a command can lose its keys")
  func swapped() throws {
    let keymap = try Self.keymap("transcript:\n  grow: i\n  shrink: o\ncopy: []\n")
    #expect(Self.command(keymap, "i", on: .coding) == .grow)
    #expect(Self.command(keymap, "o", on: .coding) == .shrink)
    #expect(Self.command(keymap, "y", on: .coding) == nil)
    #expect(keymap.hint(for: .copy, on: .coding) == ":copy")
  }

  @Test("a file that says nothing changes nothing", arguments: ["", "# undo: z\n"])
  func silent(text: String) throws {
    let keymap = try Self.keymap(text)
    #expect(keymap.bindings.map(\.keys) == Keymap.standard.bindings.map(\.keys))
  }

  // MARK: What is refused

  @Test(
    "every fault has its line and what to do",
    arguments: [
      (
        "redo: z\nundoo: x\n",
        "keys.yaml:2: \"undoo\" is no command. Did you mean \"undo\"? `emic help keys` lists them all."
      ),
      (
        "transcrip:\n  undo: z\n",
        "keys.yaml:1: \"transcrip\" is no screen with keys. There are: transcripts, transcript, "
          + "codebook, recode-queue, agreement, passages, passage, span, text, review, quotations, "
          + "counts, search, framework, questions, everywhere."
      ),
      (
        "search:\n  undo: z\n",
        "keys.yaml:2: \"undo\" has no keys of its own under search. Write it under transcript or "
          + "transcripts or codebook or recode-queue or review or questions or framework, or at the "
          + "left edge for every screen."
      ),
      (
        "undo:\n  - z\n  - Strg-Z\n",
        "keys.yaml:3: \"Strg-Z\" is no key. Write a, Ctrl-S, Alt-m, F2, PgDn, or g t for one after the "
          + "other."
      ),
      (
        "undo: Ctrl-I\n",
        "keys.yaml:1: Ctrl-I is Tab here: terminals tell them not apart. Write that, or choose another "
          + "key."
      ),
      (
        "undo: Shift-z\n",
        "keys.yaml:1: Shift-z is Z here: terminals tell them not apart. Write that, or choose another "
          + "key."
      ),
      (
        "undo: \"。\"\n",
        "keys.yaml:1: 。 is . here: terminals tell them not apart. Write that, or choose another key."
      ),
      (
        "# mine\ntranscript:\n  undo: x\n",
        "keys.yaml:3: x cannot be \"undo\": it is \"select-sentence\" under transcript. Give one of "
          + "them another key."
      ),
      (
        "transcript:\n  undo: z\n  copy: z\n",
        "keys.yaml:3: z cannot be \"copy\": it is \"undo\" of line 2 under transcript. Give one of them "
          + "another key."
      ),
      (
        "undo: \"]\"\n",
        "keys.yaml:1: ] cannot be \"undo\": ] u, which is \"next-uncoded\", begins with it under transcript; "
          + "so do 5 others. Give one of them another key."
      ),
      (
        "undo: u u\nredo: [U]\ntranscript:\n  copy: u\n",
        "keys.yaml:4: u cannot be \"copy\": u u, which is \"undo\" of line 1, begins with it under "
          + "transcript. Give one of them another key."
      ),
      (
        "transcripts:\n  open: q q\n",
        "keys.yaml:2: q q cannot be \"open\": it begins with q, which is \"back\" under transcripts. "
          + "Give one of them another key."
      ),
      (
        "palette: []\n",
        "keys.yaml:1: \"palette\" needs a key: without it nobody finds the other commands. Give it one."
      ),
      (
        "undo: u\nleave:\n",
        "keys.yaml:2: \"leave\" needs a key: without it nobody finds the way out. Give it one."
      ),
      (
        "undo: z\nundo: y\n",
        "keys.yaml:2: the key \"undo\" stands twice, first in line 1. Keep one."
      ),
      (
        "- undo\n", "keys.yaml:1: \"the file\" needs keys and values at its top. Correct the value."
      ),
    ]
  )
  func faults(text: String, message: String) {
    #expect(Self.rebound(text).problems == [message])
  }

  @Test(
    "a key that no terminal sends is refused",
    arguments: [
      (
        "合",
        "合 never arrives: an input method makes text of it, and is to be off where keys are pressed."
      ),
      ("Ctrl-1", "Ctrl-1 never arrives: terminals have no byte for it."),
      ("Ctrl-é", "Ctrl-É never arrives: terminals have no byte for it."),
      ("Alt-[", "Alt-[ never arrives: arrow keys and the terminal's answers begin with it."),
      ("Alt-O", "Alt-O never arrives: arrow keys and the terminal's answers begin with it."),
      ("Alt-]", "Alt-] never arrives: arrow keys and the terminal's answers begin with it."),
      ("Ctrl-Enter", "Ctrl-Enter is Enter here: terminals tell them not apart. Write that, or"),
      ("Shift-Enter", "Shift-Enter is Enter here: terminals tell them not apart. Write that, or"),
      ("Ctrl-Tab", "Ctrl-Tab is Tab here: terminals tell them not apart. Write that, or"),
      ("Alt-Esc", "Alt-Esc is Esc here: terminals tell them not apart. Write that, or"),
      (
        "Ctrl-Shift-B", "Ctrl-Shift-B is Ctrl-B here: terminals tell them not apart. Write that, or"
      ),
    ]
  )
  func unsendable(key: String, sentence: String) {
    for place in ["", "transcript:\n  "] {
      let (keymap, problems) = Self.rebound("\(place)copy: [F5, \"\(key)\"]\n")
      #expect(
        problems == [
          "keys.yaml:\(place.isEmpty ? 1 : 2): \(sentence)"
            + (sentence.hasSuffix("or") ? " choose another key." : " Choose another key.")
        ]
      )
      #expect(Self.command(keymap, "y", on: .coding) == .copy)
    }
  }

  @Test("keys that terminals do send are taken")
  func sendable() throws {
    for key in [
      "Ctrl-Home", "Shift-PgUp", "Alt-Enter", "Alt-1", "Ctrl-\\\\", "Ctrl-_", "Ctrl-Space",
      "Alt-Tab",
      "Alt-Backspace", "Shift-F5", "é", "Alt-P",
    ] {
      _ = try Self.keymap("transcript:\n  in-vivo: \"\(key)\"\n")
    }
  }

  @Test("what is wrong costs its own line only, and all of it is told in order")
  func allAtOnce() {
    let (keymap, problems) = Self.rebound(
      """
      undo: x
      redo: Ctrl-Y
      copy: [[]
      transcript:
        grow: i
        shrink: o
        in-vivo: 合
      nonsense: y
      save:
      leave: F10
      """
    )
    #expect(
      problems == [
        "keys.yaml:3: this is not YAML: did not find expected ',' or ']'. Check the indentation and the "
          + "quotes here and just above.",
        "keys.yaml:1: x cannot be \"undo\": it is \"select-sentence\" under transcript and \"export\" under "
          + "agreement, quotations, counts, framework. Give one of them another key.",
        "keys.yaml:7: 合 never arrives: an input method makes text of it, and is to be off where keys are "
          + "pressed. Choose another key.",
        "keys.yaml:8: \"nonsense\" is no command. `emic help keys` lists them all.",
        "keys.yaml:9: \"save\" says no key. Write one, or [] if it is to have none.",
      ]
    )
    #expect(Self.command(keymap, "u", on: .coding) == .undo)
    #expect(Self.command(keymap, "Ctrl-Y", on: .codebook) == .redo)
    #expect(Self.command(keymap, "i", on: .coding) == .grow)
    #expect(Self.command(keymap, "V", on: .coding) == .inVivo)
    #expect(Self.command(keymap, "F10", on: .study) == .leave)
  }

  @Test("who loses a rule to a fault keeps the usual key, and what wanted it is told")
  func following() {
    let (keymap, problems) = Self.rebound("transcript:\n  grow: i\n  shrink: 合\n")
    #expect(problems.count == 2)
    #expect(
      problems.first
        == "keys.yaml:2: i cannot be \"grow\": it is \"shrink\" under transcript. Give one of them another key."
    )
    #expect(Self.command(keymap, "o", on: .coding) == .grow)
    #expect(Self.command(keymap, "i", on: .coding) == .shrink)
  }

  @Test("what a file says of a terminal is never sent to one")
  func harmless() throws {
    let message = try #require(Self.rebound("\"x\\e[2J\": z\n").problems.first)
    #expect(message.contains("x^[[2J"))
  }

  @Test("the keys that emic comes with have no conflicts of their own")
  func standard() throws {
    // All of them, said again as if somebody had chosen them.
    var lines: [Keymap.Place: [String]] = [:]
    for binding in Keymap.standard.bindings {
      let keys = binding.keys.map { "\"\($0.replacing("\\", with: "\\\\"))\"" }
      lines[binding.place, default: []].append(
        "  \(binding.command.rawValue): [\(keys.joined(separator: ", "))]"
      )
    }
    var text = ""
    for place in Keymap.Place.allCases {
      guard let here = lines[place] else { continue }
      text += "\(place.rawValue):\n" + here.joined(separator: "\n") + "\n"
    }
    #expect(Self.rebound(text).problems == [])
  }

  // MARK: What is seen

  @Test("the hints of every screen name the keys as they are now")
  func hints() throws {
    var session = Session("I: Why?\nR: #|They trust us. We do.\n")
    session.state.ownKeymap = try Self.keymap(
      "select-sentence: F5\nhelp: F1\nnext-uncoded: \"] z\"\n"
    )
    let foot = render(session.state).text(ofRow: 23)
    #expect(foot.hasPrefix(" F5 sentence  c code  v extend  ]z next"))
    #expect(foot.hasSuffix("F1 keys"))
    session.play("x")
    #expect(session.message == "x does nothing here. F1 lists the keys that do.")
    session.play("F5")
    #expect(session.drawn.contains("#[They trust us.|]#"))
  }

  @Test("the foot that was drawn last is drawn anew wherever it would be another one")
  func foot() throws {
    let keymaps = [
      nil, try Self.keymap("help: F1\n"), try Self.keymap("transcript:\n  code: F2\nhelp: F3\n"),
    ]
    var session = Session("I: Why?\nR: #|They trust us. We do.\n")
    var numbers = SeededNumbers(seed: 1)
    for step in 0..<200 {
      switch Int.random(in: 0..<5, using: &numbers) {
      case 0: session.state.ownKeymap = keymaps.randomElement(using: &numbers) ?? nil
      case 1: session.state.settings.isAccessible.toggle()
      case 2:
        let width = Int.random(in: 40..<120, using: &numbers)
        session.perform(.input(.resized(Size(width: width, height: 24))))
      default: session.play(["x", "Esc", "c", "?", "v"].randomElement(using: &numbers) ?? "")
      }
      let canvas = render(session.state)
      session.state.foot = KeptFoot()
      #expect(render(session.state) == canvas, "step \(step)")
    }
  }

  @Test("hints that name several keys are translated one by one")
  func several() throws {
    let keymap = try Self.keymap(
      "down: [n]\nnext-hit: []\nnext-passage: []\nnext-waiting: [Tab]\n"
        + "transcript:\n  shrink: I\n  quick-1: F1\n  quick-9: F9\nblank: F12\n"
    )
    #expect(keymap.hint(translating: "j k", on: .study) == "n k")
    #expect(keymap.hint(translating: "o/i", on: .coding) == "o/I")
    #expect(keymap.hint(translating: "1-9", on: .coding) == "F1…F9")
    #expect(keymap.hint(translating: "1-9", on: .passage) == "1-9")
    #expect(keymap.hint(translating: "↵", on: .study) == "↵")
    #expect(keymap.hint(translating: "any", on: .study) == "any")
  }

  @Test("help and palette show the own keys and run by them")
  func help() throws {
    var session = Session("I: Why?\nR: #|They trust us. We do.\n")
    session.state.ownKeymap = try Self.keymap("select-sentence: F5\n")
    session.play("? s e l e c t - s e n")
    let screen = (0..<24).map { render(session.state).text(ofRow: $0) }
    #expect(screen.contains { $0.contains("> F5") && $0.contains("select the sentence") })
    session.play("Enter")
    #expect(session.drawn.contains("#[They trust us.|]#"))
  }

  @Test("the key that blanks the screen does so over a popup, and ends it")
  func blank() throws {
    var session = Session("I: Why?\nR: #|They trust us.\n")
    session.state.ownKeymap = try Self.keymap("blank: [F12, z z]\nredraw: F4\nsuspend: F6\n")
    session.play("x c F9")
    #expect(!session.state.isBlank)
    session.play("b F12")
    #expect(session.state.isBlank)
    session.play("F9 b")
    #expect(session.state.isBlank)
    session.play("F12")
    #expect(!session.state.isBlank)
    #expect(session.perform(.input(.key(Key(.function(4))))).last == .redraw)
    #expect(session.perform(.input(.key(Key(.function(6))))).last == .suspend)
    // What is typed stays typed.
    guard case .picker(let picker) = session.state.popups.last else {
      Issue.record("the list of codes is gone")
      return
    }
    #expect(picker.field.text == "b")
  }

  @Test("messages name the keys as they are now")
  func messages() throws {
    var session = Session("I: Why?\nR: #[They trust us.|]#\n")
    session.state.ownKeymap = try Self.keymap(
      "transcript:\n  memo: F7\n  transcript-memo: F8\nundo: F2\n"
    )
    session.play("F8 a Esc")
    #expect(
      session.message == "The memo is kept as a draft: F8 takes it up again, Ctrl-S saves it."
    )
    session.play("F7")
    #expect(
      session.message == "There is no coding here for a memo; F8 writes one on the transcript."
    )
    session.play("' t F7 a Esc")
    #expect(
      session.message == "The memo is kept as a draft: F7 takes it up again, Ctrl-S saves it."
    )
    session.play("d")
    #expect(session.message.hasSuffix("F2 undoes."))
  }

  @Test("messages about links and verdicts, too")
  func messagesOfLinks() throws {
    var session = Session("I: Why?\nR: #[They trust us.|]# We do.\n")
    session.state.ownKeymap = try Self.keymap(
      "transcript:\n  mark-for-link: F7\n  link-mitigates: F8\n  link-rule-practice: Ctrl-G\n"
    )
    session.play("F8")
    #expect(session.message == "There is no coding here that could be linked.")
    session.play("' t F8")
    #expect(session.message == "Mark the other coding first: F7 on it, then come back.")
    session.play("F7")
    #expect(
      session.message.hasSuffix(
        " On another coding F8 says that it mitigates it, = c contradicts, Ctrl-G that it is the rule of it."
      ),
      "\(session.message)"
    )
    var review = try ReviewSession()
    review.session.state.ownKeymap = try Self.keymap(
      "passage:\n  union: F7\n  intersection: F8\n  both-stand: F5\n"
    )
    review.walk(to: .boundary)
    review.play("F5")
    #expect(review.message.hasPrefix("F5 lets different codes stand side by side;"))
    review.walk(to: .differentCode)
    review.play("F8")
    #expect(review.message.hasPrefix("F8 settles boundaries, and this"))
  }

  @Test("on a screen that is too small the own keys lead away")
  func small() throws {
    var session = Session("I: Why?\nR: #|They trust us.\n", size: Size(width: 20, height: 3))
    session.state.ownKeymap = try Self.keymap("leave: Z\n")
    session.play("x Q")
    #expect(session.effects.isEmpty)
    session.play("Z")
    #expect(session.effects.contains(.quit))
  }

  @Test("K extends upwards only where K is the key of the entry")
  func extending() throws {
    var session = Session("R: One.\nR: Two.\nR: #|Three.\n")
    session.state.ownKeymap = try Self.keymap("transcript:\n  entry: []\n  copy: K\n")
    session.play("v l K")
    #expect(session.effects.contains { if case .copyWords = $0 { true } else { false } })
  }

  @Test("a hint that a view gives names a command of its screen")
  func knownHints() throws {
    // Told by a keymap in which every command has another key.
    #expect(Keymap.standard.hint(for: .nextUncoded, on: .coding) == "]u")
    #expect(Keymap.standard.hint(for: .pickCode, on: .coding) == "c")
    #expect(Keymap.standard.hint(for: .open, on: .study) == "↵")
    #expect(Keymap.standard.hint(for: .agreement, on: .study) == "g a")
    #expect(Keymap.standard.hint(for: .cards, on: .study) == ":cards")
    for text in ["j k", "o/i", "]u", "1-9", "↵", "g a", "?"] {
      #expect(Keymap.standard.hint(translating: text, on: .coding) == text || text == "↵")
    }
  }
}

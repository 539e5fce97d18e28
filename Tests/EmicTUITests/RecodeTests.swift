import EmicKit
import Testing

@testable import EmicTUI

@Suite("The recode queue on the screen") struct RecodeTests {
  @Test("splitting trust puts 3 + 2 codings of coder-a into the queue, and one key each empties it")
  func empties() throws {
    var session = try RecodeSession()
    #expect(
      session.state.recoding?.queue.items.map(\.transcript) == [
        Samples.english, Samples.english, Samples.english, Samples.chinese, Samples.chinese,
      ]
    )
    session.play("1 2 1 2 1")
    #expect(session.waiting == 0)
    #expect(session.count("trust") == 0)
    #expect(session.count("trust-in-person") == 3)
    #expect(session.count("trust-in-organisation") == 2)
    #expect(session.message.contains("Nothing waits any more."))
    #expect(session.screen.contains("trust: 5 before, 0 now"))
    #expect(session.screen.contains("trust-in-person: 0 before, 3 now"))
  }

  @Test("undo brings every decision back, one after the other, and redo makes them again")
  func undo() throws {
    var session = try RecodeSession()
    let before = session.disk.mapValues(\.codings)
    session.play("1 , 1 2 Enter d n 2")
    #expect(session.waiting == 1)
    let after = session.disk.mapValues { $0.codings.map(\.code) }
    session.play("u u u u")
    #expect(session.waiting == 5)
    for (name, codings) in before {
      #expect(session.disk[name]?.codings.map(\.id) == codings.map(\.id))
      #expect(session.disk[name]?.codings.map(\.code) == codings.map(\.code))
      #expect(session.disk[name]?.codings.map(\.codebook) == codings.map(\.codebook))
    }
    session.play("U U U U")
    #expect(session.disk.mapValues { $0.codings.map(\.code) } == after)
    #expect(session.waiting == 1)
  }

  @Test("a codebook that somebody has changed meanwhile: what it took back waits no more")
  func takenBack() throws {
    var session = try RecodeSession()
    let before = session.disk.mapValues(\.codings)
    let original = try Samples.study().codebook()
    session.session.perform(.codebookChanged(original))
    #expect(session.waiting == 0)
    session.play("1 2 d =")
    #expect(session.message.contains("Nothing waits to be recoded."))
    #expect(session.disk.mapValues(\.codings) == before)
  }

  @Test(
    "a code that was retired meanwhile is offered no more, and what was typed for it takes nothing"
  )
  func retiredMeanwhile() throws {
    var session = try RecodeSession()
    session.play("c t r u s t - i n - p")
    var moment = Moment(now: Timestamp(milliseconds: 1_799_000_000_000), seed: (5, 6))
    try session.codebook.apply(
      session.codebook.retiring("trust-in-person"),
      by: "supervisor",
      moment: &moment
    )
    session.session.perform(.codebookChanged(session.codebook))
    session.play("Enter")
    #expect(session.message.contains("trust-in-person is not offered any more"))
    #expect(session.count("trust-in-person") == 0)
    session.play("Esc")
    #expect(session.state.recoding?.choices.map(\.id).contains("trust-in-person") == false)
  }

  @Test("several: digits mark and unmark, Enter makes as many codings with memo and flags")
  func several() throws {
    var session = try RecodeSession()
    session.play(", 1 2 1")
    #expect(session.state.recoding?.marked == ["trust-in-organisation"])
    session.play("1 Enter")
    #expect(session.count("trust-in-person") == 1)
    #expect(session.count("trust-in-organisation") == 1)
    #expect(session.waiting == 4)
    session.play(", Enter")
    #expect(session.message.contains("No code is chosen"))
    #expect(session.waiting == 4)
    session.play("Esc")
    #expect(session.state.recoding?.marked == nil)
  }

  @Test("a split code can't be kept; a redefined one is kept with one key")
  func keep() throws {
    var split = try RecodeSession()
    split.play("=")
    #expect(split.message.contains("was split and is no longer assigned"))
    #expect(split.waiting == 5)
    var redefined = try RecodeSession(change: RecodeSession.redefineTrust)
    redefined.play("= = 1 d =")
    #expect(redefined.waiting == 0)
    #expect(redefined.count("trust") == 4)
  }

  @Test("skipping goes round, another code of the codebook can be taken, a choice too many is said")
  func others() throws {
    var session = try RecodeSession()
    let first = session.state.recoding?.item?.coding.id
    session.play("n n n n n")
    #expect(session.state.recoding?.item?.coding.id == first)
    session.play("N n 7")
    #expect(
      session.message == "7 stands before no code here: 1 trust-in-person, 2 trust-in-organisation."
    )
    session.play("c l e g i Enter")
    #expect(session.count("legitimacy") == session.count("legitimacy"))
    #expect(session.waiting == 4)
    #expect(
      session.state.recoding?.counts.first { $0.code == "legitimacy" }.map { $0.now - $0.before }
        == 1
    )
  }

  @Test("a submitted sidecar says in its log what was recoded, and stays submitted")
  func submitted() throws {
    var session = try RecodeSession()
    #expect(session.disk[Samples.english]?.status.state == .submitted)
    session.play("1")
    let sidecar = try #require(session.disk[Samples.english])
    #expect(sidecar.status.state == .submitted)
    #expect(sidecar.log.last?["act"]?.string == "recode")
  }

  @Test("Enter opens the place, q leads back to the queue")
  func visit() throws {
    var session = try RecodeSession()
    let span = session.state.recoding?.item?.coding.span
    session.play("Enter")
    #expect(session.state.screen == .coding)
    #expect(session.state.coding?.caret == span?.start)
    session.play("q")
    #expect(session.state.screen == .recoding)
    session.play("q")
    #expect(session.state.screen == .study)
  }

  @Test("decisions are undone and done again after a restart, over transcripts, the last one first")
  func undoAfterRestart() throws {
    var session = try RecodeSession()
    let before = session.disk.mapValues { $0.codings.map(\.code) }
    session.play("1 2 1 2 1")
    #expect(session.waiting == 0)
    try session.restart()
    session.play("u u")
    #expect(session.waiting == 2)
    try session.restart()
    session.play("U u u u u")
    #expect(session.waiting == 5)
    #expect(session.disk.mapValues { $0.codings.map(\.code) } == before)
    session.play("u")
    #expect(session.message == "Nothing to undo.")
  }

  @Test("a coding that was changed since stays as it is, and the decision before is undone next")
  func undoUnderAnotherChange() throws {
    var session = try RecodeSession()
    let last = session.state.recoding?.queue.items[1].coding.id
    session.play("1 2")
    session.change(Samples.english) { sidecar in
      for index in sidecar.codings.indices where sidecar.codings[index].id == last {
        sidecar.codings[index].memo = "changed on another machine"
      }
    }
    try session.restart()
    session.play("u")
    #expect(session.message == "Nothing was changed: the coding has been changed since.")
    #expect(session.waiting == 3)
    session.play("u")
    #expect(session.waiting == 4)
  }

  @Test("who has kept what another session recoded is told that the other code stands")
  func recodedElsewhere() throws {
    var session = try RecodeSession(change: RecodeSession.redefineTrust)
    let item = try #require(session.state.recoding?.item)
    let base = try #require(session.disk[item.transcript])
    session.play("=")
    #expect(session.message.hasPrefix("Kept trust."))
    var other = base
    let place = try #require(other.codings.firstIndex { $0.id == item.coding.id })
    other.codings[place].code = "mistrust"
    other.codings[place].codebook = 2
    other.codings[place].modified = Timestamp(milliseconds: 1_798_000_000_000)
    session.perform(
      .recodingSaved(
        revision: session.state.recoding?.work(on: item.transcript)?.revision ?? 0,
        transcript: item.transcript,
        merged: Action.Merge(base: base, sidecar: other, count: 1)
      )
    )
    let here = session.state.recoding?.work(on: item.transcript)?.sidecar.codings
    #expect(here?.first { $0.id == item.coding.id }?.code == "mistrust")
    #expect(
      session.message
        == "Another session has recoded trust as mistrust in \(item.transcript): that stands."
    )
  }

  @Test("where no part of a split is left, no digit is asked for")
  func noPartLeft() throws {
    var session = try RecodeSession()
    var moment = Moment(now: Timestamp(milliseconds: 1_799_000_000_000), seed: (5, 6))
    for part: Code.ID in ["trust-in-person", "trust-in-organisation"] {
      try session.codebook.apply(
        session.codebook.retiring(part),
        by: "supervisor",
        moment: &moment
      )
    }
    session.session.perform(.codebookChanged(session.codebook))
    #expect(
      session.screen.contains(
        "trust was split, and no part of it is in use: c chooses a code, d removes it"
      )
    )
    session.play("1")
    #expect(
      session.message
        == "No code takes its place by a digit: c chooses one, d removes the coding."
    )
  }

  @Test("transcripts coded before a new code are listed and opened")
  func notReread() throws {
    var session = try RecodeSession { book in
      try book.addingCode(
        Code(id: "mediation", name: Code.Name("Mediation"), parent: "relations")
      )
    }
    #expect(session.waiting == 0)
    #expect(session.screen.contains("mediation, version 2: \(Samples.english)"))
    session.play("t 2")
    #expect(session.state.coding?.transcript.name == Samples.chinese)
  }

  @Test("a full disk keeps the decision on the screen, says so, and does not leave")
  func fullDisk() throws {
    var session = try RecodeSession()
    session.diskProblem = "The disk is full."
    session.play("1 Q")
    #expect(session.screen.contains("Leave without saving?"))
    session.play("Esc")
    #expect(session.state.isAnythingUnsaved)
    session.diskProblem = nil
    session.perform(.recodingRetry)
    #expect(!session.state.isAnythingUnsaved)
    #expect(session.count("trust-in-person") == 1)
  }

  @Test(
    "no size and no run of keys breaks the queue, and undo leads back to the start",
    arguments: 1...8
  )
  func laws(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    var session = try RecodeSession()
    let before = session.disk.mapValues { $0.codings.map(\.code) }
    let keys = Keymap.standard.bindings.filter { $0.place == .recoding }.flatMap(\.keys)
    for step in 0..<120 {
      let key = keys.randomElement(using: &numbers) ?? "n"
      session.play(key)
      if session.state.screen == .coding { session.play("q") }
      if step % 6 == 0 {
        let size = ScreenLawTests.sizes.randomElement(using: &numbers) ?? Size(width: 1, height: 1)
        session.perform(.input(.resized(size)))
      }
      ScreenLawTests.expectWhole(render(session.state), "seed \(seed), step \(step), \(key)")
    }
    session.perform(.input(.resized(Size(width: 80, height: 24))))
    for _ in 0..<4 where !session.state.popups.isEmpty { session.play("Esc") }
    for _ in 0..<200 where session.state.recoding?.steps.undo.isEmpty == false { session.play("u") }
    #expect(session.disk.mapValues { $0.codings.map(\.code) } == before)
    #expect(session.waiting == 5)
  }
}

@Suite("Screens of the recode queue") struct RecodeScreenTests {
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var size = Size(width: 80, height: 24)
    var depth = ColorDepth.many
    var keys = ""
    var isRedefined = false

    var testDescription: String { name }
  }

  static let wide = Size(width: 160, height: 50)

  static let scenes = [
    Scene(name: "split"),
    Scene(name: "split-mono", depth: .none),
    Scene(name: "split-chinese", keys: "N"),
    Scene(name: "split-wide", size: wide),
    Scene(name: "split-wide-mono", size: wide, depth: .none),
    Scene(name: "split-narrow", size: Size(width: 50, height: 20)),
    Scene(name: "split-small", size: Size(width: 40, height: 10)),
    Scene(name: "redefined", isRedefined: true),
    Scene(name: "redefined-wide", size: wide, isRedefined: true),
    Scene(name: "several", keys: ", 2"),
    Scene(name: "counts", keys: "1 2"),
    Scene(name: "other-code", keys: "c l e g"),
    Scene(name: "words", keys: "K"),
    Scene(name: "empty", keys: "1 2 1 2 1"),
    Scene(name: "help", keys: "?"),
  ]

  @Test("a screen is as it was last agreed on", arguments: scenes)
  func scene(scene: Scene) throws {
    var session = try RecodeSession(
      size: scene.size,
      depth: scene.depth,
      change: scene.isRedefined ? RecodeSession.redefineTrust : RecodeSession.splitTrust
    )
    session.play(scene.keys)
    session.session.rest()
    try GoldenScreen(render(session.state)).expect("recoding/" + scene.name)
  }
}

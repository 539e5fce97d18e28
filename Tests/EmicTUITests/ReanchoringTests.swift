import EmicKit
@testable import EmicTUI
import Testing

@Suite("A transcript that has changed") struct ReanchoringTests {
  private static let old = "R: We began as parents. Trust came late. They gave us tea."
  private static let new = "R: We all began as parents. They gave us tea."

  /// On the screen is the new text, with codings that were made on the old one.
  private func session() -> (session: Session, proposal: Reanchoring) {
    let before = Transcript(name: "T01.txt", text: TranscriptText(Self.old))
    var sidecar = Sidecar(
      draftOf: before,
      by: "ana",
      codebook: 1,
      at: Timestamp(milliseconds: 1_800_000_000_000)
    )
    sidecar.codings = [
      ("We began", 3..<11), ("parents", 15..<22), ("Trust came late", 24..<39),
      ("They gave us tea", 41..<57),
    ].enumerated().map { index, found in
      Coding(
        id: Coding.ID("0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3\(index)"),
        code: "trust",
        span: Span(found.1),
        quote: found.0,
        before: before.context(before: Span(found.1)),
        after: before.context(after: Span(found.1)),
        codebook: 1,
        created: Timestamp(milliseconds: 1_800_000_000_000),
        modified: Timestamp(milliseconds: 1_800_000_000_000)
      )
    }
    let now = Transcript(name: "T01.txt", text: TranscriptText(Self.new))
    var session = Session(Self.new)
    open(&session, now, sidecar, closedBecause: "This transcript has changed since it was coded.")
    return (session, Reanchoring(of: sidecar, to: now))
  }

  private func open(
    _ session: inout Session,
    _ transcript: Transcript,
    _ sidecar: Sidecar,
    closedBecause: String? = nil
  ) {
    session.perform(
      .opened(
        OpenedTranscript(
          transcript: transcript,
          sidecar: sidecar,
          closedBecause: closedBecause,
          saved: nil
        )
      )
    )
    session.effects = []
  }

  @Test("a text that was cut short takes nobody's place in the whole one")
  func keptPlace() {
    let whole = Transcript(name: "T01.txt", text: TranscriptText("I: Why?\nR: They trust me.\n"))
    let cut = Transcript(name: "T01.txt", text: TranscriptText("I: Why?\n"))
    var session = Session("I: #|One.\n")
    let sidecar = Sidecar(
      draftOf: whole,
      by: "ana",
      codebook: 1,
      at: session.state.moment.now
    )
    session.perform(
      .opened(
        OpenedTranscript(
          transcript: cut,
          sidecar: sidecar,
          closedBecause: "This transcript has changed since it was coded.",
          caret: 15,
          readTo: 2
        )
      )
    )
    session.effects = []
    session.play("h h l q")
    let places = session.effects.compactMap { effect in
      if case .remember(let place, "T01.txt", _) = effect {
        [place.caret, place.readTo]
      } else {
        nil
      }
    }
    #expect(!places.isEmpty)
    #expect(places.allSatisfy { $0 == [15, 2] })
  }

  @Test("]a asks for the codings to be found, lists those that move, and shows where")
  func list() throws {
    var (session, proposal) = session()
    session.play("] a")
    #expect(session.effects == [.proposeReanchoring(transcript: "T01.txt", coder: "ana")])
    session.perform(.reanchoringProposed(proposal))
    guard case .reanchoring(let list)? = session.state.popups.last else {
      Issue.record("no list")
      return
    }
    #expect(list.rows.allSatisfy { $0.outcome != .unchanged })
    #expect(list.rows.last?.outcome == .orphan)
    let first = try #require(list.rows.first?.outcome.span)
    session.play("Enter")
    #expect(session.state.popups.isEmpty)
    #expect(session.state.coding?.selection.span == first)
    #expect(session.message.hasPrefix("1 of \(list.rows.count): trust  "))
    session.play("] a")
    let second = try #require(list.rows.dropFirst().first?.outcome.span)
    #expect(session.state.coding?.selection.span == second)
  }

  @Test("x leaves a coding where it can't be told, y stores, u takes it back")
  func storing() throws {
    var (session, proposal) = session()
    session.play("] a")
    session.perform(.reanchoringProposed(proposal))
    let left = try #require(ReanchoringList(proposal).rows.first?.coding.id)
    session.effects = []
    session.play("x")
    guard case .reanchoring(let list)? = session.state.popups.last else {
      Issue.record("no list")
      return
    }
    #expect(list.words(ofRow: 0).contains("LEFT, kept as an orphan"))
    session.play("y")
    #expect(session.effects == [.storeReanchoring(proposal, leaving: [left], coder: "ana")])
    let after = proposal.anchored(leaving: [left], at: Timestamp(milliseconds: 1_800_000_009_000))
    session.effects = []
    session.perform(
      .reanchored(
        transcript: "T01.txt",
        before: proposal.sidecar,
        after: after,
        summary: proposal.summary
      )
    )
    #expect(session.effects.contains(.open(transcript: "T01.txt", coder: "ana")))
    open(&session, proposal.transcript, after)
    #expect(session.message == "Stored: \(proposal.summary). u takes it back.")
    session.play("u")
    #expect(
      session.effects
        == [.takeBackReanchoring(after, to: proposal.sidecar, transcript: "T01.txt")]
    )
    session.perform(.reanchoringTakenBack(transcript: "T01.txt"))
    open(&session, proposal.transcript, proposal.sidecar, closedBecause: "Changed.")
    #expect(session.message.hasPrefix("Taken back: "))
    #expect(session.message.hasSuffix("U stores them at their new places again."))
    session.play("U")
    #expect(session.effects == [.proposeReanchoring(transcript: "T01.txt", coder: "ana")])
    session.effects = []
    session.perform(.reanchoringProposed(proposal))
    #expect(session.effects == [.storeReanchoring(proposal, leaving: [left], coder: "ana")])
  }

  @Test("what was stored before a restart is taken back, too")
  func takenBackLater() throws {
    var (session, proposal) = session()
    let after = proposal.anchored(at: Timestamp(milliseconds: 1_800_000_009_000))
    var opened = OpenedTranscript(transcript: proposal.transcript, sidecar: after)
    opened.beforeReanchoring = proposal.sidecar
    session.perform(.opened(opened))
    session.effects = []
    session.play("u")
    #expect(
      session.effects
        == [.takeBackReanchoring(after, to: proposal.sidecar, transcript: "T01.txt")]
    )
    session.perform(.reanchoringTakenBack(transcript: "T01.txt"))
    open(&session, proposal.transcript, proposal.sidecar, closedBecause: "Changed.")
    #expect(session.message.hasPrefix("Taken back: "))
    #expect(session.message.hasSuffix("]a finds their new places."))
  }

  @Test("while the old text is on the screen the new one is opened first, and the list with it")
  func oldText() throws {
    var (session, proposal) = session()
    let before = Transcript(name: "T01.txt", text: TranscriptText(Self.old))
    open(&session, before, proposal.sidecar)
    session.perform(
      .textChanged(transcript: "T01.txt", problem: ChangedText("Changed: ]a finds them."))
    )
    session.play("Esc ] a")
    session.perform(.reanchoringProposed(proposal))
    #expect(session.effects.last == .open(transcript: "T01.txt", coder: "ana"))
    #expect(session.state.popups.isEmpty)
    open(&session, proposal.transcript, proposal.sidecar, closedBecause: "Changed.")
    guard case .reanchoring? = session.state.popups.last else {
      Issue.record("no list")
      return
    }
    session.play("Enter")
    #expect(
      session.message.hasSuffix("]a shows the next; :reanchor lists them, where y stores all.")
    )
  }

  @Test("after work on the new text undo takes that back first")
  func workFirst() {
    var (session, proposal) = session()
    let after = proposal.anchored(at: Timestamp(milliseconds: 1_800_000_009_000))
    session.perform(
      .reanchored(transcript: "T01.txt", before: proposal.sidecar, after: after, summary: "")
    )
    open(&session, proposal.transcript, after)
    session.play("x c")
    session.type("trust")
    session.play("Enter")
    session.effects = []
    session.play("u")
    #expect(
      !session.effects.contains { effect in
        if case .takeBackReanchoring = effect { true } else { false }
      }
    )
  }

  @Test("on the text that was coded there is nothing to find again")
  func unchanged() {
    var session = Session(Self.old)
    session.play("] a")
    let transcript = Transcript(name: "T01.txt", text: TranscriptText(Self.old))
    let sidecar = Sidecar(
      draftOf: transcript,
      by: "ana",
      codebook: 1,
      at: Timestamp(milliseconds: 1_800_000_000_000)
    )
    session.perform(.reanchoringProposed(Reanchoring(of: sidecar, to: transcript)))
    #expect(session.state.popups.isEmpty)
    #expect(
      session.message
        == "This is the text that was coded: nothing is to be found again."
    )
  }
}

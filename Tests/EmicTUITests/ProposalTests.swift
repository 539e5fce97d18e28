import EmicKit
import Testing

@testable import EmicTUI

/// A coder's proposals are decided about while they code.
@Suite("Proposals while others decide") struct ProposalTests {
  /// A session in which `gift` is proposed, and on the digit 1.
  private func session() -> Session {
    var session = Session.playing("v e", on: "R: #[|no]# trust at all.\n")
    session.state.proposals = [Self.gift]
    session.state.codebook = session.state.codebook.adding([Self.gift])
    session.state.quickCodes = [1: "gift"]
    session.effects = []
    return session
  }

  private static let gift = Code(id: "gift", name: Code.Name("Gift"), isProposal: true)

  private func decided(_ replacedBy: [Code.ID]) -> Code {
    var code = Self.gift
    (code.retired, code.replacedBy) = (1, replacedBy)
    return code
  }

  @Test("a declined proposal is not assigned any more, and a sentence says what became of it")
  func declined() {
    var session = session()
    session.perform(.proposalsChanged([decided(["trust"])], of: "ana"))
    #expect(
      session.message == "+gift was declined: what is coded with it is read as trust."
    )
    session.play("1")
    #expect(session.codings.isEmpty)
    #expect(session.message.contains("cannot be assigned any more"))
    session.perform(.proposalsChanged([Self.gift], of: "ana"))
    #expect(session.message == "+gift is offered again.")
    session.play("1")
    #expect(session.codings.count == 1)
  }

  @Test("one that is declined while it is chosen in the list is not taken")
  func declinedInTheList() {
    var session = session()
    session.play("c g i f t")
    session.perform(.proposalsChanged([decided(["trust"])], of: "ana"))
    session.play("Enter")
    #expect(session.codings.isEmpty)
    #expect(
      session.message == "gift is not offered any more: the codebook has changed. Choose again."
    )
  }

  @Test(
    "a code that the codebook lost while it was chosen in the list is not taken; the next choice is"
  )
  func lostInTheList() {
    var session = session()
    session.play("c t r u s t")
    let codes = Session.codebook.codes.filter { $0.id != "trust" }
    session.perform(.codebookChanged(Codebook(version: 2, codes: codes)))
    session.play("Enter")
    #expect(session.codings.isEmpty)
    #expect(
      session.message == "trust is not offered any more: the codebook has changed. Choose again."
    )
    session.play("Esc c g i f t Enter")
    #expect(session.state.coding?.sidecar.codings.map(\.code) == ["gift"])
  }

  @Test(
    "an accepted one stays assignable; what the file does not have yet stays, what is new comes"
  )
  func accepted() {
    var session = session()
    let new = Code(id: "new", name: Code.Name("New"), isProposal: true)
    let other = Code(id: "other", name: Code.Name("Other"), isProposal: true)
    session.state.proposals.append(new)
    var book = Session.codebook
    book = Codebook(
      version: 2,
      codes: book.codes + [Code(id: "gift", name: Code.Name("Gift"), since: 2)]
    )
    session.perform(.codebookChanged(book))
    session.perform(.proposalsChanged([other], of: "ana"))
    #expect(session.state.proposals.map(\.id) == ["new", "other"])
    #expect(session.state.codebook["gift"]?.isProposal == false)
    session.play("1")
    #expect(session.codings.count == 1)
  }

  @Test("the file of somebody else, and one as it is known, change nothing")
  func nothing() {
    var session = session()
    let message = session.message
    session.perform(.proposalsChanged([decided([])], of: "ben"))
    session.perform(.proposalsChanged([Self.gift], of: "ana"))
    #expect(session.state.proposals == [Self.gift])
    #expect(session.message == message)
  }
}

import EmicKit
import Foundation
import Testing

/// A code that a coder has proposed, asked for by somebody else who may see codings with it.
@Suite("Asking for others' proposals") struct OthersProposalTests {
  let workshop: Workshop
  private let study = "sample-transcripts"

  init() throws {
    workshop = try Workshop()
    let coded = try workshop.emic([
      "code", study, "T03", "--coder", "guest", "--at", "3.1", "--new", "Gift giving",
    ])
    #expect(coded.status == 0, "\(coded.error)")
  }

  private func count(_ command: String, _ code: String, as asker: String) throws -> Int? {
    let answer = try workshop.emic([
      command, study, "--code", code, "--as", asker, "--format", "json",
    ])
    guard answer.status == 0 else { return nil }
    return try answer.json()[command]?.items.count
  }

  @Test(
    "submitted it is found by its name and its id, with and without ?",
    arguments: ["Gift giving", "gift-giving", "?gift-giving", "gift"]
  )
  func submitted(code: String) throws {
    #expect(try count("codings", code, as: "supervisor") ?? 0 == 0)
    #expect(try workshop.run("submit \(study) T03 --coder guest").status == 0)
    #expect(try count("codings", code, as: "supervisor") == 1)
    #expect(try count("quotations", code, as: "supervisor") == 1)
  }

  @Test("what neither the book nor a coding has is named, with the nearest")
  func nobodys() throws {
    #expect(try workshop.run("submit \(study) T03 --coder guest").status == 0)
    for (typed, said) in [
      ("?gift-givng", "code \"?gift-givng\" is not in the codebook. Did you mean \"gift-giving\"?"),
      ("?trst", "code \"?trst\" is not in the codebook. Did you mean \"trust\"?"),
      (
        "?nothing",
        "code \"?nothing\" is not in the codebook. `emic codebook show` lists the codes."
      ),
    ] {
      for command in ["codings", "quotations"] {
        let answer = try workshop.emic([command, study, "--code", typed, "--as", "supervisor"])
        #expect(answer.status == 2)
        #expect(answer.error == said + "\n")
      }
    }
  }
}

import EmicKit
import Foundation
import Testing

/// What can stand in the way of a comparison, and what each coder may know.
@Suite("emic agreement in trouble") struct AgreementTroubleTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func agreement(_ options: String = "") throws -> Workshop.Answer {
    try workshop.run("agreement sample-transcripts \(options)")
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: workshop.study.appending(path: name))
  }

  /// Takes a coder's work on a transcript away, frozen copy included.
  private func removeWork(of coder: String, on transcript: String) throws {
    try remove("\(transcript).\(coder).json")
    if workshop.exists("submissions/\(transcript).\(coder).1.json") {
      try remove("submissions/\(transcript).\(coder).1.json")
    }
  }

  private func replace(_ old: String, _ new: String, in name: String) throws {
    let text = try workshop.text(name)
    #expect(text.contains(old))
    try workshop.write(text.replacingOccurrences(of: old, with: new), to: name)
  }

  @Test("what cannot be meant is refused with what to do")
  func misuse() throws {
    for (options, message) in [
      ("--coders coder-a,coder-a", "coder-a is listed twice. "),
      ("--coders coder-a,nobody", "\"nobody\" is not a coder of this study. Choose from: "),
      ("--coders coder-a,Coder_B", "\"Coder_B\" is no coder. "),
      ("--coders coder-a@1,coder-a@7", "coder-a has no submission 7 "),
      ("--codes trusst", "code \"trusst\" is not in the codebook. Did you mean \"trust\"?"),
      ("--codes relations", "\"relations\" is a family, and codes are counted. "),
      ("--codes trust --level family", "\"trust\" stands below a family"),
      ("--domain trust", "\"trust\" is no family"),
      ("--round main", "there is no round \"main\" in study.yaml. Choose one of: calibration."),
      ("--transcripts T99", "there is no transcript \"T99\" in the study."),
      ("--layer final", "--layer final is nothing to compare. "),
      ("--level family --with-subcodes", "--level family rolls subcodes up already."),
      ("--confidence 95", "--confidence 95.0 is not between 0 and 1."),
      ("--overlap 0", "--overlap 0.0 is no share of common text."),
      ("--resamples 0", "--resamples 0 is not between 1 and 1000000."),
    ] {
      let answer = try agreement(options)
      #expect(answer.status == 2, "\(options)")
      #expect(answer.error.hasPrefix(message), "\(answer.error)")
      #expect(answer.out.isEmpty)
    }
  }

  @Test("one coder alone, and coders without a transcript in common, get a sentence")
  func tooFew() throws {
    let one = try agreement("--coders coder-a")
    #expect(one.status == 1)
    #expect(one.error.hasPrefix("only coder-a has work that can be compared"))
    try removeWork(of: "coder-a", on: t06)
    try removeWork(of: "coder-b", on: t03)
    let apart = try agreement("--coders coder-a,coder-b")
    #expect(apart.status == 1)
    #expect(
      apart.error == "coder-a, coder-b have no transcript in common, so there is nothing to "
        + "compare. Left out: not coded: \(t03) by coder-b; \(t06) by coder-a.\n"
    )
    #expect(try agreement().status == 0)
  }

  @Test(
    "figures come from frozen copies, also where a sidecar is lost or damaged, and check says so"
  )
  func lostSidecar() throws {
    let line = "--transcripts T03 --format json"
    let before = try agreement(line).out
    let name = "\(t03).coder-a.json"
    let bytes = try workshop.text(name)
    try workshop.write("{", to: name)
    let damaged = try agreement(line)
    #expect(damaged.status == 3)
    #expect(damaged.out == before)
    try remove(name)
    let lost = try agreement(line)
    #expect(lost.status == 0)
    #expect(lost.out == before)
    let check = try workshop.run("check sample-transcripts")
    #expect(check.status == 1)
    #expect(
      (check.out + check.error).contains("coder-a has submitted this, and the sidecar is gone")
    )
    try workshop.write(bytes, to: name)
    #expect(try workshop.run("check sample-transcripts").status == 0)
  }

  @Test("a family is no code that anybody can differ on")
  func familyOfDisagreements() throws {
    let answer = try workshop.run("disagreements sample-transcripts --code relations")
    #expect(answer.status == 2)
    #expect(answer.error.hasPrefix("\"relations\" is a family, and codes are counted."))
    #expect(try workshop.run("disagreements sample-transcripts --code trust").status == 0)
  }

  @Test("work that is there and hidden is not said to be missing")
  func hidden() throws {
    _ = try workshop.run("reopen sample-transcripts T03 --coder coder-b --reason again")
    for options in [
      "--transcripts T03 --as coder-b", "--coders coder-a@1,coder-b --transcripts T03 --as coder-b",
    ] {
      let answer = try agreement(options)
      #expect(answer.status != 0)
      #expect(!answer.error.contains("obody has submitted"))
      #expect(!answer.error.contains("has no submission"))
      #expect(answer.error.contains("hidden"), "\(answer.error)")
    }
  }

  @Test("coders who finished different transcripts do not agree perfectly")
  func differentTranscripts() throws {
    try removeWork(of: "coder-a", on: t06)
    try removeWork(of: "coder-b", on: t03)
    let codes = try agreement("--format json").json()["codes"]?.items ?? []
    let pair = try #require(codes.first?["pairs"]?.items.first)
    #expect(pair["coders"] == ["coder-a", "coder-b"])
    #expect(
      pair["alpha"]
        == (try JSONValue(
          reading: Array(
            #"{"value": null, "reason": "no-data"}"#.utf8
          )
        ))
    )
  }

  @Test("nobody has submitted: a sentence and the way on")
  func nothing() throws {
    for transcript in [t03, t06] {
      for coder in ["coder-a", "coder-b", "coder-c"] {
        try removeWork(of: coder, on: transcript)
      }
    }
    let answer = try agreement()
    #expect(answer.status == 1)
    #expect(answer.error.hasPrefix("nobody has submitted any of the chosen transcripts"))
  }

  @Test("a sidecar of another text is left out, named, and the rest is compared")
  func changedText() throws {
    let t03Text = try workshop.text(t03)
    try workshop.write(t03Text + "\nR: One more thing.\n", to: t03)
    let answer = try agreement("--format json")
    #expect(answer.status == 0)
    let json = try answer.json()
    #expect(json["transcripts"]?.items.map { $0["transcript"]?.string } == [t06])
    #expect(
      json["left-out"]?.items.map { $0["reason"] } == ["text-changed", "text-changed"]
        + ["text-changed"]
    )
    let only = try agreement("--transcripts T03")
    #expect(only.status == 1)
    #expect(only.error.hasPrefix("the coders coded different texts: \(t03) has changed since "))
    #expect(only.out.isEmpty)
  }

  @Test("who coded another text of the only common transcript has no figure with anybody")
  func differentTexts() throws {
    // coder-b alone coded an older text of T03, and nothing else.
    try removeWork(of: "coder-b", on: t06)
    let digest = try #require(
      JSONValue(reading: workshop.bytes("\(t03).coder-b.json"))["transcript"]?["sha256"]?.string
    )
    let other = String(repeating: "0", count: 64)
    for name in ["\(t03).coder-b.json", "submissions/\(t03).coder-b.1.json"]
    where workshop.exists(name) {
      let text = try workshop.text(name).replacingOccurrences(of: digest, with: other)
      try remove(name)
      try workshop.write(text, to: name)
    }
    let json = try agreement("--format json").json()
    #expect(json["coders"] == ["coder-a", "coder-c"])
    let refused = try agreement("--coders coder-a,coder-b --transcripts T03")
    #expect(refused.status == 1)
    #expect(refused.error.contains("\(t03) has changed since coder-b coded it"))
    #expect(refused.error.contains("`emic reanchor STUDY --write --as coder-b`, or bring the old"))
  }

  @Test("a damaged sidecar is named and left out; the rest is compared, and the exit says so")
  func damaged() throws {
    try workshop.write("{", to: "\(t03).coder-b.json")
    try remove("submissions/\(t03).coder-b.1.json")
    let answer = try agreement("--format json --as supervisor")
    #expect(answer.status == 3)
    #expect(answer.error.contains("\(t03).coder-b.json"))
    let left = try answer.json()["left-out"]?.items.first
    #expect(left?["coder"] == "coder-b")
    #expect(left?["reason"] == "damaged")
  }

  @Test("a coder who has not submitted learns nothing of that transcript")
  func blind() throws {
    _ = try workshop.run("code sample-transcripts T03 --coder guest --at 2 --code trust")
    let own = try workshop.run("agreement sample-transcripts --as guest --format json")
    #expect(own.status == 0)
    #expect(try own.json()["transcripts"]?.items.map { $0["transcript"]?.string } == [t06])
    #expect(own.error.contains("You are coding blind: other coders' codings of \(t03) are hidden"))
    #expect(!own.out.contains("\"transcript\": \"\(t03)\",\n      \"kind\""))
    let only = try workshop.run("agreement sample-transcripts --as guest --transcripts T03")
    #expect(only.status == 1)
    #expect(only.out.isEmpty)
    let list = try workshop.run("disagreements sample-transcripts --as guest --format csv")
    #expect(!list.out.contains(t03))
    // An observer sees what is submitted; the guest's draft is not.
    let observer = try agreement("--format json").json()
    #expect(observer["coders"] == ["coder-a", "coder-b", "coder-c"])
  }

  @Test("drafts are for supervisors, and count only on request")
  func drafts() throws {
    _ = try workshop.run("code sample-transcripts T03 --coder guest --at 2 --code trust")
    let refused = try agreement("--drafts")
    #expect(refused.status == 1)
    #expect(refused.error.hasPrefix("drafts are shown to a supervisor only. "))
    let without = try agreement("--as supervisor --format json").json()
    #expect(without["coders"]?.items.count == 3)
    let with = try agreement("--as supervisor --drafts --format json").json()
    #expect(with["coders"] == ["coder-a", "coder-b", "coder-c", "guest"])
  }

  @Test("what was submitted after seeing others' work is left out unless it is asked for")
  func seen() throws {
    for name in ["\(t03).coder-c.json", "submissions/\(t03).coder-c.1.json"]
    where workshop.exists(name) {
      let text = try workshop.text(name)
      #expect(text.contains("\"blind\": true"))
      try remove(name)
      try workshop.write(
        text.replacingOccurrences(of: "\"blind\": true", with: "\"blind\": false"),
        to: name
      )
    }
    let plain = try agreement("--format json").json()
    #expect(plain["left-out"]?.items.map { $0["reason"] } == ["seen"])
    #expect(plain["transcripts"]?.items.first?["coders"] == ["coder-a", "coder-b"])
    #expect(try agreement("--include-seen --format json").json()["left-out"]?.items == [])
    #expect(try agreement("--layer current --format json").json()["left-out"]?.items == [])
  }

  @Test("a code redefined between the codings, or split, has counts and a reason")
  func definitions() throws {
    let book = "../codebooks/subcontracting.yaml"
    try replace("      - id: trust\n", "      - id: trust\n        revised: 2\n", in: book)
    // All were made before: the figures stand.
    let before = try agreement("--format json --codes trust").json()["codes"]?.items.first
    #expect(before?["all"]?["alpha"]?["value"]?.double != nil)
    for name in ["\(t03).coder-b.json", "submissions/\(t03).coder-b.1.json"]
    where workshop.exists(name) {
      let text = try workshop.text(name)
        .replacingOccurrences(of: "\"codebook\": 1", with: "\"codebook\": 2")
      try remove(name)
      try workshop.write(text, to: name)
    }
    let after = try #require(
      try agreement("--format json --codes trust").json()["codes"]?.items.first
    )
    #expect(after["all"]?["alpha"]?["reason"] == "different-definitions")
    #expect((after["units-with"]?.int ?? 0) > 0)
    let reasons = after["pairs"]?.items.map { $0["kappa"]?["reason"]?.string }
    #expect(reasons == ["different-definitions", nil, "different-definitions"])
    #expect(
      try agreement("--codes trust").out.contains(
        "trust: not defined (it was redefined between the codings; recode what was coded before, and "
          + "--layer current has it)."
      )
    )
    try replace(
      "        revised: 2\n",
      "        retired: 2\n        replaced-by: [mistrust, legitimacy]\n",
      in: book
    )
    let split = try agreement("--format json --codes trust").json()["codes"]?.items.first
    #expect(split?["all"]?["alpha"]?["reason"] == "recode-pending")
    // What was submitted waits for nothing: nobody can recode it any more.
    #expect(
      try agreement("--codes trust").out.contains(
        "trust: not defined (it was split after this was submitted; recode, and --layer current has its "
          + "parts)."
      )
    )
    #expect(
      try agreement("--codes trust --layer current").out.contains(
        "trust: not defined (it was split and its codings wait in the recode queue)."
      )
    )
  }

  @Test("interviews and documents are two blocks, unless they are pooled on demand")
  func blocks() throws {
    try workshop.write("Article 1\n\nThe office pays.\n\nIt trusts nobody.\n", to: "law.txt")
    for (coder, paragraph) in [("coder-a", 1), ("coder-b", 2)] {
      _ = try workshop.run(
        "code sample-transcripts law --coder \(coder) --at \(paragraph) --code trust"
      )
      #expect(try workshop.run("submit sample-transcripts law --coder \(coder)").status == 0)
    }
    // The calibration round stays out of the main table.
    let main = try agreement("--format json").json()
    #expect(main["transcripts"]?.items.map { $0["transcript"]?.string } == ["law.txt"])
    #expect(main["rounds-left-out"] == ["calibration"])
    #expect(main["scope"] == "body")
    #expect(main["codes"]?.items.first?["pairs"]?.items.first?["only"]?.items == [1, 1])
    let both = try agreement("--format json --transcripts T03,law").json()
    #expect(both["codes"] == nil)
    let blocks = both["blocks"]?.items ?? []
    #expect(blocks.map { $0["kind"] } == ["interview", "document"])
    #expect(blocks[0].keys == ["kind", "codes", "pairs", "confusions"])
    #expect(blocks[0]["pairs"]?.items.count == 3)
    #expect(blocks[1]["pairs"]?.items.count == 1)
    let pooled = try agreement("--format json --transcripts T03,law --all-sources").json()
    #expect(pooled["blocks"] == nil)
    #expect(pooled["codes"]?.items.count ?? 0 > 10)
    #expect(try agreement("--transcripts T03,law").out.contains("Documents, coder-a, coder-b\n"))
  }

  @Test("work that is opened again still counts as it was submitted: figures as found never change")
  func reopened() throws {
    let before = try agreement("--format json").json()
    _ = try workshop.run("reopen sample-transcripts T03 --coder coder-a --reason again")
    _ = try workshop.run("code sample-transcripts T03 --coder coder-a --at 2 --code stigma")
    #expect(try agreement("--format json").json() == before)
    // Whoever codes with them is blind again until all have submitted.
    let asked = try agreement("--as coder-b --format json").json()
    #expect(
      asked["left-out"]?.items.map { $0["coder"] } == ["coder-a", "coder-c"]
    )
  }

  @Test("a frozen copy that is gone is said to be gone, and no other work takes its place")
  func frozenCopyGone() throws {
    let copy = "submissions/\(t03).coder-a.1.json"
    let whole = try agreement("--transcripts T03 --format json").out
    try remove(copy)
    // The sidecar is what was submitted, as long as nobody has opened it again.
    #expect(try agreement("--transcripts T03 --format json").out == whole)
    func run(_ line: String) throws { #expect(try workshop.run(line).status == 0, "\(line)") }
    let work = "sample-transcripts T03 --coder coder-a"
    // Before it changes it is frozen once more.
    try run("reopen \(work) --reason again")
    #expect(try agreement("--transcripts T03 --format json").out == whole)
    try remove(copy)
    try expectGone(1)
    // Submitted again, and once more after others' work was seen: the last blind one counts.
    try run("submit \(work)")
    try run("codings sample-transcripts --transcript T03 --as coder-a")
    try run("reopen \(work) --reason again")
    try run("submit \(work)")
    #expect(try agreement("--transcripts T03").status == 0)
    try remove("submissions/\(t03).coder-a.2.json")
    try expectGone(2)
    try remove("\(t03).coder-a.json")
    try expectGone(2)
  }

  @Test("where the only copy is gone, neither recoded work nor a draft is what was submitted")
  func noLongerAsSubmitted() throws {
    let (sidecar, copy) = ("\(t03).coder-a.json", "submissions/\(t03).coder-a.1.json")
    try remove(copy)
    let whole = try workshop.text(sidecar)
    let end = "\"blind\": true\n    }"
    let recoded =
      #"{"act": "recode", "at": "2026-03-11T10:00:00.000Z", "by": "coder-a", "ids": ["x"]}"#
    try replace(end, "\(end), \(recoded)", in: sidecar)
    try expectGone(1)
    try workshop.write(whole, to: sidecar)
    let line = "reopen sample-transcripts T03 --coder coder-a --reason again"
    #expect(try workshop.run(line).status == 0)
    try remove(copy)
    #expect(try agreement("--transcripts T03 --drafts --as supervisor").status == 3)
  }

  @Test("of submissions that were all made after others' work was seen, the last one is named")
  func seenCopyGone() throws {
    let sidecar = "\(t03).coder-a.json"
    try replace("\"blind\": true", "\"blind\": false", in: sidecar)
    let reopen = "reopen sample-transcripts T03 --coder coder-a --reason again"
    #expect(try workshop.run(reopen).status == 0)
    try remove("submissions/\(t03).coder-a.1.json")
    let line = "matrix sample-transcripts --layer submitted --coder coder-a"
    let error = try workshop.run(line).error
    #expect(error.contains("the frozen copy of coder-a's submission 1 is gone"), "\(error)")
  }

  private func expectGone(_ number: Int) throws {
    let answer = try agreement("--transcripts T03 --format json")
    #expect(answer.status == 3, "\(answer.error)")
    let words =
      "submissions/\(t03).coder-a.\(number).json: the frozen copy of coder-a's submission \(number) is gone"
    #expect(answer.error.contains(words), "\(answer.error)")
    #expect(answer.error.contains("Put it back from another copy of the study"))
    let leftOut = try answer.json()["left-out"]?.items.first { $0["coder"] == "coder-a" }
    #expect(leftOut?["reason"] == "damaged")
  }

  @Test("a coder is compared with their own earlier submission")
  func submissions() throws {
    _ = try workshop.run("reopen sample-transcripts T03 --coder coder-a --reason again")
    _ = try workshop.run("code sample-transcripts T03 --coder coder-a --at 2 --code stigma")
    #expect(try workshop.run("submit sample-transcripts T03 --coder coder-a").status == 0)
    let last = workshop.exists("submissions/\(t03).coder-a.2.json") ? 2 : 1
    #expect(last == 2)
    let json = try agreement("--transcripts T03 --coders coder-a@1,coder-a@2 --format json").json()
    #expect(json["coders"] == ["coder-a@1", "coder-a@2"])
    let stigma = try #require(json["codes"]?.items.first { $0["code"] == "stigma" })
    #expect(stigma["spans"]?.keys == ["coder-a@1", "coder-a@2"])
    #expect(stigma["pairs"]?.items.first?["only"]?.items == [0, 1])
  }
}

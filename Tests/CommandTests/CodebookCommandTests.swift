import EmicKit
import Foundation
import Testing

/// Changing the codebook of the sample study, and recoding what changed.
@Suite("emic codebook and emic recode") struct CodebookCommandTests {
  let workshop: Workshop
  private let study = "sample-transcripts"
  private var book: String { "../codebooks/subcontracting.yaml" }

  init() throws { workshop = try Workshop() }

  private func codebook(_ line: String, as changer: String = "supervisor") throws
    -> Workshop.Answer
  {
    let words = line.split(separator: " ")
    return try workshop.run(
      "codebook \(words[0]) \(study) \(words.dropFirst().joined(separator: " ")) --as \(changer)"
    )
  }

  private func queue(_ coder: String) throws -> [JSONValue] {
    let answer = try workshop.run("recode \(study) --coder \(coder) --format json")
    #expect(answer.status == 0)
    return try answer.json()["queue"]?.items ?? []
  }

  @Test("an empty Chinese name takes it away, and a code keeps one name")
  func chineseName() throws {
    func rename(_ options: String...) throws -> Workshop.Answer {
      try workshop.emic(
        ["codebook", "rename", study, "stigma", "--as", "supervisor"] + options
      )
    }
    #expect(try rename("--name-zh", "").status == 0)
    #expect(try workshop.text(book).contains("name: {en: Stigma}"))
    #expect(try rename("--name-zh", "").out.contains("is so already"))
    #expect(try rename("--name-zh", "污名").status == 0)
    #expect(try workshop.text(book).contains("name: {en: Stigma, zh: 污名}"))
    #expect(try rename("--name", "Shame", "--name-zh", "").status == 0)
    #expect(try workshop.text(book).contains("name: {en: Shame}"))
    let nameless = try rename("--name", "", "--name-zh", "")
    #expect(nameless.status == 2)
    #expect(nameless.error.contains("needs a name"))
  }

  @Test("the five first revisions, each with its version, and the appendix for the methods section")
  func revisions() throws {
    let lines = [
      "split trust --into trust-in-person,trust-in-organisation",
      "merge self-censorship --into advocacy-risk", "rename control --name state-steering",
      "retire unregistered",
      "add mediation --name Mediation --name-zh 调解 --under relations --behind co-optation",
    ]
    for (number, line) in lines.enumerated() {
      let answer = try codebook("\(line) --reason team --format json")
      #expect(answer.status == 0, "\(answer.error)")
      let json = try answer.json()
      #expect(json.keys == ["version", "change", "codes", "by", "message"])
      #expect(json["version"]?.int == number + 2)
    }
    let stored = try CodebookReader.read(workshop.bytes(book), file: "book")
    #expect(stored.version == 6)
    #expect(stored.history.allSatisfy { $0.by == "supervisor" && $0.reason == "team" })
    let page = try workshop.run("codebook diff \(study)").out
    #expect(page.hasPrefix("# Changes of the codebook, version 1 to version 6\n"))
    #expect(page.contains("Codes: 3 added, 1 split, 1 merged, 1 retired, 1 changed.\n"))
    #expect(page.contains("## state-steering `control`: changed\n"))
    #expect(page.contains("| name | State steering 控制 | state-steering 控制 |\n"))
    #expect(page.contains(": split. team\n"))
    let last = try workshop.run("codebook diff \(study) --from 5 --format json").json()
    #expect(last["codes"]?.items.map { $0["code"] } == ["mediation"])
    let wrong = try workshop.run("codebook diff \(study) --from 9")
    #expect(wrong.status == 2)
    #expect(
      wrong.error == "There is no version 9 of the codebook. It has the versions 1 to 6.\n"
    )
    for form in ["markdown", "csv", "json"] {
      let show = try workshop.run("codebook show \(study) --format \(form)")
      #expect(show.out.contains("trust-in-person"))
    }
    // A coding of a retired code is refused, one of the new code is good.
    let coded = "code \(study) T03 --coder guest --at 2.1 --code"
    #expect(try workshop.run("\(coded) unregistered").status == 2)
    #expect(try workshop.run("\(coded) mediation").status == 0)
  }

  @Test("splitting trust queues three and two codings of coder-a, and deciding empties the queue")
  func recoding() throws {
    let before = try workshop.bytes("\(t03).coder-a.json")
    _ = try codebook("split trust --into trust-in-person,trust-in-organisation")
    var waiting = try queue("coder-a")
    #expect(waiting.map { $0["transcript"]?.string } == [t03, t03, t03, t06, t06])
    #expect(
      Array(waiting[0].keys.prefix(6))
        == ["transcript", "id", "code", "choices", "quotation", "because"]
    )
    #expect(waiting[0]["choices"] == ["trust-in-person", "trust-in-organisation"])
    #expect(waiting[0]["because"] == "split")
    let frozen = try workshop.bytes("submissions/\(t03).coder-a.1.json")
    let decisions = [
      "--choose trust-in-person", "--choose trust-in-person,trust-in-organisation", "--remove",
      "--choose mistrust", "--choose trust-in-organisation",
    ]
    for (number, decision) in decisions.enumerated() {
      let id = try #require(waiting[0]["id"]?.string)
      let answer = try workshop.run(
        "recode \(study) --coder coder-a --id \(id) \(decision) --format json"
      )
      #expect(answer.status == 0, "\(answer.error)")
      #expect(try answer.json()["waiting"]?["before"]?.int == 5 - number)
      #expect(try answer.json()["waiting"]?["after"]?.int == 4 - number)
      waiting = try queue("coder-a")
      #expect(waiting.count == 4 - number)
    }
    let done = try workshop.run("recode \(study) --coder coder-a")
    #expect(done.out == "Nothing waits to be recoded.\n")
    #expect(try workshop.bytes("submissions/\(t03).coder-a.1.json") == frozen)
    #expect(frozen == before)
    #expect(try workshop.bytes("\(t03).coder-a.json") != before)
    // Still submitted, still closed, and nothing that the check would call damaged.
    let closed = try workshop.run("code \(study) T03 --coder coder-a --at 2.1 --code stigma")
    #expect(closed.status == 1)
    let check = try workshop.run("check \(study) --format json").json()
    #expect(check["problems"]?.items.allSatisfy { $0["kind"] == "codebook" } == true)
    #expect(try queue("coder-b").count == 3)
  }

  @Test("a redefinition shows both wordings and what was not read again for it")
  func redefinition() throws {
    let answer = try workshop.emic(
      "codebook",
      "redefine",
      study,
      "trust",
      "--brief",
      "Confidence in a person.",
      "--as",
      "supervisor"
    )
    #expect(answer.out == "Redefined trust. The codebook is version 2.\n")
    let json = try workshop.run("recode \(study) --coder coder-a --format json").json()
    let item = try #require(json["queue"]?.items.first)
    #expect(item["because"] == "redefined")
    #expect(item["was"]?["brief"] == "Confidence (or its lack) between parties.")
    #expect(item["is"]?.items.first?["brief"] == "Confidence in a person.")
    // What waits there is read again in the queue.
    #expect(json["not-reread"]?.items.isEmpty == true)
    let text = try workshop.run("recode \(study) --coder coder-a").out
    #expect(text.contains("    brief was: Confidence (or its lack) between parties.\n"))
    #expect(text.contains("    brief is:  Confidence in a person.\n"))
    #expect(text.contains("5 codings wait.\n"))
    #expect(!text.contains("Not read again"))
    let id = try #require(item["id"]?.string)
    let kept = try workshop.run("recode \(study) --coder coder-a --id \(id) --keep")
    #expect(kept.out == "Kept trust. Waiting: 5 before, 4 now. In \(t03): trust 3 before, 3 now.\n")
    let again = try workshop.run("recode \(study) --coder coder-a --id \(id) --keep")
    #expect(again.status == 1)
    #expect(again.error.contains("does not wait to be recoded"))
  }

  @Test("a decision needs a coding and a coding a decision; none is another's")
  func recodeUsage() throws {
    let start = "recode \(study) --coder coder-a"
    #expect(try workshop.run("\(start) --keep").status == 2)
    #expect(try workshop.run("\(start) --id x").status == 2)
    #expect(try workshop.run("\(start) --id x --keep --remove").status == 2)
    _ = try codebook("split trust --into trust-in-person,trust-in-organisation")
    let id = try #require(try queue("coder-b").first?["id"]?.string)
    let others = try workshop.run("\(start) --id \(id) --remove")
    #expect(others.status == 1)
    #expect(others.error == "there is no coding \"\(id)\" of yours. Nothing was changed.\n")
    let nobody = try workshop.run("recode \(study)")
    #expect(nobody.status == 2)
  }

  @Test("only those with a role write the codebook, where the study gives roles")
  func roles() throws {
    let before = try workshop.bytes(book)
    let refused = try codebook("retire trust", as: "coder-a")
    #expect(refused.status == 1)
    #expect(
      refused.error
        == "coder-a does not write the codebook of this study; supervisor does. Nothing "
        + "was written; a code that you make while coding is a proposal.\n"
    )
    let nobody = try workshop.run("codebook retire \(study) trust")
    #expect(nobody.status == 2)
    #expect(nobody.error.hasPrefix("nobody is named. Say who changes the codebook with --as ID"))
    let stranger = try codebook("retire trust", as: "eve")
    #expect(stranger.status == 2)
    #expect(stranger.error.hasPrefix("\"eve\" is not a coder of this study: coder-a, coder-b,"))
    #expect(try workshop.bytes(book) == before)
    let yaml = try workshop.text("study.yaml").replacing(", role: supervisor", with: "")
    try workshop.write(yaml, to: "study.yaml")
    #expect(try codebook("retire trust", as: "coder-a").status == 0)
  }

  @Test("a refusal has its sentence and exit code, and the file stays byte for byte")
  func refusals() throws {
    let before = try workshop.bytes(book)
    let cases: [(String, Int32, String)] = [
      ("merge contrl --into trust", 2, "code \"contrl\" is not in the codebook. Did you mean"),
      ("move relations --under mistrust", 1, "the move would make a circle."),
      ("move trust --under trust", 2, "\"trust\" can't stand under itself."),
      ("split trust --into ,", 2, "\"trust\" can't be split into nothing."),
      ("split trust --into a,b --name c=C", 2, "\"c=C\" names none of the parts."),
      ("add trust --name Trust", 1, "the id \"trust\" is in the codebook already."),
      ("add Trust --name Trust", 2, "\"Trust\" can't be the id of a code."),
      ("merge trust --into relations", 2, "\"relations\" is a family:"),
      ("revive trust", 1, "\"trust\" is in use."), ("redefine trust", 2, "Nothing is given"),
      ("redefine control --key t", 1, "the quick key \"t\" belongs to \"trust\"."),
      ("redefine control --code-color blu", 2, "\"blu\" is not a colour"),
      ("move trust", 2, "No place is given."), ("rename trust", 2, "No name is given."),
      ("accept nothing", 2, "there is no proposal \"nothing\"."),
    ]
    for (line, status, sentence) in cases {
      let answer = try codebook(line)
      #expect(answer.status == status, "\(line)")
      #expect(answer.error.contains(sentence), "\(line): \(answer.error)")
      #expect(answer.out == "")
    }
    #expect(try workshop.bytes(book) == before)
    _ = try codebook("retire unregistered")
    let retired = try codebook("merge trust --into unregistered")
    #expect(retired.status == 1)
    #expect(
      retired.error.contains("\"unregistered\" is retired, so \"trust\" can't be read as it.")
    )
  }

  @Test("a damaged codebook is named with its line and left alone")
  func damaged() throws {
    let text = try workshop.text(book) + "codes: []\n"
    try workshop.write(text, to: book)
    let answer = try codebook("retire trust")
    #expect(answer.status == 3)
    #expect(answer.error.contains("subcontracting.yaml:"))
    #expect(try workshop.text(book) == text)
    try FileManager.default.removeItem(at: workshop.folder.appending(path: "codebooks"))
    let missing = try codebook("retire trust")
    #expect(missing.status == 3)
    #expect(missing.error.contains("there is no such file, and study.yaml names it"))
  }

  @Test("before comments are lost it is said, and the file as it was is kept")
  func comments() throws {
    let text = try workshop.text(book).replacing(
      "        key: t\n",
      with: "        key: t  # asked for by coder-b\n"
    )
    try workshop.write(text, to: book)
    let answer = try codebook("retire unregistered")
    #expect(answer.status == 0)
    #expect(answer.error.contains("the comments in line"))
    #expect(answer.error.contains(".emic/backup/codebook/"))
    #expect(try workshop.text(".emic/backup/codebook/subcontracting.yaml.1") == text)
    #expect(try workshop.text(book).hasPrefix("# The codebook of the sample study."))
    #expect(try codebook("revive unregistered").error == "")
  }

  @Test("an accepted proposal is the codebook's code, for everybody who used it")
  func accepting() throws {
    try propose()
    let coded = try workshop.run("code \(study) T03 --coder guest --at 2.1 --code mediation")
    #expect(coded.status == 0)
    let blind = try workshop.run("codebook accept \(study) mediation --as coder-a")
    #expect(blind.status == 1)
    let answer = try codebook("accept +mediation --under relations --behind co-optation")
    #expect(answer.out == "Added mediation under relations. The codebook is version 2.\n")
    let stored = try CodebookReader.read(workshop.bytes(book), file: "book")
    #expect(stored["mediation"]?.since == 2)
    #expect(stored["mediation"]?.brief == "An NGO calms a dispute.")
    #expect(!(try workshop.text("proposals/guest.yaml").contains("mediation")))
    #expect(try workshop.run("check \(study) --format json").out.contains("unknown-code") == false)
    let again = try codebook("accept mediation")
    #expect(again.status == 2)
    #expect(
      again.error
        == "there is no proposal \"mediation\". It is a code of the codebook.\n"
    )
  }

  @Test(
    "what was proposed is listed, until somebody decides about it, and blind coders see their own"
  )
  func proposals() throws {
    try propose()
    let line = "codebook proposals \(study) --format json --as"
    let listed = try workshop.run("\(line) supervisor").json()
    #expect(listed["proposals"]?.items.map { $0["id"] } == ["mediation"])
    #expect(listed["proposals"]?.items.map { $0["coder"] } == ["guest"])
    let table = try workshop.run("codebook proposals \(study) --as supervisor").out
    #expect(table.contains("+mediation"))
    #expect(table.contains("An NGO calms a dispute."))
    _ = try workshop.run("reopen \(study) T03 --coder coder-a --reason again")
    let blind = try workshop.run("\(line) coder-a")
    #expect(try blind.json()["proposals"]?.items.isEmpty == true)
    #expect(blind.error == "Others' proposals are hidden from you while you code blind.\n")
    _ = try codebook("decline mediation")
    let none = try workshop.run("codebook proposals \(study) --as guest")
    #expect(none.out.hasPrefix("No proposal waits.\n"))
  }

  @Test(
    "who gives no name sees no proposal or memo of somebody who is at work, only what is submitted"
  )
  func observer() throws {
    try propose()
    func seen(_ line: String) throws -> String {
      let answer = try workshop.run(line)
      return answer.out + answer.error
    }
    #expect(try seen("codebook proposals \(study)").contains("+mediation"))
    for on in ["--case NGO-D1", "--code trust", "--on-study"] {
      let answer = try workshop.run("memo \(study) --coder guest \(on) --text calms")
      #expect(answer.status == 0, "\(answer.error)")
    }
    let summary = "framework \(study) --set NGO-D1 --code trust --summary calming --coder guest"
    #expect(try workshop.run(summary).status == 0)
    #expect(try seen("framework \(study)").contains("calming"))
    #expect(try seen("memos \(study)").contains("calms"))
    // Somebody begins: what is said about the texts may be about a draft.
    let place = "--start 3000 --end 3040"
    _ = try workshop.run("code \(study) T03 --coder guest --code mediation \(place)")
    for line in [
      "codebook proposals \(study)", "memos \(study)", "memos \(study) --as nobody",
      "codebook show \(study)", "codebook lint \(study)", "weekly \(study)",
      "search \(study) calms --in memos", "framework \(study) --identified",
      "export \(study) --to study.jsonl --identified", "export \(study) --to book.csv --identified",
      "codings \(study)",
    ] {
      let text = try seen(line)
      #expect(!text.contains("mediation") && !text.contains("calm"), "\(line): \(text)")
    }
    #expect(try seen("codebook proposals \(study)").contains("--as ID says who asks."))
    #expect(try seen("memos \(study)").contains("--as ID says who asks."))
    #expect(try seen("codebook proposals \(study) --as supervisor").contains("+mediation"))
    #expect(try seen("memos \(study) --as guest").contains("calms"))
    // What is used in something that is submitted may be seen, while others are still at work.
    _ = try workshop.run("submit \(study) T03 --coder guest")
    _ = try workshop.run("reopen \(study) T06 --coder coder-a --reason again")
    #expect(try seen("codebook proposals \(study)").contains("+mediation"))
    #expect(!(try seen("memos \(study)").contains("calms")))
  }

  @Test("a code that comes back has its quick key again, unless another has it now")
  func revivedKey() throws {
    for line in [
      "retire trust", "merge trust --into control", "split trust --into stigma,capacity",
    ] {
      #expect(try codebook(line).status == 0)
      #expect(try stored()["trust"]?.key == nil)
      #expect(try codebook("revive trust").status == 0)
      #expect(try stored()["trust"]?.key == "t", "\(line)")
    }
    _ = try codebook("retire trust")
    _ = try codebook("redefine stigma --key t")
    let taken = try codebook("revive trust")
    #expect(taken.out.hasPrefix("Revived trust. Its quick key t belongs to stigma now."))
    #expect(try stored()["trust"]?.key == nil)
  }

  private func stored() throws -> Codebook {
    try CodebookReader.read(workshop.bytes(book), file: "book")
  }

  @Test("the queue offers only what may be assigned: not a part that was retired since")
  func retiredParts() throws {
    _ = try codebook("split trust --into pa,pb")
    _ = try codebook("split pa --into pc,pd")
    _ = try codebook("retire pb")
    let item = try #require(try queue("coder-a").first)
    #expect(item["is"]?.items.map { $0["code"] } == ["pc", "pd"])
    let id = try #require(item["id"]?.string)
    let kept = try workshop.run("recode \(study) --coder coder-a --id \(id) --keep")
    #expect(kept.error.contains("Choose among: pc, pd;"))
  }

  @Test("a whole entry has its key, colour and versions; a retired family is marked")
  func entry() throws {
    _ = try codebook("redefine trust --brief Reliance. --code-color sky")
    let page = try workshop.run("codebook show \(study) --code trust").out
    #expect(
      page.contains(
        "  Under relations, quick key t, colour sky, since version 1, redefined in version 2.\n"
      ),
      "\(page)"
    )
    _ = try codebook("retire trust")
    let retired = try workshop.run("codebook show \(study) --code trust").out
    #expect(retired.contains("retired in version 3."))
    _ = try codebook("retire relations")
    let tree = try workshop.run("codebook show \(study)").out
    #expect(tree.contains("(family, retired)"))
  }

  @Test("a lead who still codes blind does not see what others propose")
  func blindLead() throws {
    try propose()
    let yaml = try workshop.text("study.yaml").replacing(
      "name: Coder A}",
      with: "name: Coder A, role: lead}"
    )
    try workshop.write(yaml, to: "study.yaml")
    _ = try workshop.run("reopen \(study) T03 --coder coder-a --reason again")
    let hidden = try codebook("accept mediation", as: "coder-a")
    #expect(hidden.status == 2)
    #expect(
      hidden.error
        == "there is no proposal \"mediation\". Those of others are hidden while you code blind.\n"
    )
    _ = try workshop.run("submit \(study) T03 --coder coder-a")
    #expect(try codebook("accept mediation", as: "coder-a").status == 0)
  }

  @Test("a declined proposal is no longer offered, and what was coded with it stays")
  func declining() throws {
    try propose()
    _ = try workshop.run("code \(study) T03 --coder guest --at 2.1 --code mediation")
    let wrong = try codebook("decline mediation --into relations")
    #expect(wrong.status == 2)
    let before = try workshop.bytes(book)
    let answer = try codebook("decline mediation --into co-optation --reason same-act")
    #expect(answer.out == "Declined mediation of guest; its codings are read as co-optation.\n")
    #expect(try workshop.bytes(book) == before)
    let text = try workshop.text("proposals/guest.yaml")
    #expect(text.contains("replaced-by: [co-optation]"))
    #expect(text.contains("reason: same-act"))
    #expect(
      try workshop.run("code \(study) T03 --coder guest --at 4.1 --code mediation").status == 2
    )
    let rows = try workshop.run("codings \(study) --as guest --coder guest --format json").json()
    #expect(rows["codings"]?.items.map { $0["code_id"] } == ["co-optation"])
    let again = try codebook("accept mediation")
    #expect(again.status == 2)
    #expect(
      again.error
        == "there is no proposal \"mediation\". That of guest was declined already.\n"
    )
  }

  @Test("proposals that cannot be read are not said to be none", arguments: ["accept", "decline"])
  func unreadProposals(verb: String) throws {
    try propose()
    let before = try workshop.bytes(book)
    let answer = try workshop.refusing(
      "look 5",
      of: "proposals/guest.yaml",
      ["codebook", verb, study, "mediation", "--as", "supervisor"]
    )
    #expect(answer.status == 3 && answer.out.isEmpty, "\(answer.out)")
    let sentences = answer.error.split(separator: "\n")
    #expect(sentences.count == 1, "\(sentences)")
    #expect(
      sentences.first?.contains("proposals/guest.yaml: the disk reports an error") == true,
      "\(answer.error)"
    )
    #expect(try workshop.bytes(book) == before)
  }

  private func propose() throws {
    try FileManager.default.createDirectory(
      at: workshop.study.appending(path: "proposals"),
      withIntermediateDirectories: true
    )
    let code = Code(
      id: "mediation",
      name: Code.Name("Mediation"),
      brief: "An NGO calms a dispute.",
      isProposal: true
    )
    try workshop.write(ProposalsFile.text(of: [code]), to: "proposals/guest.yaml")
  }

  @Test(
    "changes of the book are undone and done again, one's own and not where others' stand on them"
  )
  func undoing() throws {
    let before = try workshop.run("codebook show \(study) --code trust --format json").json()
    _ = try codebook("redefine trust --brief Relying.")
    _ = try codebook("rename trust --name Confidence")
    let undone = try codebook("undo --format json")
    #expect(undone.status == 0, "\(undone.error)")
    #expect(try undone.json()["codes"]?.items == ["trust"])
    #expect(try codebook("undo").status == 0)
    #expect(try codebook("undo").error.hasPrefix("Nothing to undo."))
    let after = try workshop.run("codebook show \(study) --code trust --format json").json()
    #expect(after["codes"]?.items.first?["brief"] == before["codes"]?.items.first?["brief"])
    #expect(try codebook("redo").out.hasPrefix("Redone: Redefined trust. The codebook is version "))
    #expect(try workshop.run("codebook show \(study) --code trust").out.contains("Relying."))
    _ = try codebook("redo")
    #expect(try codebook("redo").error == "Nothing to redo.\n")
    let history = try workshop.run("codebook history \(study) --code 信任 --format json").json()
    #expect(
      history["history"]?.items.map { $0["change"]?.string }
        == ["redefine", "rename", "rename", "redefine", "redefine", "rename"]
    )
    #expect(
      history["history"]?.items.first?["before"]?["brief"] == before["codes"]?.items.first?["brief"]
    )
    #expect(history["history"]?.items.map { $0["takes-back"] }.prefix(3) == [false, false, true])
    // Somebody else goes on from there.
    let yaml = try workshop.text("study.yaml").replacing(
      "{id: guest,",
      with: "{id: lead, role: lead}\n  - {id: guest,"
    )
    try workshop.write(yaml, to: "study.yaml")
    _ = try codebook("rename trust --name Reliance", as: "lead")
    let refused = try codebook("undo")
    #expect(refused.status == 1)
    #expect(refused.error.hasPrefix("lead has changed the name of trust since (rename, version "))
    #expect(refused.error.hasSuffix(" --skip leaves it so, and goes on with the change before.\n"))
    // Nothing is dropped before somebody has said so.
    #expect(try codebook("undo").error == refused.error)
    let skipped = try codebook("undo --skip")
    #expect(skipped.error != refused.error)
    #expect(try workshop.run("codebook show \(study) --code trust").out.contains("Reliance"))
  }

  @Test("one command is one step of undo, however much it changes")
  func oneStep() throws {
    let before = try workshop.run("codebook show \(study) --code autonomy --format json").json()
    let change = try codebook("redefine autonomy --brief Own --key q --code-color blue")
    #expect(
      change.out
        == "Redefined autonomy. The quick key of autonomy is q. The colour of autonomy is blue. "
        + "The codebook is version 2.\n"
    )
    #expect(try codebook("undo").status == 0)
    let after = try workshop.run("codebook show \(study) --code autonomy --format json").json()
    #expect(after["codes"] == before["codes"])
    #expect(try codebook("undo").error.hasPrefix("Nothing to undo."))
    #expect(try codebook("redo").status == 0)
    let again = try workshop.run("codebook show \(study) --code autonomy").out
    for words in ["Own", "quick key q", "colour blue"] { #expect(again.contains(words)) }
    // Without other words there is no version.
    #expect(try codebook("redefine autonomy --key v").out.hasSuffix("version 4.\n"))
    #expect(try codebook("redefine autonomy --key v").out.contains("autonomy is so already"))
    let taken = try codebook("redefine autonomy --brief More --key t")
    #expect(taken.status == 2 || taken.status == 1)
    #expect(
      try workshop.run("codebook show \(study) --code autonomy").out
        == again.replacing("q,", with: "v,")
    )
  }

  @Test("of two proposals with one id, the other cannot be read as a third code, and that is said")
  func sameProposals() throws {
    try propose()
    let proposed = try workshop.text("proposals/guest.yaml")
    try workshop.write(proposed, to: "proposals/coder-b.yaml")
    #expect(try codebook("accept mediation --from guest --under relations").status == 0)
    let refused = try codebook("decline mediation --from coder-b --into trust")
    #expect(refused.status != 0)
    #expect(refused.error.hasPrefix("\"mediation\" is a code of the codebook now"))
    #expect(try workshop.text("proposals/coder-b.yaml") == proposed)
    #expect(
      try codebook("decline mediation --from coder-b").out
        == "Declined mediation of coder-b; its codings are read as the codebook's mediation.\n"
    )
  }

  @Test("who accepts a proposal is told whose codings are read as it from then on")
  func acceptedAfterDeclining() throws {
    try propose()
    try workshop.write(try workshop.text("proposals/guest.yaml"), to: "proposals/coder-b.yaml")
    #expect(try codebook("decline mediation --from coder-b --into trust").status == 0)
    let accepted = try codebook("accept mediation --under relations")
    #expect(accepted.status == 0, "\(accepted.error)")
    #expect(
      accepted.out.contains(
        "The proposal of coder-b with this id was declined into trust: what coder-b has coded with it is "
          + "read as mediation from now on."
      )
    )
  }

  @Test("lint tells that hidden work may use what it calls unused")
  func hiddenUses() throws {
    try workshop.write("I: Hello.\nR: Hello.\n", to: "T08.txt")
    _ = try workshop.run("code \(study) T08 --coder coder-b --at 2 --code stigma")
    let lint = try workshop.run("codebook lint \(study) --as supervisor")
    #expect(
      lint.error
        == "Uses are counted without 1 sidecar that is hidden from you: not submitted, or coded blind.\n"
    )
    #expect(try workshop.run("codebook lint \(study) --as coder-b").error == "")
  }

  @Test("the queue speaks of codes as they are read, also where one was merged into another")
  func mergedInQueue() throws {
    _ = try codebook("merge mistrust --into trust")
    _ = try codebook("redefine trust --brief Relying.")
    let item = try #require(
      try queue("coder-b").first { item in
        let id = item["id"]?.string ?? ""
        return (try? workshop.text(t03 + ".coder-b.json"))?.contains(id) == true
      }
    )
    let all = try workshop.run("codings \(study) --coder coder-b --code trust --format json").json()
    let count = all["codings"]?.items.count {
      $0["transcript"]?.string == item["transcript"]?.string
    }
    let id = try #require(item["id"]?.string)
    let kept = try workshop.run("recode \(study) --coder coder-b --id \(id) --keep --format json")
    #expect(try kept.json()["message"] == "Kept trust.")
    let counts = try #require(try kept.json()["codings"]?.items)
    #expect(counts.map { $0["code"] } == ["trust"])
    #expect(counts.first?["before"]?.int == count)
    #expect(counts.first?["after"]?.int == count)
  }

  @Test("a key and a name that another code has stay there, and all else is taken back")
  func undoingBesideAnothers() throws {
    let yaml = try workshop.text("study.yaml").replacing(
      "{id: guest,",
      with: "{id: lead, role: lead}\n  - {id: guest,"
    )
    try workshop.write(yaml, to: "study.yaml")
    _ = try codebook("redefine stigma --brief Marked.")
    _ = try codebook("retire trust")
    #expect(try codebook("rename control --name Trust", as: "lead").status == 0)
    let refused = try codebook("revive trust")
    #expect(refused.status == 1)
    #expect(refused.error.contains("Rename one of the two, then revive \"trust\"."))
    let undone = try codebook("undo")
    #expect(undone.status == 0, "\(undone.error)")
    #expect(undone.out.contains("so trust comes back as \"Trust (trust)\": rename one of the two."))
    #expect(try codebook("undo").out.hasPrefix("Took back: Redefined stigma."))
  }

  @Test("accepting and declining are undone: the proposal is there again")
  func undoingDecisions() throws {
    try propose()
    _ = try codebook("accept medi --under relations")
    #expect(try codebook("undo").status == 0)
    #expect(try workshop.text("proposals/guest.yaml").contains("mediation"))
    _ = try codebook("decline mediation --into trust")
    let back = try codebook("undo")
    #expect(back.out.hasPrefix("Took back: +mediation is proposed again."))
    #expect(!(try workshop.text("proposals/guest.yaml").contains("retired")))
    #expect(try codebook("redo").out.hasPrefix("Redone: Declined +mediation of guest."))
    #expect(try workshop.text("proposals/guest.yaml").contains("retired"))
  }

  @Test("a study without a codebook begins one")
  func first() throws {
    try FileManager.default.createDirectory(
      at: workshop.folder.appending(path: "texts"),
      withIntermediateDirectories: true
    )
    let added = try workshop.run("codebook add texts trust --name Trust --as ana")
    #expect(added.status == 0)
    let shown = try workshop.run("codebook show texts --format json").json()
    #expect(shown["codes"]?.items.map { $0["id"] } == ["trust"])
  }
}

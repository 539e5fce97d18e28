import EmicKit
import Foundation
import Testing

/// `--format list`: a line for each fact, for whoever listens.
@Suite("Lists at the command line") struct ListFormatTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  @Test("a coding is a block of labelled lines, whole and without columns")
  func codings() throws {
    let answer = try workshop.run(
      "codings sample-transcripts --coder coder-a --code trust --transcript T03 --as supervisor --format list"
    )
    #expect(answer.status == 0)
    let blocks = answer.out.split(separator: "\n\n")
    #expect(blocks[0].hasPrefix("transcript: T03-disability-ngo-en.txt\nturn: "))
    #expect(blocks[0].contains("\ncoder: coder-a\ncode: trust\nstart: "))
    let table = try workshop.run(
      "codings sample-transcripts --coder coder-a --code trust --transcript T03 --as supervisor --format json"
    )
    let json = try table.json()
    guard case .array(let codings)? = json["codings"], let quote = codings[0]["quotation"]?.string
    else {
      Issue.record("no codings")
      return
    }
    #expect(quote.count > 60, "long enough to be cut in a table")
    #expect(
      answer.out.contains("quotation: \(quote.split(separator: "\n").joined(separator: " "))\n")
    )
    #expect(blocks.count == codings.count + 1)
    #expect(answer.out.hasSuffix("\n\n\(codings.count) codings\n"))
  }

  @Test(
    "every command that prints a table prints it as a list",
    arguments: [
      "status sample-transcripts --as coder-a", "codings sample-transcripts --as coder-a",
      "search sample-transcripts trust",
      "quotations sample-transcripts --code trust --as supervisor",
      "matrix sample-transcripts --rows code --columns sector --coder coder-a",
      "cooccurrence sample-transcripts --coder coder-a",
      "saturation sample-transcripts --coder coder-a",
      "agreement sample-transcripts", "agreement sample-transcripts --all --by transcript",
      "disagreements sample-transcripts", "memos sample-transcripts --as coder-a",
      "link sample-transcripts --as coder-a",
      "codebook show sample-transcripts", "codebook diff sample-transcripts",
      "framework sample-transcripts --as supervisor", "cards sample-transcripts --as supervisor",
      "sample sample-transcripts --share 0.5 --seed 7", "cases sample-transcripts",
      "restore sample-transcripts --list", "disagreements sample-transcripts --passages",
      "weekly sample-transcripts --as supervisor", "codebook history sample-transcripts",
      "theme sample-transcripts trust --coder coder-a", "settle sample-transcripts --as supervisor",
      "merge sample-transcripts",
    ]
  )
  func everyTable(command: String) throws {
    let answer = try workshop.run(command + " --format list")
    #expect(answer.status <= 1, "\(answer.error)")
    #expect(!answer.error.contains("format"), "\(answer.error)")
    for line in answer.out.split(separator: "\n") {
      // Columns are what two blanks between words make.
      #expect(!line.contains("    "), "\(line)")
    }
  }

  @Test("what a command has done is said in a sentence, and then fact by fact")
  func deeds() throws {
    let made = try workshop.run("init ward --title Ward --format list").out
    #expect(made.hasPrefix("Made the study ward.\n"))
    #expect(made.contains("\n\nstudy: ward\nfile: "))
    _ = try workshop.run("code sample-transcripts T03 --coder guest --at 2 --code trust")
    let submitted = try workshop.run("submit sample-transcripts T03 --coder guest --format list")
    #expect(
      submitted.out.contains("\n\ntranscript: \(t03)\ncoder: guest\nnumber: 1\nblind: ")
    )
  }

  @Test("a command that is to be typed has the folder as the shell takes it")
  func quotedFolder() throws {
    let answer = try workshop.emic(["init", "the ward", "--title", "Ward"])
    #expect(answer.out.contains("Made the study the ward."))
    for words in ["--to 'the ward'", "emic 'the ward' --coder", "emic check 'the ward'"] {
      #expect(answer.out.contains(words), "\(answer.out)")
    }
  }

  @Test("agreement says its heads in words")
  func agreement() throws {
    let answer = try workshop.run("agreement sample-transcripts --format list").out
    #expect(answer.contains("\nspans of each coder: "))
    #expect(answer.contains("\nunits that differ: "))
    #expect(answer.contains(", pair: coder-a ~ coder-b\nunits of both: "))
  }

  @Test("the walk, the week and a theme say each fact with its name")
  func pages() throws {
    let walk = try workshop.run("disagreements sample-transcripts --passages --format list").out
    #expect(
      walk.hasPrefix("passage: 1\ntranscript: \(t03)\nturn: 2\ncharacters: 989 to 1523\ntext: ")
    )
    #expect(walk.contains("\ncoder-b: unregistered 989-1059; dual-sponsor 1061-1109; "))
    let week = try workshop.run("weekly sample-transcripts --as supervisor --format list").out
    #expect(week.contains("\nProgress\n\ntranscript: \(t03)\ncoder: coder-a\nstate: submitted\n"))
    #expect(week.contains("\nwords: "))
    #expect(!week.contains("|") && !week.contains("##"))
    let theme = try workshop.run("theme sample-transcripts trust --coder coder-a --format list").out
    #expect(theme.hasPrefix("code: trust\nname: Trust\nChinese name: 信任\nin brief: "))
    #expect(theme.contains("\nQuotations\n\nquotation: "))
    #expect(theme.contains("\nreference: T03, turn "))
    let memos = try workshop.run("memos sample-transcripts --as supervisor --format list").out
    #expect(memos.hasPrefix("memo on a: coding\nwhere: \(t03), turn "))
  }

  @Test("no line of help is wider than 100 characters; a slip in a topic names the nearest")
  func help() throws {
    for topic in ["", "keys", "settings", "formats", "coding", "agreement", "json"] {
      let page = try workshop.run("help \(topic)".trimmingCharacters(in: .whitespaces))
      #expect(page.status == 0)
      for line in page.out.split(separator: "\n") {
        #expect(line.count <= 100, "\(topic): \(line)")
      }
    }
    // What is wrapped stands under its column, and a command can be copied.
    let keys = try workshop.run("help keys").out
    let gap = String(repeating: " ", count: 50)
    #expect(keys.contains("the end a word further, of the selection or the\n\(gap)coding here\n"))
    #expect(try workshop.run("help json").out.contains(" \\\n  --"))
    #expect(try workshop.run("help").out.contains("Manual page: emic help --manual > emic.1"))
    for (slip, meant) in [("kyes", "keys"), ("agrement", "agreement"), ("codign", "coding")] {
      let answer = try workshop.run("help \(slip)")
      #expect(answer.status == 2)
      #expect(answer.error.contains("Did you mean `emic help \(meant)`?"), "\(answer.error)")
    }
    #expect(
      try workshop.run("help codebook shwo").error.contains(
        "Did you mean `emic help codebook show`?"
      )
    )
  }

  @Test("without a word about it a pipe gets what it got, whatever the settings")
  func pipes() throws {
    let before = try workshop.run("status sample-transcripts").out
    let folder = workshop.folder.appending(path: ".config/emic")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("accessible: true\n".utf8).write(to: folder.appending(path: "settings.yaml"))
    #expect(try workshop.run("status sample-transcripts").out == before)
    #expect(before.contains("TRANSCRIPT"))
  }
}

import EmicKit
import Foundation
import Testing

@Suite("The report in HTML") struct HTMLReportTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func report(_ line: String = "") throws -> String {
    let answer = try workshop.run("export sample-transcripts --to r.html \(line)")
    #expect(answer.status == 0, "\(answer.error)")
    return String(
      decoding: try Data(contentsOf: workshop.folder.appending(path: "r.html")),
      as: UTF8.self
    )
  }

  @Test("one page that loads and runs nothing, and tells the browser so")
  func selfContained() throws {
    let page = try report()
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"))
    #expect(
      page.contains("content=\"default-src &#39;none&#39;")
        || page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
    )
    for word in [
      "<script", "<link", "<img", "src=", "url(", "http://", "https://", "@import", " on",
    ] {
      let parts =
        word == " on"
        ? page.components(separatedBy: " onclick") : page.components(separatedBy: word)
      #expect(parts.count == 1, "\(word)")
    }
    for id in ["codes", "transcripts", "agreement", "quotations", "codebook"] {
      #expect(page.contains("<h2 id=\"\(id)\">"))
      #expect(page.contains("href=\"#\(id)\""))
    }
  }

  @Test("the words of a transcript are all there, in order, and codings are marked in them")
  func words() throws {
    let page = try report("--transcript T06")
    let body = try #require(page.components(separatedBy: "<h2 id=\"agreement\">").first)
    var said = ""
    for part in body.components(separatedBy: "<p class=\"said\" dir=\"auto\">").dropFirst() {
      var words = part.components(separatedBy: "</p>")[0]
      words.replace(#/<sup>.*?</sup>/#, with: "")
      words.replace(#/<[^>]*>/#, with: "")
      for (entity, sign) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
      ] {
        words = words.replacingOccurrences(of: entity, with: sign)
      }
      said += words
    }
    func dense(_ text: String) -> String { String(text.filter { !$0.isWhitespace }) }
    #expect(dense(said) == dense(try workshop.text(t06)))
    #expect(page.contains("<mark class=\"m1 c"))
    #expect(page.contains("<mark class=\"m2 c"))
    #expect(page.contains("data-codes=\""))
    #expect(
      page.contains("data-coders=\"coder-a coder-b coder-c\"")
        || page.contains("data-coders=\"coder-a coder-b\"")
    )
    // Every tag that is opened is closed.
    for tag in [
      "mark", "p", "div", "ul", "li", "section", "article", "blockquote", "table", "tr", "svg",
      "dl",
    ] {
      let opened = page.matches(of: try Regex("<\(tag)[ >]")).count
      #expect(opened == page.components(separatedBy: "</\(tag)>").count - 1, "\(tag)")
    }
  }

  @Test("figures stand in the map and the table; nothing to compare is said")
  func agreement() throws {
    let page = try report()
    #expect(page.contains("<svg width="))
    #expect(page.contains("text-anchor=\"end\">NGO-state relations</text>"))
    let figures = try workshop.run("agreement sample-transcripts --format json").json()
    let alpha = figures["codes"]?.items.first { $0["code"]?.string == "personal-ties" }?["all"]?[
      "alpha"
    ]?["value"]
    #expect(alpha != nil)
    #expect(page.contains("too rare"))
    let alone = try report("--coder coder-a")
    #expect(alone.contains("There is nothing to compare") || alone.contains("Only one coder"))
  }

  @Test("beside the figures stands which transcripts are in them, and what is not")
  func leftOut() throws {
    func code(_ name: String, _ coder: String, isSubmitted: Bool = true) throws {
      let place = ["sample-transcripts", name, "--coder", coder]
      #expect(try workshop.emic(["code"] + place + ["--at", "1", "--code", "trust"]).status == 0)
      if isSubmitted { #expect(try workshop.emic(["submit"] + place).status == 0) }
    }
    try workshop.write("R: <one>.\nR: Two.\n", to: "T07-<b>.txt")
    for coder in ["coder-a", "coder-b"] { try code("T07-<b>.txt", coder) }
    try code("T07-<b>.txt", "coder-c", isSubmitted: false)
    try workshop.write("R: Nobody looked.\n", to: "T08.txt")
    try workshop.write("R: Three.\nR: Four.\n", to: "T09.txt")
    for coder in ["coder-a", "coder-c"] { try code("T09.txt", coder) }
    let page = try report()
    for sentence in [
      "Transcripts: T07-&lt;b&gt;.txt (coder-a, coder-b), T09.txt (coder-a, coder-c). κ",
      "Calibration is left out: calibration.",
      "Left out, not submitted: T07-&lt;b&gt;.txt by coder-c.",
      "Left out, not coded: T08.txt by any of them; T09.txt by coder-b.",
    ] {
      #expect(page.contains(sentence), "\(sentence)")
    }
  }

  @Test("what stands in files is never markup")
  func hostile() throws {
    let text = try workshop.text(t03)
    try workshop.write(text, to: "T09.txt")
    try workshop.write(
      "R: <script>alert(1)</script> & \"x\" \u{1B}[31m\nR: \u{202E}abc\n",
      to: "T10-<b>.txt"
    )
    let made = try workshop.emic(
      "code",
      "sample-transcripts",
      "T10-<b>.txt",
      "--coder",
      "guest",
      "--quote",
      "<script>alert",
      "--code",
      "trust",
      "--memo",
      "<img src=x onerror=y>"
    )
    #expect(made.status == 0, "\(made.error)")
    let page = try report("--as guest --transcript T10-<b>.txt")
    #expect(page.contains("&lt;script&gt;alert"))
    #expect(page.contains("&lt;img src=x"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("<img"))
    #expect(!page.unicodeScalars.contains("\u{1B}"))
    #expect(!page.unicodeScalars.contains("\u{202E}"))
  }

  @Test("an archive says in the page, too, that real names are in it")
  func archive() throws {
    #expect(try workshop.run("export sample-transcripts --to r.html --identified").status == 0)
    let page = String(
      decoding: try Data(contentsOf: workshop.folder.appending(path: "r-IDENTIFIED.html")),
      as: UTF8.self
    )
    #expect(page.contains("<p class=\"warning\">IDENTIFIED: real names"))
  }
}

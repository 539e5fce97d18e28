/// A report in one HTML file: coded transcripts, agreement, quotations by code, the codebook.
///
/// It loads nothing and runs nothing; a browser is told to refuse both. Codes are told by number and
/// name, never by colour alone.
struct HTMLReport {
  let study: ExportedStudy
  let references: [String]
  let codes: HTMLCodes

  init(_ study: ExportedStudy, references: [String]) {
    self.study = study
    self.references = references
    codes = HTMLCodes(study.codebook)
  }

  func write(to file: ExportFile) throws -> ExportOutcome {
    try file.write(head)
    try file.write("<h2 id=\"codes\">Codes</h2>\n" + codes.legend)
    try file.write("<h2 id=\"transcripts\">Transcripts</h2>\n")
    var tally = ExportTally()
    let (attributes, codes) = (study.attributes, codes)
    let gathered = try GatheredQuotations(
      study,
      references,
      in: file,
      print: { Self.block($0) },
      source: { source in
        (HTMLSource(source, attributes: attributes, codes: codes).text, source.tally)
      },
      take: { text, part in
        try file.write(text)
        tally.add(part)
      }
    )
    try file.write("<h2 id=\"agreement\">Agreement</h2>\n")
    try file.write(HTMLAgreement(study, codes: codes).text())
    try file.write("<h2 id=\"quotations\">Quotations by code</h2>\n")
    for (id, _) in gathered.codes {
      try file.write(
        "<section id=\"q-\(HTMLEscape.anchor(id))\">\n<h3 dir=\"auto\">\(codes.swatch(id))\(codes.name(id))</h3>\n"
      )
      try gathered.spill.copy(id, to: file)
      try file.write("</section>\n")
    }
    if gathered.count == 0 { try file.write("<p>None.</p>\n") }
    try file.write("<h2 id=\"codebook\">Codebook</h2>\n" + codebook + "</body>\n</html>\n")
    return ExportOutcome(
      tally.codings,
      "coding",
      "codings",
      notes: tally.notes + gathered.notes
    )
  }

  private var title: String {
    HTMLEscape.escaped(study.title.isEmpty ? "Study" : study.title)
  }

  private var head: String {
    let links = [
      ("codes", "Codes"), ("transcripts", "Transcripts"), ("agreement", "Agreement"),
      ("quotations", "Quotations"), ("codebook", "Codebook"),
    ].map { "<li><a href=\"#\($0)\">\($1)</a></li>" }.joined()
    let warning =
      study.release.isIdentified
      ? "<p class=\"warning\">\(ExportPlace.mark): real names and flagged passages stand in this file.</p>\n"
      : ""
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(title)</title>
      <style>
      \(HTMLStyle.text)
      </style>
      </head>
      <body>
      <h1 dir="auto">\(title)</h1>
      <p class="facts">\(study.at.date) · codebook version \(study.codebook.version) · \
      \(study.transcripts.count == 1 ? "1 transcript" : "\(study.transcripts.count) transcripts")</p>
      \(warning)<nav aria-label="Parts of the report"><ul>\(links)</ul></nav>

      """
  }

  /// A quotation with its source beneath.
  private static func block(_ quotation: Quotation) -> String {
    let translations = quotation.translations.map {
      "<p dir=\"auto\">\(HTMLEscape.escaped($0.text)) <i>(translation, \(HTMLEscape.escaped($0.language)))</i></p>"
    }.joined()
    return "<blockquote><p dir=\"auto\">\(HTMLEscape.escaped(quotation.text))</p>\(translations)"
      + "<footer dir=\"auto\">(\(HTMLEscape.escaped(quotation.reference)))</footer></blockquote>\n"
  }

  private var codebook: String {
    codes.listed.map { code in
      let parts = [
        ("Brief", code.brief), ("Definition", code.definition), ("Use when", code.useWhen),
        ("Not when", code.notWhen), ("Example", code.example),
      ].filter { !$0.1.isEmpty }
      let list = parts.map { title, words in
        "<dt>\(title)</dt><dd dir=\"auto\">\(HTMLEscape.escaped(words))</dd>"
      }.joined()
      let id = code.id.text
      let heading = code.isFamily ? "h3" : "h4"
      return
        "<\(heading) dir=\"auto\">\(code.isFamily ? "" : codes.swatch(id))\(HTMLCodes.name(code))"
        + "</\(heading)>\n" + (list.isEmpty ? "" : "<dl>\(list)</dl>\n")
    }.joined()
  }
}

import EmicKit

/// Pages for others to read, written into `exports/`: best-practice cards, the hand-out on a code.
extension State {
  mutating func askForCards() {
    popups.append(
      .prompt(
        Prompt(
          title: "Best-practice cards, as exports/",
          field: TextField("best-practice-cards.md"),
          purpose: .cardsName
        )
      )
    )
  }

  mutating func pickTheme() {
    let book = codings?.codebook ?? codebook
    guard !book.codes.isEmpty else { return complain("The codebook has no codes.") }
    popups.append(.picker(CodePicker(.theme, codebook: book)))
  }

  mutating func askForTheme(_ code: Code.ID) {
    popups.append(
      .prompt(
        Prompt(
          title: "Hand-out on \(code), as exports/",
          field: TextField("theme-\(Slug.id(for: shown(code.text))).md"),
          purpose: .themeName(code)
        )
      )
    )
  }

  mutating func takeCardsName(_ text: String) {
    guard let coder, let name = pageName(text) else { return }
    outbox.append(.exportCards(sourcesAsked, name: name, coder: coder.id))
  }

  mutating func takeThemeName(_ text: String, of code: Code.ID) {
    guard let coder, let name = pageName(text) else { return }
    outbox.append(.exportTheme(code, sourcesAsked, name: name, coder: coder.id))
  }

  /// A plain file name; data never becomes a path.
  private mutating func pageName(_ text: String) -> String? {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "-_. ".unicodeScalars.contains($0)
    }
    guard isPlain, !text.isEmpty, text.first != ".", text.utf8.count <= 80 else {
      refuseAnswer(
        "\(text) cannot be a file's name here: letters, digits, - and _, at most 80. It goes into exports/."
      )
      return nil
    }
    return text.hasSuffix(".md") ? text : text + ".md"
  }

  /// Whose work and which sources the screen asks about; the codes are the page's own.
  private var sourcesAsked: CodingQuery {
    let asked = screen == .retrieval ? retrieval.asking.query : counts.asking.query
    var query = CodingQuery()
    query.coders = asked.coders
    query.layer = asked.layer
    query.transcripts = asked.transcripts
    query.conditions = asked.conditions
    return query
  }
}

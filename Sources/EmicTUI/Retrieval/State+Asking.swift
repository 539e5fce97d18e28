import EmicKit

/// Putting a question together: the keys of every screen that has one.
extension State {
  /// Carries out what changes the question; `false` when the command does not.
  mutating func runOnQuestion(_ command: Command) -> Bool {
    switch command {
    case .undo, .redo: stepBetweenQuestions(forwards: command == .redo)
    case .escape: ask(firstQuery)
    case .dropPart: dropPart()
    case .editQuery: editQuery()
    case .askCodes: pickCodes(.ask, "the codebook has no codes.")
    case .rollUp: rollUpQuestion()
    case .relate: chooseRelation()
    case .askCase: pickConditions()
    case .askCoders: pickCoders()
    case .askLayer: chooseLayer()
    case .askTranscripts: pickTranscripts()
    case .askSpeakers: pickSpeakers()
    case .askFlags: chooseAskedFlag()
    case .askText: askForText()
    default: return false
    }
    return true
  }

  /// What a coder begins with: their own work; others the whole.
  private var firstQuery: CodingQuery {
    var query = CodingQuery()
    if let codings, beginsWithOwnWork(in: codings), let asker = codings.asker {
      query.coders = [asker]
    }
    return query
  }

  private mutating func stepBetweenQuestions(forwards: Bool) {
    var asked = asking
    guard forwards ? asked.redo() : asked.undo() else {
      return complain(
        forwards ? "There is no question after this." : "There is no question before."
      )
    }
    asking = asked
    askAgain()
  }

  private mutating func dropPart() {
    guard !asking.query.isEmpty else {
      return complain("The question asks for everything already.")
    }
    ask(asking.query.withoutLastPart())
  }

  func rolledUp(_ query: CodingQuery) -> CodingQuery {
    var query = query
    query.includesSubcodes.toggle()
    return query
  }

  private mutating func rollUpQuestion() {
    ask(rolledUp(asking.query))
    say(
      asking.query.includesSubcodes
        ? "Rolled up: a code also has what was coded below it." : "Each code for itself."
    )
  }

  /// Whether the codings are there; says so when they are not.
  private mutating func areCodingsRead() -> Bool {
    guard codings == nil else { return true }
    complainOfCodings()
    return false
  }

  mutating func complainOfCodings() {
    if case .refused(let sentence) = codingsProgress { return complain(sentence) }
    complain("The study's codings are still being read.")
  }

  // MARK: As a line of words

  private mutating func editQuery() {
    guard areCodingsRead() else { return }
    let query = asking.query
    let words = query.isEmpty ? "" : query.words(names: codings?.names)
    popups.append(
      .prompt(Prompt(title: "Question", field: TextField(words), purpose: .query))
    )
  }

  /// Asks what was typed; what cannot be meant stays in the line.
  mutating func takeQuery(_ text: String) {
    guard let codings else { return }
    do throws(QueryProblem) {
      ask(try CodingQuery(reading: text, in: codings))
    } catch {
      complain(error.message)
      popups.append(
        .prompt(Prompt(title: "Question", field: TextField(text), purpose: .query))
      )
    }
  }

  private mutating func askForText() {
    guard areCodingsRead() else { return }
    popups.append(
      .prompt(
        Prompt(
          title: "Quotations with (regex)",
          field: TextField(asking.query.text),
          purpose: .quotedText
        )
      )
    )
  }

  mutating func takeQuotedText(_ text: String) {
    var query = asking.query
    query.text = text
    do throws(SearchProblem) {
      _ = try query.filter()
      ask(query)
    } catch {
      complain(QueryProblem.search(error).message)
      popups.append(
        .prompt(
          Prompt(
            title: "Quotations with (regex)",
            field: TextField(text),
            purpose: .quotedText
          )
        )
      )
    }
  }

  // MARK: Codes

  private mutating func pickCodes(_ purpose: CodePicker.Purpose, _ sentence: String) {
    guard areCodingsRead() else { return }
    let book = codings?.codebook ?? codebook
    guard !book.codes.isEmpty else { return complain(sentence) }
    popups.append(.picker(CodePicker(purpose, codebook: book)))
  }

  mutating func takeAsked(_ codes: [Code.ID]) {
    var query = asking.query
    query.codes = []
    for code in codes.map({ codebook.resolved($0) }) where !query.codes.contains(code) {
      query.codes.append(code)
    }
    // A family has no codings of its own: whoever asks for it means what is below.
    if codes.contains(where: { codebook[$0]?.isFamily == true }) { query.includesSubcodes = true }
    ask(query)
  }

  static let relations: [(words: String, place: CodeRelation.Place)] = [
    ("and: on the same words", .overlapping),
    ("not: nowhere on the same words", .notOverlapping),
    ("in the same turn", .sameTurn),
    ("near: at most one turn away", .near(turns: 1)),
    ("near: at most three turns away", .near(turns: 3)),
  ]

  private mutating func chooseRelation() {
    guard areCodingsRead() else { return }
    popups.append(
      .choice(
        Choice(
          title: "Where the same coder has another code",
          rows: Self.relations.map(\.words),
          purpose: .relation
        )
      )
    )
  }

  mutating func takeRelation(_ place: CodeRelation.Place) {
    pickCodes(.relate(place), "The codebook has no codes.")
  }

  mutating func takeRelated(_ codes: [Code.ID], _ place: CodeRelation.Place) {
    var query = asking.query
    for code in codes {
      let relation = CodeRelation(place, codebook.resolved(code))
      if !query.relations.contains(relation) { query.relations.append(relation) }
    }
    ask(query)
  }

  // MARK: Cases, coders, layers, transcripts, speakers, flags

  private mutating func pickConditions() {
    guard areCodingsRead(), let codings else { return }
    var lines: [LinePicker.Line] = []
    for name in codings.attributeNames + ["case"] + codings.headerNames {
      let values = codings.values(of: name)
      lines += values.map { value in
        let count = codings.study.transcripts.count { transcript in
          let known = codings.attributes(of: transcript)
          return (name == "case" ? known.case : known.values[name]) == value
        }
        return LinePicker.Line(
          value: "\(name)=\(value)",
          words: "\(name) = \(value)",
          fact: "\(count)"
        )
      }
      let unknown = codings.study.transcripts.count { transcript in
        let known = codings.attributes(of: transcript)
        return (name == "case" ? known.case : known.values[name] ?? "").isEmpty
      }
      if unknown > 0 {
        lines.append(.init(value: "\(name)=", words: "\(name) unknown", fact: "\(unknown)"))
      }
    }
    guard !lines.isEmpty else {
      return complain("Nothing is known of the cases: cases.csv and the headers name no attribute.")
    }
    let example = conditionExample.map { " (or type \($0))" } ?? ""
    popups.append(.lines(LinePicker("Where\(example)", .conditions, lines, takesWords: true)))
  }

  /// A condition that can be typed in this study as it stands: with more and less, where values have it.
  var conditionExample: String? {
    guard let codings else { return nil }
    let known = (codings.attributeNames + ["case"] + codings.headerNames).flatMap { name in
      codings.values(of: name).map { (name: name, value: $0) }
    }
    let ordered = known.filter { !AttributeCondition($0.name, .atLeast, $0.value).isWithoutMeaning }
    let examples =
      ordered.map { "\($0.name)>=\($0.value)" } + known.map { "\($0.name)=\($0.value)" }
    return examples.first { text in
      (try? CodingQuery(reading: text, in: codings))?.conditions.count == 1
    }
  }

  private mutating func pickCoders() {
    guard areCodingsRead(), let codings else { return }
    var lines = codings.coders.map { id -> LinePicker.Line in
      let name = codings.study.file.coders.first { $0.id == id }?.name ?? ""
      let isOwn = id == codings.asker
      return .init(
        value: id.text,
        words: name.isEmpty || name == id.text ? id.text : "\(id) \(name)",
        fact: isOwn ? "you" : ""
      )
    }
    lines.append(.init(value: Coder.consensus.text, words: "consensus", fact: "the settled layer"))
    popups.append(.lines(LinePicker("By which coder?", .coders, lines)))
  }

  private mutating func pickTranscripts() {
    guard areCodingsRead(), let codings else { return }
    let lines = codings.study.transcripts.map { path -> LinePicker.Line in
      let name = codings.names[path]
      return .init(
        value: path,
        words: name == path ? path : "\(name)  \(path)",
        fact: codings.attributes(of: path).case
      )
    }
    popups.append(.lines(LinePicker("In which transcripts?", .transcripts, lines)))
  }

  private mutating func pickSpeakers() {
    guard areCodingsRead(), let codings else { return }
    let lines = codings.speakers.map { LinePicker.Line(value: $0, words: $0) }
    guard !lines.isEmpty else { return complain("The transcripts name no speakers.") }
    popups.append(.lines(LinePicker("Which speaker?", .speakers, lines)))
  }

  mutating func take(_ values: [String], for purpose: LinePicker.Purpose) {
    var query = asking.query
    switch purpose {
    case .dimensions: return take(dimensions: values)
    case .links: return goToCoding(Coding.ID(values[0]))
    case .coders: query.coders = values.map { Coder.ID($0) }
    case .transcripts: query.transcripts = values
    case .speakers: query.speakers = values
    case .conditions:
      let conditions = values.compactMap { AttributeCondition($0) }
      query.conditions += conditions.filter { !query.conditions.contains($0) }
    }
    ask(query)
  }

  private mutating func chooseLayer() {
    popups.append(
      .choice(
        Choice(
          title: "Which layer?",
          rows: [
            "current: the coders' work as it stands", "submitted: the last blind submissions",
            "consensus: what is settled", "final: consensus where closed, else the only coder",
          ],
          purpose: .layer
        )
      )
    )
  }

  mutating func take(layer: CodingLayer) {
    var query = asking.query
    query.layer = layer
    ask(query)
  }

  private mutating func chooseAskedFlag() {
    popups.append(
      .choice(
        Choice(
          title: "With which flag?",
          rows: Coding.Flag.known.map(\.text),
          purpose: .askedFlag
        )
      )
    )
  }

  mutating func take(askedFlag flag: Coding.Flag) {
    var query = asking.query
    if !query.flags.contains(flag) { query.flags.append(flag) }
    ask(query)
  }
}

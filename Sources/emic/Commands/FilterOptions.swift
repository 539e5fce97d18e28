import ArgumentParser
import EmicKit

extension CodingLayer: ExpressibleByArgument {}

/// Which codings are wanted: the same words for every command that reads them.
struct FilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only this coder's; may be given again.", valueName: "id"))
  var coder: [String] = []

  @Option(help: ArgumentHelp("Only this code; may be given again.", valueName: "id"))
  var code: [String] = []

  @Option(help: ArgumentHelp("Only this transcript; may be given again.", valueName: "name"))
  var transcript: [String] = []

  @Option(
    name: .customLong("case"),
    help: ArgumentHelp(
      "Only sources with this attribute; also attr!=value, and for numbers and days 'attr>=value', "
        + "< and so on. attr= asks for those of which it is unknown.",
      valueName: "attr=value"
    )
  )
  var cases: [String] = []

  @Option(help: ArgumentHelp("Only what this speaker says.", valueName: "label"))
  var speaker: [String] = []

  @Option(
    help: ArgumentHelp("Only where another of their codings has this code there.", valueName: "id")
  )
  var overlapping: [String] = []

  @Option(help: ArgumentHelp("Only where the coder has not this code there.", valueName: "id"))
  var notOverlapping: [String] = []

  @Option(help: ArgumentHelp("Only where another in the turn has this code.", valueName: "id"))
  var sameTurn: [String] = []

  @Option(help: ArgumentHelp("Only where another nearby has this code.", valueName: "id"))
  var near: [String] = []

  // Taken as it is typed: -1 is no option, but a number that is out of range.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("With --near: how many turns away; 1 where nobody says.", valueName: "turns")
  )
  var within: Int?

  @Option(help: ArgumentHelp("Only codings with this flag.", valueName: "flag"))
  var flag: [String] = []

  @Option(help: ArgumentHelp("Only quotations in which this is found.", valueName: "regex"))
  var text: String?

  @Flag(help: "A code's subcodes count as the code.")
  var withSubcodes = false

  @Option(help: "current, submitted, consensus or final.")
  var layer: CodingLayer?

  /// No filter at all, for commands that have none.
  static func everything() throws -> FilterOptions { try parse([]) }

  /// Whether they ask for codings, and not for sources alone.
  var areAboutCodings: Bool {
    !coder.isEmpty || !code.isEmpty || !flag.isEmpty || text != nil
  }

  /// Whether a code is named that a codebook lacks.
  func namesOtherCodes(than book: Codebook) -> Bool {
    (code + overlapping + notOverlapping + sameTurn + near).contains { text in
      text.hasPrefix("?") || (try? book.code(named: text)) == nil
    }
  }

  /// Whether all that can be known without codings, headers and cases answers them.
  var areAboutTextsAlone: Bool { !areAboutCodings && cases.isEmpty && layer == nil }

  /// - Parameters:
  ///   - study: names coders and attributes.
  ///   - book: with the proposals that may be asked for.
  ///   - others: the codes of the codings that are asked about; `nil` where no code is named that the book lacks.
  /// - Returns: what is asked for.
  /// - Throws: wrong usage.
  func filter(_ study: StudyFolder, _ book: Codebook, _ others: Set<Code.ID>? = nil) throws(Failure)
    -> CodingFilter
  {
    var filter = CodingFilter()
    filter.includesSubcodes = withSubcodes
    filter.coders = try coders(study)
    filter.codes = try code.map { text throws(Failure) in try code(text, in: book, others) }
    filter.conditions = try cases.map { text throws(Failure) in try condition(text, in: study) }
    filter.speakers = speaker
    filter.relations = try relations(book, others)
    filter.flags = try flag.map { text throws(Failure) in
      guard Coding.Flag.known.contains(where: { $0.text == text }) else {
        throw .usage(QueryProblem.unknownFlag(text).message)
      }
      return Coding.Flag(text)
    }
    if let text { filter.text = try search(text, isRegex: true) }
    return filter
  }

  /// The paths of the transcripts that are wanted.
  func transcripts(_ study: StudyFolder) throws(Failure) -> [String] {
    if transcript.isEmpty { return study.chosen.map { [$0] } ?? study.transcripts }
    return try transcript.map { name throws(Failure) in
      try Failure.study { () throws(StudyProblem) in try study.transcript(named: name) }
    }
  }

  private func coders(_ study: StudyFolder) throws(Failure) -> [Coder.ID] {
    guard !coder.isEmpty else { return [] }
    let known = study.file.coders.map(\.id) + study.sidecars.map(\.coder) + [Coder.consensus]
    return try coder.map { text throws(Failure) in
      guard known.contains(Coder.ID(text)) else {
        let names = Set(known).filter { $0 != Coder.consensus }.sorted().map(\.text)
        throw .usage(QueryProblem.unknownCoder(text, known: names).message)
      }
      return Coder.ID(text)
    }
  }

  private func condition(
    _ text: String,
    in study: StudyFolder
  ) throws(Failure) -> AttributeCondition {
    guard let condition = AttributeCondition(text) else {
      let problem =
        !text.contains { "=<>".contains($0) }
        ? "has no \"=\""
        : text.first.map { "!=<>".contains($0) } ?? false
          ? "names no attribute" : "has one sign too many"
      throw .usage("--case \"\(text)\" \(problem). Write it as sector=migrants, or as 'age>=30'.")
    }
    let (name, value) = (condition.attribute, condition.value)
    guard !condition.isWithoutMeaning else {
      throw .usage(
        "--case \"\(text)\": \(condition.relation.rawValue) compares numbers and whole days, and "
          + "\"\(value)\" is neither. Write 30 or 2018-05-01, or ask with = and !=."
      )
    }
    guard condition.relation == .equal || condition.relation == .unequal, !value.isEmpty,
      let allowed = study.file.values(of: name)
    else { return condition }
    // A synonym finds what is stored under the value itself.
    guard let known = allowed.value(for: value) else {
      throw .usage(
        QueryProblem.valueNotAllowed(attribute: name, value: value, allowed: allowed.values).message
      )
    }
    return AttributeCondition(name, condition.relation, known)
  }

  private func relations(_ book: Codebook, _ others: Set<Code.ID>?) throws(Failure)
    -> [CodeRelation]
  {
    let within = within ?? 1
    guard within >= 0 else {
      throw .usage("--within \(within) is no distance. Give a number of turns from 0.")
    }
    guard self.within == nil || !near.isEmpty else {
      throw .usage("--within belongs to --near: it says how many turns away the other code may be.")
    }
    let asked: [(CodeRelation.Place, [String])] = [
      (.overlapping, overlapping), (.notOverlapping, notOverlapping), (.sameTurn, sameTurn),
      (.near(turns: within), near),
    ]
    var relations: [CodeRelation] = []
    for (place, codes) in asked {
      for text in codes { relations.append(CodeRelation(place, try code(text, in: book, others))) }
    }
    return relations
  }

  /// A code as it is read today.
  func code(_ text: String, in book: Codebook, _ others: Set<Code.ID>? = nil) throws(Failure)
    -> Code.ID
  {
    book.resolved(try book.code(asked: text, among: others))
  }
}

/// A search, or the sentence why the pattern is none.
func search(_ pattern: String, isRegex: Bool) throws(Failure) -> TextSearch {
  do throws(SearchProblem) {
    return try TextSearch(pattern: pattern, isRegex: isRegex)
  } catch {
    throw Failure(error)
  }
}

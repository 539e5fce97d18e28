import ArgumentParser
import EmicKit

/// Finds words.
struct SearchCommand: ParsableCommand {
  enum Place: String, CaseIterable, ExpressibleByArgument {
    case transcripts, memos, quotations
  }

  static let configuration = CommandConfiguration(
    command: "search",
    abstract: "Find words in transcripts, memos or quotations.",
    discussion: """
      Case and width do not count. The filters leave hits in the sources and codings that are \
      meant. Memos are those that `emic memos` lists. Exit code 1 when nothing is found.

      Example: emic search sample-transcripts 机构 --transcript T06
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The words, or with --regex a pattern.")
  var pattern: String

  @Flag(help: "The pattern is a regular expression (ICU's).")
  var regex = false

  @Option(name: .customLong("in"), help: "transcripts, memos or quotations.")
  var place = Place.transcripts

  @OptionGroup var names: NamesOption
  @OptionGroup var filters: FilterOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard !pattern.isEmpty else { throw Failure.usage("The pattern is empty. Give some words.") }
    let search = try search(pattern, isRegex: regex)
    let folder = try reading.open(study)
    let names = try names.list(outside: folder)
    if place == .transcripts, filters.areAboutTextsAlone, names == nil {
      return try searchTexts(try CodingQuestion(folder, reading, filters), search)
    }
    var listing = try CodingListing(
      folder,
      reading,
      filters,
      output,
      // Words in the texts themselves need nobody's codings.
      readsWork: place != .transcripts || filters.areAboutCodings || filters.layer != nil
    )
    var hits: [SearchHit]
    do throws(SearchProblem) {
      hits = try SearchHit.all(of: search, in: place, listing, filters, names)
      let revealing = hits.filter { !$0.shows.isEmpty && !$0.shows.contains(where: listing.isOwn) }
      if listing.reveal(Set(revealing.map(\.transcript))) {
        hits = try SearchHit.all(of: search, in: place, listing, filters, names)
      }
    } catch {
      throw Failure(error)
    }
    // Only now: it is by their paths that what they show is put on record.
    if let names { for place in hits.indices { hits[place].replaceLabels(names) } }
    output.answer(
      json: json(hits),
      csv: [SearchHit.columns] + hits.map(\.cells),
      table: table(hits)
    )
    if place == .transcripts {
      for problem in listing.problems { Output.writeError(problem) }
      if !listing.problems.isEmpty { throw Failure.silent(3) }
    } else {
      let unread = place == .memos ? listing.memosOfStudy(filters).unread : []
      for problem in unread { Output.writeError(problem) }
      try listing.finish(output)
      if !unread.isEmpty { throw Failure.silent(3) }
    }
    if hits.isEmpty { throw Failure.silent(1) }
  }

  /// Searches texts of which nothing else is asked: some at a time are read, searched and printed.
  private func searchTexts(_ question: CodingQuestion, _ search: TextSearch) throws {
    let names = Set(question.transcripts).sorted()
    let (study, format) = (question.study, output.format)
    var answer = TextAnswer()
    // Words are never given up, so that what is printed need not wait for the end.
    let isPrintedAtOnce = format == .csv && !regex
    let heading = Array(CSV.text(of: [SearchHit.columns]).utf8)
    if isPrintedAtOnce { Output.write(heading) }
    Concurrently.inOrder((names.count + Self.batch - 1) / Self.batch) { number in
      let start = number * Self.batch
      return TextAnswer(
        to: search,
        in: names[start..<min(start + Self.batch, names.count)],
        of: study,
        format
      )
    } take: {
      answer.take($0)
      if isPrintedAtOnce { answer.printWhatIsThere(most: 1 << 16) }
    }
    if isPrintedAtOnce { answer.printWhatIsThere() }
    if let problem = answer.givenUp { throw Failure(problem) }
    if !isPrintedAtOnce {
      output.answer(
        json: json(answer.hits),
        pieces: [heading, answer.printed],
        table: table(answer.hits)
      )
    }
    for problem in answer.problems { Output.writeError(problem) }
    if !answer.problems.isEmpty { throw Failure.silent(3) }
    if answer.count == 0 { throw Failure.silent(1) }
  }

  /// So many texts are searched together: what is printed of them is mostly enough to be written by itself.
  private static let batch = 16

  private func json(_ hits: [SearchHit]) -> JSONValue {
    .object([
      JSONMember("hits", .array(hits.map(\.json))),
      JSONMember("count", .number(String(hits.count))),
    ])
  }

  private func table(_ hits: [SearchHit]) -> String {
    var table = Table(["TRANSCRIPT", "TURN", "LINE", "TEXT"])
    table.rightAligned = [1, 2]
    for hit in hits {
      table.add([
        hit.subject ?? hit.transcript, hit.turn.map { String($0) } ?? "",
        hit.line.map { String($0) } ?? "",
        KeywordInContext(before: hit.before, keyword: hit.text, after: hit.after).line(width: 30),
      ])
    }
    let count = hits.count == 1 ? "1 hit" : "\(hits.count) hits"
    return table.text(output.tableForm) + count + "\n"
  }
}

/// What was found in texts, in their order: printed already where that is CSV, since it may be much.
private struct TextAnswer: Sendable {
  private(set) var count = 0
  private(set) var hits: [SearchHit] = []
  private(set) var printed: [UInt8] = []
  private(set) var problems: [String] = []
  /// Why a pattern was given up: there is no answer then.
  private(set) var givenUp: SearchProblem?

  init() {}

  init(to search: TextSearch, in names: ArraySlice<String>, of study: StudyFolder, _ format: Format)
  {
    for name in names {
      do throws(StudyProblem) {
        switch try study.hits(of: search, in: name) {
        case .success(let found):
          // Texts of a study are much alike: with as many hits in the others there is room for all.
          if printed.isEmpty { printed.reserveCapacity(found.hits.count * names.count * 200) }
          add(found, format)
        case .failure(let problem): givenUp = givenUp ?? problem
        }
      } catch {
        problems.append(error.message)
      }
    }
  }

  private mutating func add(_ found: SourceHits, _ format: Format) {
    guard !found.hits.isEmpty else { return }
    count += found.hits.count
    if format == .csv {
      let emptyColumns = SearchHit.columns.count - SourceHits.columns.count
      found.addCSV(to: &printed, emptyColumns: emptyColumns)
    } else {
      hits += found.hits.map { SearchHit(found, $0) }
    }
  }

  /// - Parameter most: the bytes that may wait for more: whoever reads is not to be woken for a few.
  mutating func printWhatIsThere(most: Int = 0) {
    guard printed.count > most else { return }
    Output.write(printed)
    printed = []
  }

  /// Takes in what was found in the texts that follow.
  mutating func take(_ next: TextAnswer) {
    count += next.count
    hits += next.hits
    // Not copied where it can be taken as it is.
    if printed.isEmpty { printed = next.printed } else { printed += next.printed }
    problems += next.problems
    givenUp = givenUp ?? next.givenUp
  }
}

import ArgumentParser
import EmicKit

/// Lists memos, or finds words in them.
struct MemosCommand: ParsableCommand {
  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case coding, transcript, code, `case`, study
  }

  static let configuration = CommandConfiguration(
    command: "memos",
    abstract: "List the memos on codings, transcripts, codes, cases and the study, or search them.",
    discussion: """
      Memos in a sidecar are their coder's own until it is submitted; others' memos on codes, cases \
      and the study are hidden from whoever codes blind or gives no name while somebody codes. Case and width do not count \
      in a search; exit code 1 when nothing is found.

      Example: emic memos sample-transcripts sponsor --on coding
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "Words to find; without them all memos are listed.")
  var pattern: String?

  @Flag(help: "The pattern is a regular expression (ICU's).")
  var regex = false

  @Option(
    help: ArgumentHelp(
      "Only memos on a coding, transcript, code, case or study; may be given again.",
      valueName: "what"
    )
  )
  var on: [Subject] = []

  @OptionGroup var names: NamesOption
  @OptionGroup var filters: FilterOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard pattern != "" else { throw Failure.usage("The pattern is empty. Give some words.") }
    let words = try pattern.map { text throws(Failure) in try search(text, isRegex: regex) }
    let folder = try reading.open(study)
    let names = try names.list(outside: folder)
    var listing = try CodingListing(folder, reading, filters, output)
    let ofStudy = listing.memosOfStudy(filters)
    let stored = try listing.revealing({ (memos: [ListedMemo]) in
      memos.compactMap { memo in memo.transcript.map { (memo.coder, $0) } }
    }) { listing in
      try asked(listing.memos(filters) + ofStudy.memos, words)
    }
    let memos = names.map { names in stored.map { $0.replacing(names) } } ?? stored
    output.answer(
      json: .object([
        JSONMember("memos", .array(memos.map(Self.object))),
        JSONMember("count", .count(memos.count)),
      ]),
      csv: [Self.columns]
        + memos.map { memo in
          Self.values(memo).map { value in
            switch value {
            case .string(let text), .number(let text): text
            default: ""
            }
          }
        },
      table: table(memos)
    )
    noteHidden(listing.workOfStudy)
    for note in folder.notesOfLostMemos { output.note(note) }
    for problem in ofStudy.unread { Output.writeError(problem) }
    try listing.finish(output)
    if !ofStudy.unread.isEmpty { throw Failure.silent(3) }
    if memos.isEmpty, words != nil { throw Failure.silent(1) }
  }

  /// Says that memos beside the sidecars are hidden, where there are some and they were asked for.
  private func noteHidden(_ work: VisibleWork) {
    let asker = work.blindness.asker
    guard work.hidesNotes, work.study.codersOfMemos.contains(where: { $0 != asker }),
      on.isEmpty || on.contains(where: { [.code, .case, .study].contains($0) })
    else { return }
    output.note(
      asker != nil
        ? "Others' memos on codes, cases and the study are hidden from you while you code blind."
        : "Memos on codes, cases and the study are hidden while somebody is still coding. --as ID says who asks."
    )
  }

  /// The memos on what was asked for, with the words that were.
  private func asked(_ memos: [ListedMemo], _ words: TextSearch?) throws(Failure) -> [ListedMemo] {
    do throws(SearchProblem) {
      var found: [ListedMemo] = []
      for memo in memos where on.isEmpty || on.contains(where: { $0.rawValue == memo.kind }) {
        if let words, try words.hits(in: TranscriptText(memo.text)).isEmpty { continue }
        found.append(memo)
      }
      return found
    } catch {
      throw Failure(error)
    }
  }

  private static let columns = [
    "id", "on", "transcript", "turn", "code", "case", "coder", "at", "text",
  ]

  private static func values(_ memo: ListedMemo) -> [JSONValue] {
    var (transcript, turn, code, name): (String?, Int?, String?, String?)
    switch memo.subject {
    case .coding(let row):
      (transcript, turn, code) = (row.transcript, row.turn, row.codeID)
      name = row.attributes.case.isEmpty ? nil : row.attributes.case
    case .transcript(let path): transcript = path
    case .code(let id): code = id.text
    case .case(let text): name = text
    case .study: break
    }
    return [
      .string(memo.id), .string(memo.kind), .known(transcript), turn.map { .count($0) } ?? .null,
      .known(code), .known(name), .string(memo.coder.text), .string(memo.at.text),
      .string(memo.text),
    ]
  }

  private static func object(_ memo: ListedMemo) -> JSONValue {
    .object(zip(columns, values(memo)).map { JSONMember($0, $1) })
  }

  private func table(_ memos: [ListedMemo]) -> String {
    var table = Table(["ON", "WHERE", "CODER", "SINCE", "MEMO"])
    table.labels = [0: "memo on a", 1: "where", 3: "written on", 4: "text"]
    for memo in memos {
      let place =
        switch memo.subject {
        case .coding(let row):
          "\(row.transcript)\(row.turn.map { ", turn \($0)" } ?? ""): \(row.codeID)"
        case .transcript(let path): path
        case .code(let id): id.text
        case .case(let name): name
        case .study: ""
        }
      table.add([memo.kind, place, memo.coder.text, memo.at.date, memo.text])
    }
    return table.text(output.tableForm)
      + (memos.count == 1 ? "1 memo\n" : "\(memos.count) memos\n")
  }
}

extension CodingListing {
  /// The visible memos on codings and on the transcripts that were read.
  func memos(_ filters: FilterOptions) -> [ListedMemo] {
    let memos = rows.filter { !$0.coding.memo.isEmpty }.map { row in
      ListedMemo(
        .coding(row),
        by: row.coder,
        id: row.coding.id.text,
        at: row.coding.modified,
        text: row.coding.memo
      )
    }
    return memos + memosOnTranscripts(filters)
  }

  /// The visible memos on the transcripts that were read.
  func memosOnTranscripts(_ filters: FilterOptions) -> [ListedMemo] {
    // A memo on a transcript has no code, no flag and no speaker.
    guard filter.codes.isEmpty, filter.flags.isEmpty, filter.text == nil, filter.speakers.isEmpty,
      filter.relations.isEmpty
    else { return [] }
    return transcriptMemos(filters).map { path, coder, memo in
      ListedMemo(.transcript(path), by: coder, id: memo.id.text, at: memo.at, text: memo.text)
    }
  }

  /// The visible memos on codes, cases and the study that are asked for.
  ///
  /// - Returns: also what of them cannot be read.
  func memosOfStudy(_ filters: FilterOptions) -> (memos: [ListedMemo], unread: [String]) {
    // A filter that asks for codings or sources asks for no memo on the study.
    guard filters.transcript.isEmpty, filter.conditions.isEmpty, filter.flags.isEmpty,
      filter.speakers.isEmpty, filter.relations.isEmpty, filter.text == nil
    else { return ([], []) }
    var work = workOfStudy
    let before = work.problems
    let memos = work.memosOfStudy().filter { memo in
      guard filter.coders.isEmpty || filter.coders.contains(memo.coder) else { return false }
      if filter.codes.isEmpty { return true }
      if case .code(let id) = memo.subject { return filter.codes.contains(id) }
      return false
    }
    return (memos, work.problems.filter { !before.contains($0) }.map(\.message))
  }
}

extension ListedMemo {
  /// The memo with names replaced, and in what it is on.
  fileprivate func replacing(_ names: NameList) -> ListedMemo {
    let subject: Subject
    switch self.subject {
    case .coding(let row): subject = .coding(row.replacing(names, in: nil))
    case .transcript(let path): subject = .transcript(names.replacing(in: path))
    case .code(let id): subject = .code(Release.released(names).id(id))
    case .case(let name): subject = .case(names.replacing(in: name))
    case .study: subject = .study
    }
    return ListedMemo(subject, by: coder, id: id, at: at, text: names.replacing(in: text))
  }
}

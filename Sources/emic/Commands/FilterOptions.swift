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
    help: ArgumentHelp("Only sources with this attribute.", valueName: "attr=value")
  )
  var cases: [String] = []

  @Option(help: ArgumentHelp("Only codings with this flag.", valueName: "flag"))
  var flag: [String] = []

  @Option(help: ArgumentHelp("Only quotations in which this is found.", valueName: "regex"))
  var text: String?

  @Flag(help: "A code's subcodes count as the code.")
  var withSubcodes = false

  @Option(help: "current, submitted, consensus or final.")
  var layer = CodingLayer.current

  func filter(_ study: StudyFolder, _ book: Codebook) throws(Failure) -> CodingFilter {
    var filter = CodingFilter()
    filter.includesSubcodes = withSubcodes
    filter.coders = try coders(study)
    filter.codes = try codes(book)
    for pair in cases {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw .usage("--case \"\(pair)\" has no \"=\". Write it as sector=migrants.")
      }
      let (name, value) = (String(parts[0]), String(parts[1]))
      // A synonym finds what is stored under the value itself.
      let known = study.file.values(of: name)?.value(for: value) ?? value
      if let allowed = study.file.values(of: name), !allowed.values.contains(known) {
        throw .usage(
          "\"\(name)\" can't be \"\(value)\". Use one of: "
            + allowed.values.joined(separator: ", ") + "."
        )
      }
      filter.attributes[name, default: []].append(known)
    }
    filter.flags = try flag.map { text throws(Failure) in
      guard Coding.Flag.known.contains(where: { $0.text == text }) else {
        let known = Coding.Flag.known.map(\.text).joined(separator: ", ")
        throw .usage("\"\(text)\" is no flag. Use one of: \(known).")
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
    let known = study.file.coders.map(\.id) + study.sidecars.map(\.coder) + [Coder.consensus]
    return try coder.map { text throws(Failure) in
      guard known.contains(Coder.ID(text)) else {
        let names = Set(known).filter { $0 != Coder.consensus }.sorted().map(\.text)
        throw .usage(
          "\"\(text)\" is not a coder of this study. Choose one of: "
            + names.joined(separator: ", ") + "."
        )
      }
      return Coder.ID(text)
    }
  }

  private func codes(_ book: Codebook) throws(Failure) -> [Code.ID] {
    try code.map { text throws(Failure) in
      let id = Code.ID(text)
      // A code that the book lacks is asked for as it is shown.
      guard book[id] != nil || text.hasPrefix("?") else {
        let nearest = book.nearest(to: id).map { "Did you mean \"\($0)\"?" }
        throw .usage(
          "code \"\(text)\" is not in the codebook. "
            + (nearest ?? "`emic codebook show` lists the codes.")
        )
      }
      return book.resolved(id)
    }
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

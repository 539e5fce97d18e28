import Agreement
import ArgumentParser
import EmicKit

extension AgreementUnits.Kind: ExpressibleByArgument {}
extension AgreementUnits.Scope: ExpressibleByArgument {}

/// Shows how far the coders agree, code by code.
struct AgreementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "agreement",
    abstract: "Show how far coders agree, code by code, with the counts behind every figure.",
    discussion: """
      Compares the last blind submissions, so that the figures stay as they were found. \
      Interviews and documents are two tables; calibration rounds stay out unless they are named. \
      --ratings needs no study: it reads a table with a column "unit" and one for each coder.

      Example: emic agreement sample-transcripts --unit character --scope all
      Example: emic agreement --ratings table.csv --format json
      """
  )

  enum IntervalKind: String, CaseIterable, ExpressibleByArgument {
    case auto, jackknife, bootstrap, none
  }

  enum Grouping: String, CaseIterable, ExpressibleByArgument {
    case code, transcript
  }

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String?

  @Option(help: "What is counted: character, sentence or turn.")
  var unit: AgreementUnits.Kind?

  @Option(help: "Where: respondents, body or all.")
  var scope: AgreementUnits.Scope?

  @OptionGroup var compared: ComparisonOptions

  @Option(help: ArgumentHelp("Exactly these codes.", valueName: "x,y,…"))
  var codes: [String] = []

  @Option(
    help: ArgumentHelp("Unitizing measures with this family's codes as values.", valueName: "id")
  )
  var domain: String?

  @Option(help: "Add the pairs of each transcript: code or transcript.")
  var by = Grouping.code

  @Flag(help: "Count interviews and documents as one.")
  var allSources = false

  @Option(help: "auto (jackknife), jackknife, bootstrap or none; over transcripts.")
  var interval = IntervalKind.auto

  @Option(help: "Of the intervals, between 0 and 1.")
  var confidence = 0.95

  @Option(help: "Of the bootstrap.")
  var resamples = 2000

  @Option(help: "Of the bootstrap; the same seed gives the same interval.")
  var seed: UInt64 = 1

  @Option(help: "Spans match from this share of common text on.")
  var overlap = 0.9

  @Flag(help: "Show every measure in the table.")
  var all = false

  @Flag(help: "Print the paragraph for a paper.")
  var methods = false

  @Option(
    help: ArgumentHelp("Measures of a table of ratings instead.", valueName: "file.csv"),
    completion: .file()
  )
  var ratings: String?

  @Option(help: ArgumentHelp("The categories that ratings could have.", valueName: "x,y,…"))
  var categories: [String] = []

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard confidence > 0, confidence < 1 else {
      throw Failure.usage("--confidence \(confidence) is not between 0 and 1. Write 0.95.")
    }
    if let ratings {
      guard study == nil else {
        throw Failure.usage("--ratings reads a table, not a study. Leave one of the two out.")
      }
      guard interval != .none, !methods, codes.isEmpty, domain == nil, by == .code, !all else {
        throw Failure.usage(
          "--interval none, --methods, --codes, --domain, --by and --all are about a study, and --ratings "
            + "reads a table: its figures come with their errors where there are any. Leave them out."
        )
      }
      let answer = try RatingsAnswer(
        path: ratings,
        categories: categories.listed,
        confidence: confidence
      )
      output.answer(json: answer.json, csv: answer.csv, table: answer.table(output.tableForm))
      return
    }
    guard categories.isEmpty else {
      throw Failure.usage("--categories belongs to --ratings. Codes are chosen with --codes.")
    }
    let compared = try ComparedFigures(
      study ?? ".",
      reading,
      output,
      options: options,
      domain: domain,
      request
    )
    let figures = compared.figures
    if methods {
      let paragraph = MethodsParagraph(figures: figures, study: compared.study).text
      output.answer(
        json: .object([JSONMember("methods", .string(paragraph))]),
        csv: [["methods"], [paragraph]],
        table: paragraph
      )
    } else {
      answer(figures, compared.study.file.title)
    }
    try compared.finish(output)
  }

  private func request(_ study: StudyFolder) throws -> ComparisonRequest {
    var request = try compared.request(study, drafts: reading.drafts)
    request.unit = unit
    request.scope = scope
    if !codes.isEmpty {
      let book = try Failure.study { () throws(StudyProblem) in try study.codebook() }
      request.codes = try book.codes(asked: codes)
    }
    request.poolsSources = allSources
    return request
  }

  private func answer(_ figures: StudyFigures, _ title: String) {
    let byTranscript = by == .transcript
    output.answer(
      json: AgreementJSON(figures: figures, byTranscript: byTranscript).value,
      csv: AgreementCSV(figures: figures, byTranscript: byTranscript).rows,
      table: AgreementTable(
        figures: figures,
        title: title,
        showsAll: all,
        byTranscript: byTranscript,
        form: output.tableForm
      ).text
    )
  }

  private var options: AgreementReport.Options {
    get throws(Failure) {
      guard (1...1_000_000).contains(resamples) else {
        throw .usage("--resamples \(resamples) is not between 1 and 1000000. Write 2000.")
      }
      let whole = AgreementReport.Options.wholeOverlap
      guard overlap > 0, overlap <= 1 else {
        throw .usage("--overlap \(overlap) is no share of common text. Write 0.9 for nine tenths.")
      }
      var options = AgreementReport.Options()
      options.confidence = confidence
      options.overlap = max(1, Int((overlap * Double(whole)).rounded()))
      switch interval {
      case .auto, .jackknife: options.resampling = .jackknife
      case .bootstrap: options.resampling = .bootstrap(resamples: resamples, seed: seed)
      case .none: options.resampling = nil
      }
      options.byTranscript = by == .transcript
      return options
    }
  }
}

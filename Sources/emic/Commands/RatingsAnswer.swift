import Agreement
import EmicKit

/// `emic agreement --ratings`: the nominal measures of any table of ratings.
struct RatingsAnswer {
  private let file: RatingsFile
  private let measures: RatingMeasures

  init(path: String, categories: [String], confidence: Double) throws(Failure) {
    let bytes = try Failure.study { () throws(StudyProblem) in
      do throws(FileProblem) {
        return try FileReader.read(path).bytes
      } catch {
        throw .file(error)
      }
    }
    do throws(RatingsFileError) {
      file = try RatingsFile(bytes, file: path, categories: categories)
    } catch {
      throw Failure(message: error.message, status: error.isAnswer ? 1 : 3)
    }
    measures = file.table.measures(confidence: confidence)
  }

  private var named: [(name: String, symbol: String, measure: Measure)] {
    var all: [(name: String, symbol: String, measure: Measure?)] = [
      ("percent", "percent", measures.percent),
      ("kappa", "Cohen's κ", measures.kappa),
      ("pi", "Scott's π", measures.pi),
      ("fleiss", "Fleiss' κ", measures.fleiss),
      ("conger", "Conger's κ", measures.conger),
      ("brennan-prediger", "Brennan–Prediger", measures.brennanPrediger),
      ("ac1", "Gwet's AC1", measures.ac1),
      ("alpha", "Krippendorff's α", measures.alpha),
    ]
    all.removeAll { $0.measure == nil }
    return all.map { ($0.name, $0.symbol, $0.measure ?? .undefined(.noData)) }
  }

  var json: JSONValue {
    .object(
      [
        JSONMember("units", .count(measures.units)),
        JSONMember("coders", .strings(file.coders)),
        JSONMember("categories", .strings(file.categories)),
      ] + named.map { JSONMember($0.name, .measure($0.measure)) }
    )
  }

  var csv: [[String]] {
    [
      [
        "measure", "se", "value", "reason", "low", "high", "confidence", "method",
        "interval_reason",
      ]
    ]
      + named.map { name, _, measure in
        [name, measure.standardError.map { "\($0)" } ?? ""] + AgreementCSV.cells(measure)
      }
  }

  /// Their names; of thousands nobody reads more than the first.
  private var categories: String {
    let shown = file.categories.prefix(12).joined(separator: ", ")
    return DisplayText.safe(file.categories.count > 12 ? shown + ", …" : shown)
  }

  func table(_ form: Table.Form) -> String {
    var table = Table(["MEASURE", "VALUE", "SE", "INTERVAL", ""])
    table.rightAligned = [1, 2]
    for (_, symbol, measure) in named {
      table.add([
        symbol, Figures.text(measure), measure.standardError.map(Figures.bound) ?? "",
        Figures.interval(of: measure), measure.reason.map { "not defined: \($0.words)" } ?? "",
      ])
    }
    return """
      \(measures.units) units, \(file.coders.count) coders: \
      \(DisplayText.safe(file.coders.joined(separator: ", ")))
      \(file.categories.count) \(file.categories.count == 1 ? "category" : "categories"): \(categories)

      \(table.text(form))
      Intervals by Gwet's standard errors take units as independent of each other.

      """
  }
}

extension Measure.Reason {
  /// For people, where no code is at hand.
  var words: String {
    switch self {
    case .noVariation: "everybody chose one and the same category"
    case .noData: "there is nothing to count"
    case .noPairableUnits: "no unit was rated by two coders"
    case .oneCategory: "only one category could be chosen"
    case .noGaps: "no text was left unmarked"
    case .noIntersection: "nothing that coders marked overlaps"
    case .fewerThanTwoCoders: "agreement takes two coders"
    case .differentTexts: "the coders coded different texts"
    case .differentDefinitions:
      "it was redefined between the codings; recode what was coded before"
    case .recodePending: "it was split and its codings wait in the recode queue"
    }
  }
}

import Agreement
import Foundation
import Testing

/// A case with values computed by public packages or printed in the literature.
struct Fixture: Decodable, CustomTestStringConvertible {
  struct Analytic: Decodable {
    var se: Double
    var ci95: [Double]
  }
  struct Published: Decodable {
    var value: Double
    var tolerance: Double
  }
  /// A number, or a text; fixtures use both for categories.
  struct Label: Decodable, Hashable {
    var text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        text = "\(number)"
      } else {
        text = try container.decode(String.self)
      }
    }
  }
  struct Input: Decodable {
    struct Mark: Decodable {
      var start: Int
      var end: Int
      var value: String

      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        start = try list.decode(Int.self)
        end = try list.decode(Int.self)
        value = try list.decode(String.self)
      }
    }
    var matrix: [[Label?]]?
    var categories: [Label]?
    var continuumLength: Int?
    var marks: [String: [Mark]]?

    private enum CodingKeys: String, CodingKey {
      case matrix, categories
      case continuumLength = "continuum_length"
      case marks = "coders"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      matrix = try container.decodeIfPresent([[Label?]].self, forKey: .matrix)
      categories = try container.decodeIfPresent([Label].self, forKey: .categories)
      continuumLength = try container.decodeIfPresent(Int.self, forKey: .continuumLength)
      // With a matrix this is the number of coders.
      marks = try? container.decode([String: [Mark]].self, forKey: .marks)
    }
  }
  /// A number, `null`, or numbers by category.
  enum Expected: Decodable {
    case number(Double?)
    case byCategory([String: Double?])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .number(nil)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .byCategory(try container.decode([String: Double?].self))
      }
    }

    var numbers: [(category: String?, value: Double?)] {
      switch self {
      case .number(let value): [(nil, value)]
      case .byCategory(let values): values.map { ($0, $1) }
      }
    }
  }

  var name: String
  var kind: String
  var input: Input
  var expected: [String: Expected]
  var analytic: [String: Analytic]?
  var published: [String: Published]?
  var testDescription: String { name }

  private enum CodingKeys: String, CodingKey {
    case name, kind, input, expected, published
    case analytic = "analytic_se_gwet"
  }

  static func all(_ kind: String) throws -> [Fixture] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try files.filter { $0.hasSuffix(".json") }.map {
      try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: folder.appending(path: $0)))
    }.filter { $0.kind == kind }
  }

  /// Units × coders.
  func table() throws -> RatingsTable {
    let matrix = input.matrix ?? []
    let categories = input.categories ?? []
    let rows = (matrix.first ?? []).indices.map { unit in
      matrix.map { ratings in ratings[unit].flatMap { categories.firstIndex(of: $0) } }
    }
    return try RatingsTable(rows, categories: categories.count)
  }
}

/// Whether two numbers are the same to 1e-9, or both missing.
func same(_ one: Double?, _ other: Double?, within tolerance: Double = 1e-9) -> Bool {
  guard let one, let other else { return one == nil && other == nil }
  return abs(one - other) <= tolerance
}

/// Repeatable random numbers for small cases.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return mixed ^ (mixed >> 33)
  }
}

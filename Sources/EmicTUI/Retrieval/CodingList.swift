import EmicKit

/// How the codings of a list stand.
public enum RowOrder: String, CaseIterable, Hashable, Sendable {
  /// By transcript, as the text goes.
  case text
  case code
  case `case`
  case coder
  case newest

  /// In the heading of the screen, and in the list of orders.
  var words: String {
    switch self {
    case .text: "in the order of the texts"
    case .code: "by code"
    case .case: "by case"
    case .coder: "by coder"
    case .newest: "the newest first"
    }
  }
}

/// The codings that a question found, in lines: each a coding, or the heading of a group.
public struct CodingList: Sendable {
  enum Line: Hashable, Sendable {
    case heading(String, count: Int)
    case coding(CodingAnswer.Place)
  }

  let answer: CodingAnswer
  let lines: [Line]
  /// How many codings there are.
  let count: Int
  /// Whether more than one coder, or code, is among them: else a column says nothing.
  let hasCoders: Bool
  let hasCodes: Bool

  /// - Complexity: O(n log n) at most, without a copy of any row.
  init(_ answer: CodingAnswer, by order: RowOrder, codebook: Codebook) {
    self.answer = answer
    let places = answer.places
    count = places.count
    hasCoders = Set(answer.sources.filter { !$0.found.isEmpty }.map(\.coder)).count > 1
    let first = places.first.map { answer.sources[$0.source].rows[$0.row].codeID }
    hasCodes = places.contains { answer.sources[$0.source].rows[$0.row].codeID != first }
    switch order {
    case .text: lines = places.map { .coding($0) }
    case .newest: lines = Self.newest(places, answer).map { .coding($0) }
    case .code:
      let ranks = { (id: String) in codebook.index(of: Code.ID(id)) ?? Int.max }
      lines = Self.grouped(places, by: { answer.sources[$0.source].rows[$0.row].codeID }) {
        (ranks($0), $0) < (ranks($1), $1)
      }
    case .case:
      lines = Self.grouped(places, by: { Self.caseName(answer.sources[$0.source]) }, order: <)
    case .coder:
      lines = Self.grouped(places, by: { answer.sources[$0.source].coder.text }, order: <)
    }
  }

  /// A source without a case is a case of its own.
  static func caseName(_ source: CodedSource) -> String {
    source.attributes.case.isEmpty ? source.transcript : source.attributes.case
  }

  private static func newest(
    _ places: [CodingAnswer.Place],
    _ answer: CodingAnswer
  ) -> [CodingAnswer.Place] {
    let times = places.map { answer.sources[$0.source].rows[$0.row].coding.created }
    return places.indices.sorted { one, other in
      times[one] != times[other] ? times[one] > times[other] : one < other
    }.map { places[$0] }
  }

  private static func grouped(
    _ places: [CodingAnswer.Place],
    by key: (CodingAnswer.Place) -> String,
    order: (String, String) -> Bool
  ) -> [Line] {
    var groups: [String: [CodingAnswer.Place]] = [:]
    for place in places { groups[key(place), default: []].append(place) }
    return groups.keys.sorted(by: order).flatMap { name -> [Line] in
      let group = groups[name] ?? []
      return [.heading(name, count: group.count)] + group.map { .coding($0) }
    }
  }

  /// The coding on a line; `nil` on a heading and off the list.
  func coding(on line: Int) -> CodingRow? {
    guard lines.indices.contains(line), case .coding(let place) = lines[line] else { return nil }
    return answer[place]
  }

  /// All codings, in the order of the lines.
  var rows: [CodingRow] {
    lines.compactMap { if case .coding(let place) = $0 { answer[place] } else { nil } }
  }

  /// Where a coding stands; `nil` when it is not in the list.
  func line(of id: Coding.ID, by coder: Coder.ID) -> Int? {
    lines.firstIndex { line in
      guard case .coding(let place) = line else { return false }
      let source = answer.sources[place.source]
      return source.coder == coder && source.rows[place.row].coding.id == id
    }
  }

  /// The number of the coding on a line, from 1.
  func number(of line: Int) -> Int {
    lines.prefix(line + 1).reduce(0) { if case .coding = $1 { $0 + 1 } else { $0 } }
  }
}

import Agreement
import EmicKit

extension JSONValue {
  static func real(_ number: Double) -> JSONValue { .number("\(number)") }

  static func coders(_ coders: [Coder.ID]) -> JSONValue { strings(coders.map(\.text)) }

  /// `{"value": 0.42, "interval": {…}}`, or `{"value": null, "reason": "no-variation"}`.
  ///
  /// - Parameters:
  ///   - measure: a figure of agreement.
  ///   - seed: of its resamples.
  /// - Returns: an object.
  static func measure(_ measure: Measure, seed: UInt64? = nil) -> JSONValue {
    var members: [JSONMember] = []
    switch measure.outcome {
    case .value(let value): members.append(JSONMember("value", .real(value)))
    case .undefined(let reason):
      members.append(JSONMember("value", .null))
      members.append(JSONMember("reason", .string(reason.rawValue)))
    }
    if let error = measure.standardError { members.append(JSONMember("se", .real(error))) }
    switch measure.interval {
    case .interval(let interval)?:
      members.append(JSONMember("interval", Self.interval(interval, seed)))
    case .missing(let reason)?:
      members.append(JSONMember("interval", .null))
      members.append(JSONMember("interval-reason", .string(reason.rawValue)))
    case nil: break
    }
    return .object(members)
  }

  private static func interval(_ interval: Interval, _ seed: UInt64?) -> JSONValue {
    var members = [
      JSONMember("method", .string(interval.method.name)),
      JSONMember("low", .real(interval.low)),
      JSONMember("high", .real(interval.high)),
      JSONMember("confidence", .real(interval.confidence)),
    ]
    switch interval.method {
    case .analytic: break
    case .jackknife(let transcripts): members.append(JSONMember("transcripts", .count(transcripts)))
    case .bootstrap(let transcripts, let resamples, let undefined):
      members.append(JSONMember("transcripts", .count(transcripts)))
      members.append(JSONMember("resamples", .count(resamples)))
      members.append(JSONMember("undefined", .count(undefined)))
      if let seed { members.append(JSONMember("seed", .number(String(seed)))) }
    }
    if let below = interval.below {
      members.append(
        JSONMember(
          "probability-below",
          .object([
            JSONMember("0.667", .real(below.tentative)), JSONMember("0.800", .real(below.reliable)),
          ])
        )
      )
    }
    return .object(members)
  }
}

extension Interval.Method {
  /// The word used in JSON and CSV.
  var name: String {
    switch self {
    case .analytic: "analytic"
    case .jackknife: "jackknife"
    case .bootstrap: "bootstrap"
    }
  }
}

extension CodeMeasures {
  /// Under the names of JSON and CSV, in their order.
  func named(binaryUAlpha: Measure) -> [(name: String, measure: Measure)] {
    Self.figures.map { ($0.name, self[keyPath: $0.path]) } + [("binary-u-alpha", binaryUAlpha)]
  }
}

extension PairMeasures {
  /// Under the names of JSON and CSV, in their order.
  var named: [(name: String, measure: Measure)] {
    Self.figures.map { ($0.name, self[keyPath: $0.path]) }
  }
}

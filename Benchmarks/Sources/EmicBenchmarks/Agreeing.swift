import Agreement
import Foundation

/// Agreement of three coders on a long text, and intervals over transcripts.
enum Agreeing {
  /// Spans for each of three coders on a text of so many characters, one code.
  private static func spans(length: Int, count: Int = 10_000) -> [[Range<Int>]] {
    var random = SeededRandom(seed: 3)
    let step = length / count
    return (0..<3).map { _ in
      (0..<count).map { number in
        let start = number * step + Int.random(in: 0..<step / 3, using: &random)
        return start..<start + Int.random(in: 1...step / 2, using: &random)
      }
    }
  }

  /// All measures of all coders and of each pair, the unitizing family and spans in common included.
  private static func measureAll(_ spans: [[Range<Int>]], length: Int) throws -> Double? {
    let cells = CodeCells(
      coders: spans.count,
      transcripts: [CoverCells(spans: spans, within: [0..<length])]
    )
    let all = cells.measures(nil)
    for first in spans.indices {
      for second in spans.indices where second > first {
        _ = cells.measures(first, second, nil)
        _ = SpanMatch.exact(spans[first], spans[second])
        _ = SpanMatch.overlapping(spans[first], spans[second], atLeast: 90, of: 100)
      }
    }
    let units = spans.map { list in
      list.map { MarkedUnit(start: $0.lowerBound, end: $0.upperBound, value: 0) }
    }
    let counts = try UnitizingCounts(length: length, units: units, values: 1)
    _ = (counts.uAlpha, counts.binaryUAlpha, counts.cuAlpha)
    return all.alpha.value
  }

  private static let lengths = [1_000_000, 10_000_000]

  /// Writes what others need to measure the same; not in the run whose memory is looked at.
  static func write(to folder: URL) throws {
    for length in lengths {
      let text = spans(length: length).map { list in
        list.map { "\($0.lowerBound) \($0.upperBound)" }.joined(separator: ",")
      }.joined(separator: "\n")
      try Data(text.utf8).write(to: folder.appending(path: "spans-\(length).txt"))
    }
  }

  static func measure(into results: inout [String: Double]) throws {
    // Once before, on next to nothing: the pages of the program itself are not the measures' memory.
    _ = try measureAll(spans(length: 1_000, count: 10), length: 1_000)
    let before = mostMemory
    for length in lengths {
      let spans = spans(length: length)
      let times = try (0..<7).map { _ in
        try Stopwatch.time { _ = try measureAll(spans, length: length) }
      }
      results["agree-\(length)"] = Figures(times).percentile(0.5)
      results["alpha-\(length)"] = try measureAll(spans, length: length)
    }
    if let before, let after = mostMemory { results["agree-kb"] = max(1, after - before) }
    try measureLength(into: &results)
  }

  /// In kB, of this program alone; what it takes more than at its start is the measures'.
  private static var mostMemory: Double? {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Double($0.dropFirst(6).filter(\.isNumber)) }
  }

  /// The same spans on their text and on one a million times longer, in turns.
  private static func measureLength(into results: inout [String: Double]) throws {
    let spans = spans(length: 1_000_000)
    var (short, long): ([Double], [Double]) = ([], [])
    for _ in 0..<15 {
      short.append(try Stopwatch.work { _ = try measureAll(spans, length: 1_000_000) })
      long.append(try Stopwatch.work { _ = try measureAll(spans, length: 1_000_000_000_000) })
    }
    results["agree-short"] = Figures(short).percentile(0.5)
    results["agree-long"] = Figures(long).percentile(0.5)
  }

  /// 1,000 resamples of α, P+ and κ over 30 transcripts, for 20 codes and 3 pairs.
  static func measureResampling(into results: inout [String: Double]) {
    var random = SeededRandom(seed: 5)
    let codes = (0..<20).map { _ in
      CodeCells(
        coders: 3,
        transcripts: (0..<30).map { _ in
          CoverCells(
            present: [CoderSet(0), CoderSet(1), CoderSet(2)],
            cells: (0..<8).map { coders in
              CoverCells.Cell(
                coders: CoderSet(rawValue: coders),
                units: Int.random(in: 0...40, using: &random)
              )
            }
          )
        }
      )
    }
    let resampling = Resampling.bootstrap(resamples: 1000, seed: 1)
    let times = (0..<5).map { _ in
      Stopwatch.time {
        for cells in codes {
          for (first, second) in [(0, 1), (0, 2), (1, 2)] {
            _ = cells.measures(first, second, resampling)
          }
        }
      }
    }
    results["resampling"] = Figures(times).percentile(0.5)
  }
}

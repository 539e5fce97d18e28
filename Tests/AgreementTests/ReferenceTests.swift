import Agreement
import Testing

@Suite("Agreement of ratings: reference values")
struct ReferenceTests {
  private func measures(_ fixture: Fixture) throws -> [String: Measure] {
    let all = try fixture.table().measures()
    var named = [
      "percent_agreement": all.percent, "fleiss_kappa": all.fleiss, "conger_kappa": all.conger,
      "brennan_prediger": all.brennanPrediger, "gwet_ac1": all.ac1,
      "krippendorff_alpha": all.alpha,
    ]
    named["cohen_kappa"] = all.kappa
    named["scott_pi"] = all.pi
    return named
  }

  @Test("there are fixtures")
  func present() throws { #expect(try Fixture.all("reliability").count == 29) }

  @Test("every coefficient is that of the packages", arguments: try Fixture.all("reliability"))
  func values(fixture: Fixture) throws {
    let measures = try measures(fixture)
    for (name, expected) in fixture.expected {
      let measure = try #require(measures[name], "\(name)")
      for number in expected.numbers {
        #expect(same(measure.value, number.value), "\(name): \(measure)")
      }
    }
  }

  @Test("standard errors and intervals are Gwet's", arguments: try Fixture.all("reliability"))
  func errors(fixture: Fixture) throws {
    let measures = try measures(fixture)
    for (name, expected) in fixture.analytic ?? [:] {
      let measure = try #require(measures[name], "\(name)")
      #expect(same(measure.standardError, expected.se), "\(name): \(measure) \(expected)")
      guard case .interval(let interval)? = measure.interval else {
        Issue.record("\(name) has no interval")
        continue
      }
      #expect(same(interval.low, expected.ci95[0]), "\(name): \(interval) \(expected)")
      #expect(same(interval.high, expected.ci95[1]), "\(name): \(interval) \(expected)")
    }
  }

  @Test("printed values come out as printed", arguments: try Fixture.all("reliability"))
  func published(fixture: Fixture) throws {
    let measures = try measures(fixture)
    for (name, printed) in fixture.published ?? [:] {
      #expect(
        same(measures[name]?.value, printed.value, within: printed.tolerance),
        "\(name): \(String(describing: measures[name])) \(printed)"
      )
    }
  }
}

@Suite("Agreement about units of text: reference values")
struct UnitizingReferenceTests {
  private func measures(_ fixture: Fixture) throws -> [String: Measure] {
    let coders = try #require(fixture.input.marks).sorted { $0.key < $1.key }.map(\.value)
    let values = Set(coders.joined().map(\.value)).sorted()
    let counts = try UnitizingCounts(
      length: try #require(fixture.input.continuumLength),
      units: coders.map { marks in
        marks.map {
          MarkedUnit(start: $0.start, end: $0.end, value: values.firstIndex(of: $0.value) ?? -1)
        }
      },
      values: values.count
    )
    var named = [
      "u_alpha": counts.uAlpha, "bar_u_alpha": counts.binaryUAlpha, "cu_alpha": counts.cuAlpha,
      "cu_coverage": counts.cuCoverage,
    ]
    for (index, value) in values.enumerated() {
      named["ku_alpha/\(value)"] = counts.kuAlpha(index).alpha
      named["ku_coverage/\(value)"] = counts.kuAlpha(index).coverage
    }
    return named
  }

  @Test("every coefficient is that of the packages", arguments: try Fixture.all("unitizing"))
  func values(fixture: Fixture) throws {
    let measures = try measures(fixture)
    #expect(!fixture.expected.isEmpty)
    for (name, expected) in fixture.expected {
      for number in expected.numbers {
        let key = number.category.map { "\(name)/\($0)" } ?? name
        let measure = try #require(measures[key], "\(key)")
        #expect(same(measure.value, number.value), "\(key): \(measure)")
      }
    }
  }

  @Test("printed values come out as printed", arguments: try Fixture.all("unitizing"))
  func published(fixture: Fixture) throws {
    let measures = try measures(fixture)
    for (name, printed) in fixture.published ?? [:] {
      #expect(same(measures[name]?.value, printed.value, within: printed.tolerance), "\(name)")
    }
  }
}

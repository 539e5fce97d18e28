import Testing

@testable import Agreement

@Suite("Student's t")
struct StudentTTests {
  // Abramowitz & Stegun 1964, table 26.10, and to more digits where t has a closed form.
  @Test(
    "quantiles are those of the table",
    arguments: [
      (0.95, 1, 12.706), (0.95, 2, 4.303), (0.95, 5, 2.571), (0.95, 10, 2.228), (0.95, 30, 2.042),
      (0.95, 120, 1.980), (0.99, 1, 63.657), (0.99, 5, 4.032), (0.99, 29, 2.756), (0.9, 4, 2.132),
      (0.999, 7, 5.408),
    ]
  )
  func table(confidence: Double, degrees: Int, t: Double) {
    #expect(same(StudentT.quantile(confidence: confidence, degrees: degrees), t, within: 0.0005))
  }

  @Test("one and two degrees have closed forms")
  func closed() {
    // t = tan(pi p / 2); t = p √(2 / (1 - p²))
    #expect(same(StudentT.quantile(confidence: 0.95, degrees: 1), 12.7062047361747))
    #expect(same(StudentT.quantile(confidence: 0.95, degrees: 2), 4.30265272974946))
    #expect(same(StudentT.quantile(confidence: 0.5, degrees: 1), 1))
  }

  @Test("many degrees are the normal distribution")
  func normal() {
    #expect(same(StudentT.quantile(confidence: 0.95, degrees: 1 << 50), 1.959963984540054))
    #expect(same(StudentT.quantile(confidence: 0.999, degrees: 1 << 50), 3.290526731491926))
  }

  @Test("series and expansion meet", arguments: [0.5, 0.9, 0.95, 0.99, 0.999])
  func meeting(confidence: Double) {
    let series = StudentT.quantile(confidence: confidence, degrees: 1000)
    #expect(same(series, StudentT.expansion(confidence: confidence, degrees: 1000), within: 1e-11))
  }

  @Test("there is none without degrees or for certainty")
  func none() {
    #expect(StudentT.quantile(confidence: 0.95, degrees: 0) == nil)
    #expect(StudentT.quantile(confidence: 1, degrees: 5) == nil)
    #expect(StudentT.quantile(confidence: 0, degrees: 5) == nil)
  }
}

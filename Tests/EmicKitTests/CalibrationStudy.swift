/// The sample study as it was after its calibration round: T03 and T06, each submitted by three
/// coders.
///
/// The tests count in it, so that the sample study itself can grow.
enum CalibrationStudy {
  static let path = #filePath.components(up: 2) + "/CalibrationStudy/sample-transcripts"
}

extension String {
  func components(up levels: Int) -> String {
    split(separator: "/", omittingEmptySubsequences: false).dropLast(levels).joined(separator: "/")
  }
}

/// Who takes part in a comparison, as it is found source by source.
struct Participation {
  private let request: ComparisonRequest
  private let candidates: [ComparedCoder]
  private let calibration: [String]
  private var handedIn: Set<Int> = []
  private var present: Set<Int> = []
  /// Whether two have worked on the same source.
  private var hasTwo = false
  private var isHidden = false
  private var allLeftOut: [LeftOut] = []
  private(set) var problems: [StudyProblem] = []
  /// The sources of which others' work is hidden from who asks.
  private(set) var blind = BlindWait()

  init(
    _ request: ComparisonRequest,
    _ candidates: [ComparedCoder],
    _ calibration: [String]
  ) {
    self.request = request
    self.candidates = candidates
    self.calibration = calibration
  }

  mutating func add(_ read: ComparedSources.Read) {
    handedIn.formUnion(read.handedIn)
    present.formUnion(read.coders)
    hasTwo = hasTwo || read.coders.count > 1
    isHidden = isHidden || read.isHidden
    allLeftOut += read.leftOut
    problems += read.problems
    if let more = read.blind { blind.add(more) }
  }

  /// Those with work somewhere, by their places among the candidates, in order.
  var coders: [Int] { present.sorted() }

  /// Under which they stand beside others.
  var names: [Coder.ID] { coders.map { candidates[$0].name } }

  /// Every chosen transcript × coder asked for that is missing, in the order of both.
  var leftOut: [LeftOut] {
    let names = Set(wanted.map(\.name))
    return allLeftOut.filter { names.contains($0.coder) }
  }

  /// Who was asked for, or has handed something in.
  private var wanted: [ComparedCoder] {
    candidates.indices.filter { !request.coders.isEmpty || handedIn.contains($0) }
      .map { candidates[$0] }
  }

  /// - Throws: when there is nothing to compare, or more than can be.
  func check() throws(ComparisonProblem) {
    let wanted = wanted
    try StudyComparison.Choice.refuseNobody(
      wanted,
      isHidden: isHidden,
      calibration: calibration
    )
    guard wanted.count <= StudyComparison.mostCoders else { throw .tooManyCoders(wanted.count) }
    try StudyComparison.Choice.refuseNothing(
      of: wanted,
      present: names,
      leftOut,
      hasTwo: hasTwo,
      calibration: calibration
    )
  }
}

import Agreement

/// What the figures take from the transcripts of a block, added up one after the other.
struct CountedBlock: Sendable {
  /// Transcripts that the same coders worked on, or one where each is told apart.
  private struct Group {
    var present: CoderSet
    var units = 0
  }

  fileprivate struct Sums {
    /// By group, in their order, the units with the code.
    var cells: [(group: Int, cells: [CoverCells.Cell])] = []
    var spans: [Int] = []
    /// By who has a layer; the length of the texts, too.
    var unitizing: [CoderSet: (sum: UnitizingCounts?, length: Int)] = [:]
    /// By pair.
    var matches: [CoderSet: CountedTranscript.Match] = [:]
    /// By transcript, where they are wanted, the pairs of its coders in their order.
    var kept: [Int: [CountedTranscript.Match]] = [:]
  }

  /// Whether transcripts are told apart, as intervals want it; else nothing but their list grows with
  /// them.
  private let keepsTranscripts: Bool
  private let keepsMatches: Bool
  private var groups: [Group] = []
  private var places: [CoderSet: Int] = [:]
  private var sums: [Code.ID: Sums] = [:]
  /// Of texts, by who has a layer.
  private var lengths: [CoderSet: Int] = [:]
  private var confusions: [CoderSet: [CountedTranscript.CodePair: Int]] = [:]
  /// In the order of the comparison.
  private(set) var transcripts: [TranscriptSummary] = []

  /// - Parameter options: whether there will be intervals, and pairs of each transcript.
  init(_ options: AgreementReport.Options) {
    keepsTranscripts = options.resampling != nil || options.byTranscript
    keepsMatches = options.byTranscript
  }

  /// The codes that somebody used, by id.
  var codes: [Code.ID] { sums.keys.sorted() }

  /// Adds a transcript.
  ///
  /// - Parameters:
  ///   - transcript: what was counted of it.
  ///   - places: here of the coders of its layers; `nil` where they are the same.
  mutating func add(_ transcript: CountedTranscript, at places: [Int]? = nil) {
    let present = transcript.present.moved(to: places)
    let group = group(of: present)
    groups[group].units += transcript.summary.units
    lengths[present, default: 0] += transcript.length
    for (code, counts) in transcript.codes {
      sums[code, default: Sums()].add(counts, transcript, group, at: places)
      if keepsMatches { sums[code]?.kept[group] = counts.matches }
    }
    for (pair, counts) in zip(transcript.pairs, transcript.confusions) where !counts.isEmpty {
      confusions[Self.set(pair).moved(to: places), default: [:]].merge(counts, uniquingKeysWith: +)
    }
    var summary = transcript.summary
    if let places { summary.coders = summary.coders.map { places[$0] } }
    transcripts.append(summary)
  }

  /// Puts coders into another order, without those who have no layer anywhere.
  ///
  /// - Parameter coders: by the places they have had; they stand to each other in all transcripts as here.
  mutating func keep(_ coders: [Int]) {
    func moved<Value>(_ values: [CoderSet: Value]) -> [CoderSet: Value] {
      Dictionary(uniqueKeysWithValues: values.map { ($0.key.among(coders), $0.value) })
    }
    for place in groups.indices { groups[place].present = groups[place].present.among(coders) }
    (places, lengths, confusions) = (moved(places), moved(lengths), moved(confusions))
    sums = sums.mapValues { sums in
      var sums = sums
      sums.cells = sums.cells.map { group, cells in
        (group, cells.map { CoverCells.Cell(coders: $0.coders.among(coders), units: $0.units) })
      }
      sums.spans = coders.map { sums.spans.indices.contains($0) ? sums.spans[$0] : 0 }
      (sums.unitizing, sums.matches) = (moved(sums.unitizing), moved(sums.matches))
      return sums
    }
    for place in transcripts.indices {
      transcripts[place].coders = transcripts[place].coders.compactMap { coders.firstIndex(of: $0) }
    }
  }

  // MARK: What the figures are made of

  /// What all measures and intervals of a code are computed from.
  ///
  /// - Parameters:
  ///   - code: any.
  ///   - coders: how many are compared.
  /// - Returns: transcript by transcript, or those of the same coders as one.
  func cells(of code: Code.ID, coders: Int) -> CodeCells {
    let used = sums[code]?.cells ?? []
    var next = 0
    return CodeCells(
      coders: coders,
      transcripts: groups.enumerated().map { place, group in
        var cells: [CoverCells.Cell] = []
        if next < used.count, used[next].group == place {
          cells = used[next].cells
          next += 1
        }
        return self.cells(cells, in: group)
      }
    )
  }

  /// For each coder the united spans of a code that touch the scope.
  func spans(of code: Code.ID, coders: Int) -> [Int] {
    sums[code]?.spans ?? [Int](repeating: 0, count: coders)
  }

  /// The unitizing sums of a code over the transcripts that all compared coders worked on.
  func unitizing(of code: Code.ID, coders: Int) -> UnitizingCounts {
    let all = CoderSet(first: coders)
    let used = sums[code]?.unitizing[all]
    var sum = used?.sum ?? UnitizingCounts(coders: coders, values: 1)
    // Texts without the code add nothing but their length.
    let length = (lengths[all] ?? 0) - (used?.length ?? 0)
    let empty = [[MarkedUnit]](repeating: [], count: coders)
    if let rest = try? UnitizingCounts(length: length, units: empty, values: 1) { sum += rest }
    return sum
  }

  /// What the spans of a code of two coders have in common, over the transcripts of both.
  func match(of code: Code.ID, _ pair: (first: Int, second: Int)) -> CountedTranscript.Match {
    sums[code]?.matches[Self.set(pair)] ?? CountedTranscript.Match()
  }

  /// What coders did with a code in one transcript, where they are told apart.
  ///
  /// - Parameters:
  ///   - code: any.
  ///   - place: of the transcript.
  /// - Returns: the units, and the pairs of those who worked on it; none where nobody used the code.
  func counts(of code: Code.ID, inTranscript place: Int) -> (
    cells: CoverCells, matches: [CountedTranscript.Match]
  ) {
    var cells: [CoverCells.Cell] = []
    if let used = sums[code]?.cells, let own = used.lastIndex(startingAtMost: place, by: \.group),
      used[own].group == place
    {
      cells = used[own].cells
    }
    return (self.cells(cells, in: groups[place]), sums[code]?.kept[place] ?? [])
  }

  /// Those with a code and the rest of a group.
  private func cells(_ used: [CoverCells.Cell], in group: Group) -> CoverCells {
    let covered = used.reduce(0) { $0 + $1.units }
    return CoverCells(
      present: group.present,
      cells: used + [CoverCells.Cell(coders: [], units: group.units - covered)]
    )
  }

  /// How often codes stand against each other in disagreements of two coders.
  func confusions(of pair: (first: Int, second: Int)) -> [CountedTranscript.CodePair: Int] {
    confusions[Self.set(pair)] ?? [:]
  }

  private mutating func group(of present: CoderSet) -> Int {
    if !keepsTranscripts, let place = places[present] { return place }
    groups.append(Group(present: present))
    places[present] = groups.count - 1
    return groups.count - 1
  }

  private static func set(_ pair: (first: Int, second: Int)) -> CoderSet {
    [CoderSet(pair.first), CoderSet(pair.second)]
  }
}

extension CountedBlock.Sums {
  fileprivate mutating func add(
    _ counts: CountedTranscript.Counts,
    _ transcript: CountedTranscript,
    _ group: Int,
    at places: [Int]?
  ) {
    addCells(
      counts.cells.map {
        CoverCells.Cell(coders: $0.coders.moved(to: places), units: $0.units)
      },
      group
    )
    for (coder, count) in counts.spans.enumerated() {
      let place = places?[coder] ?? coder
      while spans.count <= place { spans.append(0) }
      spans[place] += count
    }
    let present = transcript.present.moved(to: places)
    var (sum, length) = unitizing[present] ?? (nil, 0)
    length += transcript.length
    if let more = counts.unitizing {
      if sum == nil { sum = more } else { sum? += more }
    }
    unitizing[present] = (sum, length)
    for (pair, match) in zip(transcript.pairs, counts.matches) {
      let pair: CoderSet = [CoderSet(pair.first), CoderSet(pair.second)]
      matches[pair.moved(to: places), default: .init()] += match
    }
  }

  private mutating func addCells(_ more: [CoverCells.Cell], _ group: Int) {
    guard let place = cells.lastIndex(startingAtMost: group, by: \.group),
      cells[place].group == group
    else {
      // Groups come in their order, but for those that are met again.
      let place = (cells.lastIndex(startingAtMost: group, by: \.group) ?? -1) + 1
      cells.insert((group, more), at: place)
      return
    }
    for cell in more {
      if let same = cells[place].cells.firstIndex(where: { $0.coders == cell.coders }) {
        cells[place].cells[same].units += cell.units
      } else {
        cells[place].cells.append(cell)
      }
    }
  }
}

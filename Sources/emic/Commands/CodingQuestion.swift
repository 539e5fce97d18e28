import EmicKit

/// Which codings somebody asks for: read and checked once, however many parts the answer has.
struct CodingQuestion {
  let study: StudyFolder
  let codebook: Codebook
  /// The codebook with each coder's own proposals.
  let readings: OwnReadings
  let cases: CaseTable
  let attributeNames: [String]
  /// `nil` for an observer.
  let asker: Coder.ID?
  let showsDrafts: Bool
  /// Paths of those that are asked for.
  let transcripts: [String]
  let filter: CodingFilter
  let layer: CodingLayer
  /// Whether `--layer` was typed.
  let isLayerSaid: Bool
  /// Whether not all transcripts are asked for.
  let isNarrowed: Bool
  /// Whether no transcript was named: a missing one is asked for, too.
  let asksForEvery: Bool
  /// Listed once for all parts of the answer.
  let frozen: FrozenCopies
  /// All that there are: the study lists them once, when somebody asks.
  var sidecars: [(transcript: String, coder: Coder.ID)] { study.sidecars }

  /// The coders whose work alone decides what is shown of theirs; none where it takes that of all: whether
  /// somebody who codes may see it, and whether there is a final layer.
  var codersAlone: [Coder.ID] {
    asker == nil && (layer == .current || layer == .submitted) ? filter.coders : []
  }

  /// - Parameters:
  ///   - study: is read as it is on disk now.
  ///   - reading: who asks.
  ///   - filters: what is asked for.
  ///   - layer: where `--layer` says nothing.
  /// - Throws: when the question cannot be meant.
  init(
    _ study: StudyFolder,
    _ reading: ReadingOptions,
    _ filters: FilterOptions,
    layer: CodingLayer = .current
  ) throws(Failure) {
    self.study = study
    frozen = FrozenCopies(in: study)
    let (book, cases) = try Failure.study { () throws(StudyProblem) in
      (try study.codebook(), try study.cases())
    }
    (codebook, self.cases) = (book, cases)
    readings = OwnReadings(book, study)
    attributeNames = cases.attributeNames(study: study.file)
    asker = try reading.asker(in: study)
    showsDrafts = reading.drafts
    transcripts = try filters.transcripts(study)
    asksForEvery = filters.transcript.isEmpty && study.chosen == nil
    let asker = asker
    let isKnown =
      asker != nil
      && (study.file.coders.contains { $0.id == asker }
        || study.sidecars.contains { $0.coder == asker })
    // A coder's own proposals are codes that they can ask for.
    let own = isKnown ? asker.flatMap { try? study.proposals(of: $0) } ?? [] : []
    var named = book.adding(own)
    var others: Set<Code.ID>?
    if filters.namesOtherCodes(than: named) {
      // Others' proposals, where codings with them may be seen.
      var work = VisibleWork(of: study, asker: asker, showsDrafts: reading.drafts)
      named = named.adding(work.proposals(ofVisibleCodings: true).map(\.code))
      // A frozen copy may have what no sidecar has any more.
      if filters.layer ?? layer != .submitted { others = work.codesOfVisibleCodings }
    }
    filter = try filters.filter(study, named, others)
    self.layer = filters.layer ?? layer
    isLayerSaid = filters.layer != nil
    isNarrowed = transcripts.count < study.transcripts.count || !filter.conditions.isEmpty
  }
}

extension CodingQuestion {
  /// Looks for names in what was exported, and tells where ids of coders or names of attributes have them.
  func leakCheck(for names: NameList) -> LeakCheck {
    LeakCheck(
      names: names,
      coders: Set(study.file.coders.map(\.id.text) + sidecars.map(\.coder.text)).sorted(),
      attributes: attributeNames
    )
  }
}

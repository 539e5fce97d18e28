/// What the consensus says of the disagreements of a comparison.
public struct ConsensusReading: Sendable {
  /// By transcript, for every coding that is compared there.
  private let states: [String: [Coding.ID: RowState]]

  /// Looks every row up.
  ///
  /// - Parameters:
  ///   - comparison: of all coders' submissions, code by code; what else is compared has no verdicts,
  ///     because others were given.
  ///   - consensus: the layers that whoever asks may see, by transcript.
  public init(of comparison: StudyComparison, consensus: [String: Sidecar]) {
    guard comparison.isAdjudicated else {
      states = [:]
      return
    }
    var states: [String: [Coding.ID: RowState]] = [:]
    for compared in comparison.blocks.flatMap(\.comparison.transcripts) {
      let name = compared.transcript.name
      guard let verdicts = consensus[name]?.verdicts else { continue }
      for row in compared.rows() {
        let state = verdicts.state(of: row)
        for id in row.from { states[name, default: [:]][id] = state }
      }
    }
    self.states = states
  }

  /// What has become of a disagreement.
  public func state(of item: DisagreementListing.Item) -> RowState {
    let codings = item.disagreement.first + item.disagreement.second
    return codings.first?.codings.first.flatMap { states[item.transcript]?[$0] } ?? .open
  }

  /// The numbers of the passages that hold a disagreement without a verdict.
  public func openPassages(of listing: DisagreementListing) -> Set<Int> {
    Set(
      listing.items.filter { item in
        if case .settled = state(of: item) { false } else { true }
      }.map(\.passage)
    )
  }
}

extension StudyComparison {
  /// Whether verdicts are about what is compared here.
  var isAdjudicated: Bool {
    request.coders.isEmpty && request.level == .code && request.layer == .submitted
      && !request.includesSeen && !request.includesDrafts
  }
}

extension VisibleWork {
  /// The consensus layers of some transcripts that whoever asks may see.
  public mutating func consensus(of transcripts: [String]) -> [String: Sidecar] {
    transcripts.reduce(into: [:]) { layers, name in
      layers[name] = (try? sidecars(of: name, layer: .consensus))?.first
    }
  }
}

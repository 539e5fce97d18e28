import EmicKit

/// What the coders have in a row of a passage, those with the same together.
struct PassageVersions {
  struct Version: Equatable {
    /// The coders who have it, as lanes.
    var lanes: [Int]
    /// Empty: nothing there.
    var codings: [Coded]
  }

  /// A code on a stretch, whoever gave it.
  struct Coded: Hashable {
    var code: Code.ID
    var span: Span
  }

  /// In the order of their first lanes.
  let versions: [Version]

  /// - Parameters:
  ///   - row: of a passage.
  ///   - lanes: of the coders.
  init(_ row: PassageRow, lanes: CoderLanes) {
    var versions: [Version] = []
    for (lane, place) in lanes.places.enumerated() {
      let codings = row.sides[place].map { Coded(code: $0.code, span: $0.span) }
      // Who never submitted has no lane here: missing is not "nothing there".
      guard !codings.isEmpty || row.missing.contains(place) else { continue }
      if let same = versions.firstIndex(where: { $0.codings == codings }) {
        versions[same].lanes.append(lane)
      } else {
        versions.append(Version(lanes: [lane], codings: codings))
      }
    }
    self.versions = versions
  }

  /// What each coder has who looked, lane by lane: as many lines tell it.
  var ofLanes: [(lane: Int, codings: [Coded])] {
    versions.flatMap { version in version.lanes.map { ($0, version.codings) } }
      .sorted { $0.0 < $1.0 }
  }
}

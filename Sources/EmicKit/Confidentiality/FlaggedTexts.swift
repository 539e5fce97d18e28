/// The flags of a whole study by the texts that they are on: a copy of a transcript is no other text.
struct FlaggedTexts: Sendable {
  static let none = FlaggedTexts([])

  /// By SHA-256 of the text.
  private let codings: [String: [Coding]]
  /// Texts on which a flag has lost its place.
  private let inDoubt: Set<String>
  private let ids: Set<Coding.ID>

  var isEmpty: Bool { codings.isEmpty && inDoubt.isEmpty }

  /// - Parameter sidecars: all that there are.
  init(_ sidecars: [Sidecar]) {
    var codings: [String: [Coding]] = [:]
    var inDoubt: Set<String> = []
    for sidecar in sidecars {
      let bound = sidecar.codings.filter(\.bindsWords)
      if !bound.isEmpty { codings[sidecar.source.sha256, default: []] += bound }
      if sidecar.orphans.contains(where: \.bindsWords) { inDoubt.insert(sidecar.source.sha256) }
    }
    self.codings = codings
    self.inDoubt = inDoubt
    ids = Set(codings.values.joined().map(\.id))
  }

  /// The codings that bind the words of a text, whatever it is called.
  func codings(on digest: String) -> [Coding] { codings[digest, default: []] }

  /// Whether nobody knows which words of a text may leave, whatever it is called.
  func isInDoubt(_ digest: String) -> Bool { inDoubt.contains(digest) }

  /// Whether all of some codings are among those that were read.
  func have(_ codings: [Coding]) -> Bool { codings.allSatisfy { ids.contains($0.id) } }
}

import EmicKit

extension StudyFolder {
  /// Those of the transcripts that a coder has neither submitted nor seen others' codings of: they are
  /// asked before these are shown.
  ///
  /// Whoever leads or supervises looks at others' work all day.
  func unsubmitted(_ transcripts: some Collection<String>, by coder: Coder.ID) -> [String] {
    guard file.coders.first(where: { $0.id == coder })?.role ?? .coder == .coder else { return [] }
    let seen = (try? memos(of: coder))?.reveals ?? [:]
    return transcripts.filter { name in
      guard seen[name] == nil else { return false }
      guard let sidecar = try? sidecar(of: name, by: coder) else { return true }
      return sidecar.status.state != .submitted && !sidecar.isRevealed
    }.sorted()
  }
}

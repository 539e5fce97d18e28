extension Codebook {
  /// What somebody else has done since to the codes of a change, in a sentence: that change can't be
  /// taken back.
  ///
  /// - Parameters:
  ///   - change: as it was done.
  ///   - entry: the id of its line in the history; what has none has no place there.
  ///   - coder: whose change it was.
  /// - Returns: `nil` where nobody has changed them.
  public func standing(
    on change: CodebookChange,
    _ entry: String?,
    by coder: Coder.ID?
  ) -> String? {
    guard let entry, let place = history.lastIndex(where: { $0.id == entry }) else { return nil }
    let later = history[(place + 1)...].last { later in
      later.by != coder && !Set(later.codes).isDisjoint(with: change.codes)
    }
    guard let later, let code = later.codes.first(where: change.codes.contains) else { return nil }
    let who = later.by?.text ?? "Somebody"
    return
      "\(who) has changed \(code) since (\(later.change.rawValue), version \(later.version)): that "
      + "stands, and yours is not taken back: \(change.summary)"
  }
}

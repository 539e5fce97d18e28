/// What stands in a code where a change expects something else.
public struct OvertakenField: Hashable, Sendable {
  public var code: Code.ID
  /// `nil` where the code itself is gone.
  public var field: Code.Field?
  /// The line of the history that tells who has changed it; `nil` where none does.
  public var later: CodebookHistoryEntry?

  public init(_ code: Code.ID, _ field: Code.Field?, later: CodebookHistoryEntry? = nil) {
    self.code = code
    self.field = field
    self.later = later
  }

  /// What has happened, as the beginning of a sentence.
  public var words: String {
    guard let field else { return "\(code) is no longer in the codebook" }
    guard let later else { return "The \(field.words) of \(code) has been changed since" }
    let facts = "(\(later.change.rawValue), version \(later.version))"
    return
      "\(later.by?.text ?? "Somebody") has changed the \(field.words) of \(code) since \(facts)"
  }

  /// Why a change is not taken back.
  ///
  /// - Parameter change: as it was done.
  /// - Returns: a whole sentence.
  public func sentence(undoing change: CodebookChange) -> String {
    "\(words): that stands, and yours is not taken back: \(change.summary)"
  }
}

extension CodebookChange {
  /// Why it is not taken back, where others have gone on from it.
  ///
  /// - Parameter problem: of taking it back.
  /// - Returns: `nil` where it is something else.
  public func sentence(refusingUndo problem: CodebookProblem) -> String? {
    switch problem {
    case .differs(let field): field.sentence(undoing: self)
    case .unfit(let parts):
      parts.map(\.sentence).joined(separator: " ") + " So this is not taken back: \(summary)"
    default: nil
    }
  }
}

extension Codebook {
  /// Why a change can't be carried out: a field of a code is not as it expects it.
  ///
  /// - Parameters:
  ///   - field: of the code; `nil` where the code is gone.
  ///   - id: of the code.
  ///   - undone: the id of the history's line that the change takes back; it has not overtaken itself.
  /// - Returns: the refusal, with who has changed it where the history tells.
  func overtaken(_ field: Code.Field?, of id: Code.ID, undoing undone: String?) -> CodebookProblem {
    let taken = Set(history.compactMap(\.undoes))
    let later = field.flatMap { field in
      history.last { entry in
        entry.touches(field, of: id) && !(entry.id.map(taken.contains) ?? false)
          && (undone == nil ? entry.undoes == nil : entry.id != undone)
      }
    }
    // What stood there before the change that is taken back was not done since.
    if let later, let undone, let own = history.first(where: { $0.id == undone }),
      later.version < own.version
    {
      return .differs(OvertakenField(id, field))
    }
    return .differs(OvertakenField(id, field, later: later))
  }

  /// The version in which a code's definition last changed, once a change of it is taken back.
  ///
  /// What others have redefined meanwhile goes on to count, also where both were merged.
  ///
  /// - Parameters:
  ///   - id: of the code.
  ///   - undone: the id of the history's line that is taken back.
  ///   - old: the version before that change.
  /// - Returns: `nil` where the definition is as at the beginning.
  func revised(_ id: Code.ID, withoutEntry undone: String, to old: Int?) -> Int? {
    let taken = Set(history.compactMap(\.undoes)).union([undone])
    let redefinitions = history.filter {
      $0.change == .redefine && !$0.isMinor && $0.undoes == nil && $0.codes.first == id
    }
    func isTaken(_ entry: CodebookHistoryEntry) -> Bool { entry.id.map(taken.contains) ?? false }
    let others = redefinitions.filter { !isTaken($0) && $0.version > (old ?? 0) }
    if let last = others.map(\.version).max() {
      let own = redefinitions.first { $0.id == undone }?.version
      return self[id]?.revised == own ? last : self[id]?.revised
    }
    // The one before may have been taken back, too.
    var number = old
    while let version = number,
      let entry = redefinitions.last(where: { $0.version == version }), isTaken(entry)
    {
      number = entry.revisedBefore
      if let earlier = number, earlier >= version { break }
    }
    return number
  }
}

extension CodebookHistoryEntry {
  /// The version of the redefinition before this one.
  fileprivate var revisedBefore: Int? {
    guard case .scalar(let text, _)? = was.first(where: { $0.key == "revised" })?.value.content
    else { return nil }
    return Int(text)
  }
}

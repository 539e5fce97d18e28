/// What lies between two versions of a codebook, code by code.
public struct CodebookDiff: Hashable, Sendable {
  /// A part that differs, under its key in the file.
  public struct Part: Hashable, Sendable {
    public let key: String
    public let before: String
    public let after: String
  }

  /// One code that differs.
  public struct Difference: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
      case added
      case removed
      case split
      case merged
      case retired
      case revived
      case changed
    }

    public let kind: Kind
    /// As it was; `nil` for an added one.
    public let before: Code?
    public let after: Code?
    public let parts: [Part]
    /// What the history says of it, the earliest first.
    public let entries: [CodebookHistoryEntry]

    public var id: Code.ID { after?.id ?? before?.id ?? "" }
  }

  public private(set) var title: String
  public let from: Int
  public let to: Int
  /// In the order of the book; those that are gone come last.
  public private(set) var differences: [Difference]

  /// - Parameters:
  ///   - book: as it is today, with its history.
  ///   - from: the earlier version.
  ///   - to: the later one.
  public init(of book: Codebook, from: Int, to: Int) {
    (title, self.from, self.to) = (book.title, from, to)
    let (old, new) = (book.asOf(from), book.asOf(to))
    let entries = book.history.filter { $0.version > from && $0.version <= to }
    let gone = old.codes.filter { new[$0.id] == nil }
    differences =
      new.codes.compactMap { Self.difference(old[$0.id], $0, entries) }
      + gone.compactMap { Self.difference($0, nil, entries) }
  }

  /// The same with names replaced and flagged passages cut.
  package func released(_ release: Release) -> CodebookDiff {
    guard !release.leavesWords else { return self }
    var diff = self
    diff.title = release.words(title)
    diff.differences = differences.map { $0.released(release) }
    return diff
  }

  private static func difference(
    _ before: Code?,
    _ after: Code?,
    _ entries: [CodebookHistoryEntry]
  ) -> Difference? {
    let (old, new) = (before.map(texts) ?? [], after.map(texts) ?? [])
    let parts = zip(
      old.isEmpty ? new.map { ($0.key, "") } : old,
      new.isEmpty ? old.map { ($0.key, "") } : new
    ).filter { $0.1 != $1.1 }.map { Part(key: $0.0, before: $0.1, after: $1.1) }
    guard !parts.isEmpty, let code = after ?? before else { return nil }
    return Difference(
      kind: kind(before, after),
      before: before,
      after: after,
      parts: parts,
      entries: entries.filter { $0.codes.contains(code.id) }
    )
  }

  private static func kind(_ before: Code?, _ after: Code?) -> Difference.Kind {
    guard let before else { return .added }
    guard let after else { return .removed }
    if before.replacedBy != after.replacedBy, !after.replacedBy.isEmpty {
      return after.replacedBy.count == 1 ? .merged : .split
    }
    if (before.retired == nil) != (after.retired == nil) {
      return after.retired == nil ? .revived : .retired
    }
    return .changed
  }

  private static func texts(of code: Code) -> [(key: String, text: String)] {
    [
      ("name", code.name.entries.map(\.text).joined(separator: " ")),
      ("parent", code.parent?.text ?? ""),
    ] + Code.Part.allCases.map { ($0.rawValue, code[$0]) } + [
      ("replaced-by", code.replacedBy.map(\.text).joined(separator: ", ")),
      ("retired", code.retired.map { "\($0)" } ?? ""),
    ]
  }
}

extension CodebookDiff.Difference {
  fileprivate func released(_ release: Release) -> Self {
    Self(
      kind: kind,
      before: before?.released(release),
      after: after?.released(release),
      parts: parts.map { part in
        func words(_ text: String) -> String {
          switch part.key {
          case "name": release.name(text, of: id)
          case "parent", "replaced-by":
            text.split(separator: ", ").map { release.id(Code.ID(String($0))).text }
              .joined(separator: ", ")
          default: release.words(text)
          }
        }
        return .init(key: part.key, before: words(part.before), after: words(part.after))
      },
      entries: entries.map { $0.released(release) }
    )
  }
}

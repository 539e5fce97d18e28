/// The short names by which people refer to sources: `T03` for `T03-disability-ngo-en.txt`.
public struct SourceNames: Sendable {
  private let names: [String: String]

  /// A file name up to its first `-` or `_` where that is unique, else the path: no text is read.
  public init(of study: StudyFolder) { self.init(ofPaths: study.transcripts) }

  /// - Parameter paths: of all transcripts of a study.
  package init(ofPaths paths: [String]) {
    let prefixes = paths.map { StudyFolder.prefix($0) }
    let counts = Dictionary(prefixes.map { ($0, 1) }, uniquingKeysWith: +)
    names = Dictionary(
      uniqueKeysWithValues: zip(paths, prefixes).map { path, prefix in
        (path, prefix.isEmpty || counts[prefix] != 1 ? path : prefix)
      }
    )
  }

  /// The short name of a source, by its path.
  public subscript(transcript: String) -> String { names[transcript] ?? transcript }

  /// Where a coding stands: `T03, turn 14`; in a document `L01, paragraph 3`.
  public func reference(to row: CodingRow, kind: SourceStructure.Kind?) -> String {
    let name = self[row.transcript]
    guard let turn = row.turn else { return name }
    let unit = (kind ?? .interview).unitName
    guard let last = row.lastTurn, last > turn else { return "\(name), \(unit) \(turn)" }
    return "\(name), \(unit)s \(turn)–\(last)"
  }
}

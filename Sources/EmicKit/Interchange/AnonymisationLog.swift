/// A list of what was put in the place of what, for the study's own records: places and replacements,
/// never the words that were replaced.
public final class AnonymisationLog {
  private let file: ExportFile
  private var writer: SpreadsheetWriter
  public private(set) var count = 0

  static let columns = ["transcript", "turn", "line", "start", "end", "kind", "replacement"]

  /// - Parameter place: of the file; it is there once `finish` has put it there.
  /// - Throws: when it cannot be written.
  public init(_ place: ExportPlace) throws {
    _ = Leftovers.take(beside: place.path)
    file = try ExportFile(place.path)
    writer = SpreadsheetWriter(file, isForExcel: false)
    try writer.add(Self.columns.map { .string($0) })
  }

  /// Adds all replacements in a source, with their places in the transcript.
  ///
  /// - Parameters:
  ///   - source: the source.
  ///   - name: under which it leaves.
  /// - Throws: when it cannot be written.
  public func add(_ source: ReleasedSource, named name: String) throws {
    for replacement in source.replacements {
      let start = replacement.span.start
      try writer.add([
        .string(name), source.transcript.turnNumber(at: start).map { .count($0) } ?? .null,
        .count(source.transcript.text.line(containing: start) + 1), .count(start),
        .count(replacement.span.end), .string(replacement.reason.text), .string(replacement.words),
      ])
      count += 1
    }
  }

  public func finish() throws { try file.finish() }
}

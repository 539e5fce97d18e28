/// The codebook's file for a screen that never waits: reads, looks and saves one after the other.
public actor CodebookStore {
  private var file: CodebookFile

  public init(file: CodebookFile) { self.file = file }

  /// The lines of comments that the first rewrite drops.
  public var commentLines: [Int] { file.commentLines }

  /// Reads the file; `nil` when there is none.
  public func load() throws(CodebookSaveProblem) -> Codebook? { try file.load() }

  /// Brings a codebook to the disk, merged with what others have saved since.
  ///
  /// - Parameters:
  ///   - snapshot: as the screen has it.
  ///   - base: what the screen last knew of the disk.
  ///   - choices: what was decided where others have changed the same.
  /// - Returns: the book as saved.
  /// - Throws: after any failure the file is as it was.
  public func save(
    _ snapshot: Codebook,
    from base: Codebook,
    settling choices: [CodebookConflicts.Choice]
  ) throws(CodebookSaveProblem) -> Codebook {
    try file.save(snapshot, from: base, settling: choices)
  }

  /// What somebody else has saved since the last look; `nil` when nobody has.
  public func poll() throws(CodebookSaveProblem) -> Codebook? {
    guard file.hasChangedOnDisk() else { return nil }
    let before = file.known
    let now = try file.load()
    return now == before ? nil : now
  }
}

/// The codebook's file for a screen that never waits: reads, looks and saves one after the other.
public actor CodebookStore {
  private var file: CodebookFile

  public init(file: CodebookFile) { self.file = file }

  /// The lines of comments that the first rewrite drops.
  public var commentLines: [Int] { file.commentLines }

  /// Reads the file; `nil` when there is none.
  ///
  /// - Returns: the last whole book where codes are gone from the file, and which.
  public func load() throws(CodebookSaveProblem) -> (book: Codebook?, loss: CodebookLoss?) {
    do throws(CodebookSaveProblem) {
      return (try file.load(), nil)
    } catch {
      guard case .codesGone(let loss, _) = error else { throw error }
      return (file.known, loss)
    }
  }

  /// Decides about a file from which codes are gone.
  public func settle(taking: Bool) throws(CodebookSaveProblem) -> SettledCodebook {
    try file.settle(taking: taking)
  }

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
  ///
  /// - Throws: once for each version of the file: codes are gone from it, or it cannot be read.
  public func poll() throws(CodebookSaveProblem) -> Codebook? {
    guard file.hasChangedOnDisk() else { return nil }
    let (before, wasLost) = (file.known, file.loss != nil)
    let now = try file.load()
    return now == before && !wasLost ? nil : now
  }
}

/// Bringing memos on codes, cases and the study back.
extension Restoring {
  /// Whose memos a copy is of; `nil` where it is a sidecar of a transcript `memos.txt`.
  func coderOfMemos(in copy: Copy) -> Coder.ID? {
    study.sidecar(copy.file, Set(study.transcripts)) == nil
      ? StudyFolder.coderOfMemos(named: copy.file) : nil
  }

  /// Brings a file of memos back, with what the history knows of since; into one that was begun anew what it lacks.
  func restoreMemos(of coder: Coder.ID, _ copy: Copy) throws(Problem) -> Outcome {
    let source = backup.path(of: copy.file, day: copy.day)
    let isKept = !FileReader.isGone(source)
    let bytes =
      isKept ? try Self.file { () throws(FileProblem) in try FileReader.read(source).bytes } : []
    let stored = isKept ? try Self.memos(bytes, source) : MemosFile(coder: coder)
    var (memos, since) = (stored, Replayed())
    let history = StepHistory<MemoChange>(study: study, coder: coder)
    let lines = try Self.file { () throws(FileProblem) in try history.read() }
    since.done = memos.replay(lines)
    let whole = isKept && memos == stored ? bytes : memos.bytes
    switch try put(whole, copy, backup: bytes) {
    case .gone: return .restored(since)
    case .damaged(let keptAt): return .replaced(keptAt: keptAt, since)
    case .behind: return .caughtUp(since)
    case .asIs: return whole == bytes ? .same : .newer
    case .readable: return try bringTogether(memos, of: coder, lines)
    }
  }

  private static func memos(_ bytes: [UInt8], _ source: String) throws(Problem) -> MemosFile {
    do throws(MemosFileError) {
      return try MemosFile.read(bytes, file: source)
    } catch {
      throw .damagedMemos(error)
    }
  }

  /// A file that has none of the memos was begun anew; one that has some lacks its last ones.
  private func bringTogether(
    _ known: MemosFile,
    of coder: Coder.ID,
    _ lines: [StepHistory<MemoChange>.Line]
  ) throws(Problem) -> Outcome {
    var count = 0
    do throws(StudyProblem) {
      try study.rewriteMemos(of: coder, takesOlder: true) { file in
        guard file.coder == known.coder else { return false }
        guard Set(file.entries.map(\.memo.id)).isDisjoint(with: known.entries.map(\.memo.id)) else {
          let lacking = file.lacking(of: lines)
          count = lacking.count
          file.take(lacking)
          return count > 0
        }
        let lost = known.entries.filter { !file.hasRemoved($0.memo.id, since: $0.memo.at) }
        count = lost.count
        file.take(lost)
        for (transcript, time) in known.reveals { file.note(revealOf: transcript, at: time) }
        return true
      }
    } catch {
      throw .unmerged(error.message)
    }
    return count > 0 ? .merged(count, Replayed()) : .newer
  }
}

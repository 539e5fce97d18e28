/// Memos on codes, cases and the study whose file is gone.
extension StudyFolder {
  /// A coder's memos as they were last known, whatever has become of the file: its latest backup, with what the
  /// history of undo knows of.
  ///
  /// - Returns: `nil` where nothing is known of any.
  /// - Throws: where a backup or the history cannot be read: that is not none.
  func lastKnownMemos(of coder: Coder.ID) throws(StudyProblem) -> MemosFile? {
    let name = Self.memosName(of: coder)
    var memos = MemosFile(coder: coder)
    if let day = Restoring(of: self).lastDay(of: name) {
      let path = Backup(study: path).path(of: name, day: day)
      let bytes = try Self.file { () throws(FileProblem) in try FileReader.read(path).bytes }
      do throws(MemosFileError) {
        memos = try MemosFile.read(bytes, file: path)
      } catch {
        throw .memos(error)
      }
    }
    let history = StepHistory<MemoChange>(study: self, coder: coder)
    memos.replay(try Self.file { () throws(FileProblem) in try history.read() })
    return memos.entries.isEmpty && memos.reveals.isEmpty ? nil : memos
  }

  /// Coders whose memos are gone though a backup or the history knows of them, by id; what cannot be read may.
  var codersOfLostMemos: [Coder.ID] {
    let history = (try? Folder.list(absolute(".emic/history"))) ?? []
    let days = Backup(study: path).days()
    let kept = days.flatMap { day in
      ((try? Folder.list(Backup(study: path).folder(of: day))) ?? [])
        .compactMap { Self.coderOfMemos(named: $0.name) }
    }
    return Set(history.map { Coder.ID($0.name) } + kept).sorted().filter { coder in
      guard FileReader.isGone(absolute(Self.memosName(of: coder))) else { return false }
      do throws(StudyProblem) {
        return try lastKnownMemos(of: coder) != nil
      } catch {
        return true
      }
    }
  }
}

extension StudyFolder {
  /// That memos on codes, cases and the study are gone, or some of them: a part is not to be taken for the whole.
  package var notesOfLostMemos: [String] {
    let back = "`emic check` says how they come back."
    return codersOfLostMemos.map {
      "\(Self.memosName(of: $0)) is gone, so \($0)'s memos on codes, cases and the study are no part of this. \(back)"
    }
      + codersOfOlderMemos.map {
        "\(Self.memosName(of: $0)) is an older version, so \($0)'s later memos are no part of this. \(back)"
      }
  }
}

/// An older version of a file of memos that was put back.
extension StudyFolder {
  /// What the history of undo knows of a coder's memos and their file does not.
  ///
  /// - Returns: empty where nothing is lacking, where there is no file, and where either cannot be read.
  func memosLacking(of coder: Coder.ID) -> [MemosFile.Entry] {
    let file = absolute(Self.memosName(of: coder))
    guard let bytes = try? FileReader.read(file).bytes,
      let memos = try? MemosFile.read(bytes, file: file), memos.coder == coder,
      let lines = try? StepHistory<MemoChange>(study: self, coder: coder).read()
    else { return [] }
    return memos.lacking(of: lines)
  }

  /// Coders whose file of memos lacks some of them, by id.
  var codersOfOlderMemos: [Coder.ID] {
    codersOfMemos.sorted().filter { !memosLacking(of: $0).isEmpty }
  }

  /// What a file of memos lacks of what is known of it; `nil` where it is the last version.
  func olderMemos(of coder: Coder.ID) -> OlderMemos? {
    let lacking = memosLacking(of: coder)
    guard let last = lacking.map(\.memo.at).max() else { return nil }
    let name = Self.memosName(of: coder)
    return OlderMemos(
      coder: coder,
      name: name,
      count: lacking.count,
      day: Restoring(of: self).lastDay(of: name) ?? last.date
    )
  }
}

/// A file of memos that lacks what is known of it.
public struct OlderMemos: Hashable, Sendable {
  let coder: Coder.ID
  /// Relative to the study.
  let name: String
  /// How many memos it lacks, or has only as they were before.
  let count: Int
  /// From which day it is brought up to date.
  let day: String

  /// What it lacks, and how it is brought up to date.
  ///
  /// - Parameter study: the folder, as it is written in commands; `""` for the one that one is in.
  /// - Returns: sentences without its name.
  func words(study: String = "") -> String {
    let folder = study.isEmpty ? "" : "\(study) "
    return
      "this is an older version: \(count == 1 ? "a memo is" : "\(count) memos are") not in it, or only as "
      + "\(count == 1 ? "it was" : "they were"), that the history of undo knows. `emic restore \(folder)--from \(day) "
      + "--coder \(coder)` brings it up to date; what an earlier emic has taken away elsewhere is taken away again after."
  }
}

extension MemosFile {
  /// The memos that a history has, or has as they were later, and of which no tombstone says that they were taken away.
  func lacking(of lines: [StepHistory<MemoChange>.Line]) -> [Entry] {
    var known = self
    guard known.replay(lines) > 0 else { return [] }
    return known.entries.filter { text(of: $0.memo.id, on: $0.subject) != $0.memo.text }
  }

  /// Takes in memos that it lacks, or has as they were earlier.
  mutating func take(_ lacking: [Entry]) {
    for entry in lacking {
      if let place = entries.firstIndex(where: {
        $0.memo.id == entry.memo.id && $0.subject == entry.subject
      }) {
        entries[place].memo = entry.memo
      } else {
        entries.append(entry)
      }
    }
    entries.sort { ($0.memo.at, $0.memo.id) < ($1.memo.at, $1.memo.id) }
  }

  /// Does again what is newer than it.
  ///
  /// - Parameter lines: of the history of its coder's memos.
  /// - Returns: how many of them have changed something.
  @discardableResult
  mutating func replay(_ lines: [StepHistory<MemoChange>.Line]) -> Int {
    var count = 0
    for line in lines where line.act != .drop {
      let (change, text) = (line.step, line.step.text(undone: line.act == .undo))
      let there = entries.first { $0.memo.id == change.id && $0.subject == change.subject }
      guard there?.memo.text ?? "" != text, there.map({ $0.memo.at < line.at }) ?? true,
        !hasRemoved(change.id, since: line.at)
      else { continue }
      keep(text, id: change.id, on: change.subject, moment: Moment(now: line.at, seed: (0, 0)))
      count += 1
    }
    return count
  }
}

import Glibc

/// What saves that were cut short have left behind.
public enum TemporaryFiles {
  /// How old a file has to be: another session may be writing a younger one.
  static let age: Int64 = 3_600_000

  /// Removes emic's own temporary files that are older than an hour; nothing else, and best effort.
  ///
  /// - Parameters:
  ///   - study: in whose folders, or beside whose codebook, they lie.
  ///   - now: the time.
  public static func removeOld(in study: StudyFolder, now: Timestamp) {
    let ofTranscripts = Set(study.transcripts.map { Path.split($0).folder })
    let others = [
      ".", "proposals", "submissions", "exports", ".emic/state", ".emic/backup/codebook",
    ]
    for folder in ofTranscripts.union(others) {
      remove(in: folder == "." ? study.path : study.absolute(folder), now) { _ in true }
    }
    if let repository = StudyFiles.repository(above: study.path) {
      removeOfDriver(in: repository, now: now)
    }
    // The codebook may lie in a folder that is not the study's.
    if let codebook = study.codebookPath {
      let (folder, name) = Path.split(codebook)
      remove(in: folder, now) { $0.hasPrefix(".\(name).") }
    }
  }

  /// Removes what a merge driver that was killed has left beside a file of git's.
  ///
  /// - Parameters:
  ///   - folder: in which git has put what is to be merged.
  ///   - now: the time.
  public static func removeOfDriver(in folder: String, now: Timestamp) {
    remove(in: folder, now) { $0.hasPrefix("..merge_file_") }
  }

  private static func remove(
    in folder: String,
    _ now: Timestamp,
    where isMeant: (String) -> Bool
  ) {
    for entry in (try? Folder.list(folder)) ?? [] where entry.kind == .file && isOwn(entry.name) {
      let file = Path.join(folder, entry.name)
      guard isMeant(entry.name), let identity = try? FileReader.identity(of: file),
        now.milliseconds - identity.nanoseconds / 1_000_000 > age
      else { continue }
      unlink(file)
    }
  }

  /// `.T03.txt.coder-a.json.0123abcd.tmp`, as `FileSaver` names them.
  static func isOwn(_ name: String) -> Bool {
    guard name.hasPrefix("."), name.hasSuffix(".tmp") else { return false }
    let digits = name.dropLast(4).split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    let isRandom =
      digits.utf8.count == 8
      && digits.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
    return isRandom && name.utf8.count > 14
  }
}

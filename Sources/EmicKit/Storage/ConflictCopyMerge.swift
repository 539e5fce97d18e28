import Glibc

/// Takes in the second versions that synchronising programs and editors have put aside.
public enum ConflictCopyMerge {
  /// Where copies that were taken in go, relative to the study.
  public static let folder = ".emic/backup/copies"

  /// What came of one copy.
  public struct Entry: Hashable, Sendable {
    /// Relative to the study.
    public var copy: String
    /// What came of the sidecar of which it is a version.
    public var sidecar: StudyMerge.Entry
    /// Where the copy is now, relative to the study; `nil` where it stayed.
    public var keptAt: String?
  }

  /// Takes each copy into its sidecar; the copy then goes to `.emic/backup/`, and is never deleted.
  ///
  /// A copy that can't be read or merged stays where it is.
  public static func run(in study: StudyFolder) -> [Entry] {
    study.conflictCopies.map { copy in
      var entry = StudyMerge.Entry(file: copy.original, outcome: .same)
      do throws(StudyProblem) {
        // Gone since the study was opened.
        guard let theirs = try study.sidecar(inCopy: copy.path, by: copy.coder) else {
          return Entry(copy: copy.path, sidecar: entry)
        }
        var file = study.sidecarFile(of: copy.transcript, by: copy.coder)
        entry = SidecarTaking.take(theirs, into: &file, name: copy.original)
      } catch {
        entry.outcome = .failed(error.message)
      }
      switch entry.outcome {
      case .refused, .failed: return Entry(copy: copy.path, sidecar: entry)
      case .added, .merged, .same: break
      }
      do throws(FileProblem) {
        return Entry(copy: copy.path, sidecar: entry, keptAt: try putAside(copy.path, in: study))
      } catch {
        entry.outcome = .failed("\(error.message) What it holds was taken in.")
        return Entry(copy: copy.path, sidecar: entry)
      }
    }
  }

  private static func putAside(
    _ copy: String,
    in study: StudyFolder
  ) throws(FileProblem) -> String {
    try Folder.make(folder, in: study.path, mode: Folder.modes(of: study.path).folder)
    var target = Path.join(folder, Path.split(copy).name)
    if (try? FileReader.identity(of: study.absolute(target))) != .some(nil) {
      target += ".\(RandomBytes.hex(8))"
    }
    guard rename(study.absolute(copy), study.absolute(target)) == 0 else {
      // Another merge has just put it there.
      if errno == ENOENT { return target }
      throw .last(study.absolute(copy), .rename)
    }
    // Its new place first: a power cut must not leave it in neither.
    Folder.sync(study.absolute(folder))
    Folder.sync(study.absolute(Path.split(copy).folder))
    return target
  }
}

extension StudyFolder {
  /// That second versions of sidecars lie in the study, and what takes them in; `nil` where none do.
  public var offerOfMerging: String? {
    let copies = conflictCopies
    guard let first = copies.first else { return nil }
    let which =
      copies.count == 1
      ? "A second version of \(first.original) lies"
      : "\(copies.count) second versions of sidecars lie"
    return "\(which) in this study: `emic merge` takes \(copies.count == 1 ? "it" : "them") in."
  }
}

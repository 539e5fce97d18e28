import Synchronization

/// Which submissions have a frozen copy.
///
/// Each folder is listed once, when somebody asks, for all copies of the value: a listing for every coder of
/// every transcript grew with the square of a large study.
package struct FrozenCopies: Sendable {
  private let study: String
  private let folders = Folders()

  package init(in study: StudyFolder) { self.study = study.path }

  /// Folders that are there and cannot be listed: what they hold is unknown, not nothing.
  var problems: [FileProblem] { folders.known.withLock { $0.values.compactMap(\.problem) } }

  /// The coders that have frozen copies of a transcript.
  func coders(of transcript: String) -> [Coder.ID] {
    let (folder, name) = Path.split("submissions/\(transcript)")
    return (listing(of: folder).coders[name] ?? []).sorted()
  }

  /// The numbers of a coder's frozen copies of a transcript, the first first.
  func numbers(of transcript: String, by coder: Coder.ID) -> [Int] {
    let (folder, stem) = Path.split("submissions/\(transcript).\(coder)")
    return listing(of: folder).numbers[stem] ?? []
  }

  private func listing(of folder: String) -> Listing {
    folders.known.withLock { known in
      if let listing = known[folder] { return listing }
      let listing = Listing(of: Path.join(study, folder))
      known[folder] = listing
      return listing
    }
  }

  private final class Folders: Sendable {
    let known = Mutex<[String: Listing]>([:])
  }
}

/// The frozen copies in one folder.
private struct Listing: Sendable {
  /// By the copy's name without its number.
  var numbers: [String: [Int]] = [:]
  /// By the transcript's name.
  var coders: [String: [Coder.ID]] = [:]
  var problem: FileProblem?

  init(of folder: String) {
    do throws(FileProblem) {
      numbers = try Self.list(folder)
    } catch {
      if !error.isMissing { problem = error }
    }
    for stem in numbers.keys {
      guard let dot = stem.utf8.lastIndex(of: UInt8(ascii: ".")),
        let name = String(stem.utf8[..<dot]),
        let coder = String(stem.utf8[stem.utf8.index(after: dot)...]), Coder.isWellFormed(coder)
      else { continue }
      coders[name, default: []].append(Coder.ID(coder))
    }
  }

  private static func list(_ folder: String) throws(FileProblem) -> [String: [Int]] {
    var numbers: [String: [Int]] = [:]
    for entry in try Folder.list(folder) where entry.kind == .file {
      guard entry.name.hasSuffix(".json") else { continue }
      let name = entry.name.utf8.dropLast(5)
      guard let dot = name.lastIndex(of: UInt8(ascii: ".")),
        let stem = String(name[..<dot]), let digits = String(name[name.index(after: dot)...]),
        let number = Int(digits), Sidecar.submissionNumbers.contains(number)
      else { continue }
      numbers[stem, default: []].append(number)
    }
    return numbers.mapValues { $0.sorted() }
  }
}

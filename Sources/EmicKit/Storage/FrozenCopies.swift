/// Which submissions have a frozen copy.
///
/// Each folder is listed once: a listing for every coder of every transcript grew with the square of a
/// large study.
struct FrozenCopies: Sendable {
  private let study: String
  /// By folder, then by the copy's name without its number.
  private var numbers: [String: [String: [Int]]] = [:]
  /// By folder, then by the transcript's name.
  private var coders: [String: [String: [Coder.ID]]] = [:]
  /// Folders that are there and cannot be listed: what they hold is unknown, not nothing.
  private(set) var problems: [FileProblem] = []

  init(in study: StudyFolder) { self.study = study.path }

  /// The coders that have frozen copies of a transcript.
  mutating func coders(of transcript: String) -> [Coder.ID] {
    let (folder, name) = Path.split("submissions/\(transcript)")
    read(folder)
    return (coders[folder]?[name] ?? []).sorted()
  }

  /// The numbers of a coder's frozen copies of a transcript, the first first.
  mutating func numbers(of transcript: String, by coder: Coder.ID) -> [Int] {
    let (folder, stem) = Path.split("submissions/\(transcript).\(coder)")
    read(folder)
    return numbers[folder]?[stem] ?? []
  }

  private mutating func read(_ folder: String) {
    guard numbers[folder] == nil else { return }
    var listed: [String: [Int]] = [:]
    do throws(FileProblem) {
      listed = try Self.list(Path.join(study, folder))
    } catch {
      if !error.isMissing { problems.append(error) }
    }
    numbers[folder] = listed
    for stem in listed.keys {
      guard let dot = stem.utf8.lastIndex(of: UInt8(ascii: ".")),
        let name = String(stem.utf8[..<dot]),
        let coder = String(stem.utf8[stem.utf8.index(after: dot)...]), Coder.isWellFormed(coder)
      else { continue }
      coders[folder, default: [:]][name, default: []].append(Coder.ID(coder))
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

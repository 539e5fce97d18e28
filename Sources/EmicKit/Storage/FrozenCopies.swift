/// Which submissions have a frozen copy.
///
/// Each folder is listed once: a listing for every coder of every transcript grew with the square of a
/// large study.
struct FrozenCopies: Sendable {
  private let study: String
  /// By folder, then by the copy's name without its number.
  private var numbers: [String: [String: [Int]]] = [:]

  init(in study: StudyFolder) { self.study = study.path }

  /// The numbers of a coder's frozen copies of a transcript, the first first.
  mutating func numbers(of transcript: String, by coder: Coder.ID) -> [Int] {
    let (folder, stem) = Path.split("submissions/\(transcript).\(coder)")
    if let known = numbers[folder] { return known[stem] ?? [] }
    let listed = Self.list(Path.join(study, folder))
    numbers[folder] = listed
    return listed[stem] ?? []
  }

  private static func list(_ folder: String) -> [String: [Int]] {
    var numbers: [String: [Int]] = [:]
    for entry in (try? Folder.list(folder)) ?? [] where entry.kind == .file {
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

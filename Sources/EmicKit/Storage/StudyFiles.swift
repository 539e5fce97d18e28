import Glibc

/// All files below a study's folder, its dot-folders included.
enum StudyFiles {
  /// Paths relative to the folder, sorted; links and what is no file are left out.
  ///
  /// - Throws: where a folder that is there cannot be listed to its end.
  static func all(in root: String) throws(FileProblem) -> [String] {
    var files: [String] = []
    func walk(_ folder: String, depth: Int) throws(FileProblem) {
      for entry in try entries(folder.isEmpty ? root : Path.join(root, folder)) {
        let path = Path.join(folder, entry.name)
        if entry.kind == .file { files.append(path) }
        // Deeper than a study: histories and backups have the study's own folders in them.
        if entry.kind == .folder, entry.name != ".git", depth < 2 * StudyListing.deepest {
          try walk(path, depth: depth + 1)
        }
      }
    }
    try walk("", depth: 1)
    return files
  }

  /// What is in a folder; nothing in one that was taken away meanwhile.
  private static func entries(_ folder: String) throws(FileProblem) -> [Folder.Entry] {
    do throws(FileProblem) {
      return try Folder.list(folder)
    } catch {
      guard error.isMissing else { throw error }
      return []
    }
  }

  /// The transcripts on which a file hangs: sidecars, second copies of them, frozen copies, caption times,
  /// history, backups, temporary files.
  ///
  /// - Returns: one, or none; a second version of a transcript may be of several.
  static func owners(of file: String, among transcripts: Set<String>) -> Set<String> {
    guard !transcripts.contains(file) else { return [] }
    var path = file
    for (prefix, parts) in [
      (".emic/backup/", 1), (".emic/history/", 1), ("codings/", 1), ("submissions/", 0),
    ] where path.hasPrefix(prefix) {
      path = path.dropFirst(prefix.count).split(separator: "/", maxSplits: parts).dropFirst(parts)
        .joined(separator: "/")
      // A backup holds what lies in the study.
      if prefix == ".emic/backup/" {
        return transcripts.contains(path) ? [path] : owners(of: path, among: transcripts)
      }
    }
    let (folder, name) = Path.split(path)
    // `.T1.txt.0123abcd.tmp`, and what editors keep: `.T1.txt.swp`, `#T1.txt#`.
    if name.hasPrefix(".") || name.hasPrefix("#") && name.hasSuffix("#") {
      path = Path.join(folder, String(name.dropFirst()))
    }
    var owners = transcripts.intersection(ConflictMark.originals(ofText: path))
    if let longest = stem(of: path, among: transcripts) { owners.insert(longest) }
    return owners
  }

  /// The longest of the transcripts of which a path goes on: `T1.txt.ana.json`, `T1.txt (1).json`,
  /// `T1.txt-LAPTOP.json`, `T1.txt~`, and not `T1.txts`; `T1.txt` and `T1.txt.md` may both be transcripts.
  private static func stem(of path: String, among transcripts: Set<String>) -> String? {
    path.indices.reversed().lazy.compactMap { place in
      let next = path[place]
      guard !next.isLetter, !next.isNumber, next != "/" else { return nil }
      let stem = String(path[..<place])
      return transcripts.contains(stem) ? stem : nil
    }.first
  }

  /// The folder of the git repository in which a folder lies.
  static func repository(above folder: String) -> String? {
    var path = Path.real(folder) ?? folder
    while true {
      if FileReader.isThere(Path.join(path, ".git")) { return path }
      guard path != "/", path != "." else { return nil }
      path = Path.split(path).folder
    }
  }
}

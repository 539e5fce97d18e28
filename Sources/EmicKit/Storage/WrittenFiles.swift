import Glibc

/// Files that were written into a study, and how they were before: they can be taken back.
struct WrittenFiles {
  private let root: String
  private let modes: (file: mode_t, folder: mode_t)
  private var before: [(path: String, bytes: [UInt8]?)] = []
  private(set) var names: [String] = []

  init(in root: String) {
    self.root = root
    modes = Folder.modes(of: root)
  }

  mutating func write(_ bytes: [UInt8], to name: String) throws(ProjectImport.Problem) {
    try remember(name)
    let (root, modes) = (root, modes)
    try ProjectImport.file { () throws(FileProblem) in
      try Folder.make(Path.split(name).folder, in: root, mode: modes.folder)
      try FileSaver().save(bytes, to: Path.join(root, name), newMode: modes.file)
    }
  }

  /// The codebook may lie outside the study.
  mutating func writeCodebook(
    _ bytes: [UInt8],
    of study: StudyFolder
  ) throws(ProjectImport.Problem) {
    let path = study.codebookPath ?? Path.join(root, "codebook.yaml")
    try remember(path: path, name: "codebook.yaml")
    let mode = modes.file
    _ = try ProjectImport.file { () throws(FileProblem) in
      try FileSaver().save(bytes, to: path, newMode: mode)
    }
  }

  mutating func remember(_ name: String) throws(ProjectImport.Problem) {
    try remember(path: Path.join(root, name), name: name)
  }

  private mutating func remember(path: String, name: String) throws(ProjectImport.Problem) {
    let old = try ProjectImport.file { () throws(FileProblem) -> [UInt8]? in
      guard try FileReader.identity(of: path) != nil else { return nil }
      return try FileReader.read(path, limit: 1 << 30).bytes
    }
    before.append((path, old))
    names.append(name)
  }

  func takeBack() {
    // First, for on a full disk this makes the room that the others need.
    for (path, bytes) in before.reversed() where bytes == nil { unlink(path) }
    for case (let path, let bytes?) in before.reversed() {
      let isSame = (try? FileReader.read(path, limit: 1 << 30).bytes) == bytes
      if !isSame { _ = try? FileSaver().save(bytes, to: path) }
    }
  }
}

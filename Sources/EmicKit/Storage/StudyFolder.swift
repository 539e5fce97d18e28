import Glibc

/// A study on disk: what it says of itself and which files it has.
///
/// Opening writes nothing and reads no text.
public struct StudyFolder: Sendable {
  /// The folder, with a slash-free end.
  public let path: String
  /// What `study.yaml` says, or nothing where there is none.
  public let file: StudyFile
  public let hasStudyFile: Bool
  /// Where the codebook is; `nil` when there is none.
  public let codebookPath: String?
  /// Paths relative to the study, sorted.
  public let transcripts: [String]
  /// The transcript that was named when the study was opened.
  public let chosen: String?
  /// Links in the study: shown, not followed.
  public let links: [String]
  /// What cannot be used as the file that its name promises.
  public let unusable: [UnusableEntry]
  /// Coders' folders, relative to the study, that whoever reads may not look into.
  public let closedFolders: [String]
  let files: [String]
  /// Those of `files` that end in `.json`, in the order of the listing.
  let jsonFiles: [String]
  let foundOnce = Once<FoundSidecars>()
  let copiesOnce = Once<[ConflictCopy]>()
  let setOnce = Once<Set<String>>()

  /// Whether there is a file of a path, relative to the study; few ask, so that the set of all is not
  /// made with every listing.
  func holds(_ file: String) -> Bool { setOnce.value { Set(files) }.contains(file) }

  /// What to say of a study in which there is nothing to code.
  public static let withoutTranscripts =
    "there are no transcripts (.txt, .md) here. Bring them in, from Word, captions and other files: "
    + "emic import FILE --to STUDY."

  /// Opens a folder, or the study to which a `.txt` or `.md` belongs.
  ///
  /// - Parameters:
  ///   - path: itself may be a link.
  ///   - codebook: in place of the study's own, relative to the working folder.
  /// - Returns: the study; files are read when they are asked for.
  /// - Throws: when the folder or `study.yaml` cannot be read, or two names are one elsewhere.
  public static func open(
    path: String = ".",
    codebook: String? = nil
  ) throws(StudyProblem) -> StudyFolder {
    let real = try file { () throws(FileProblem) in try realPath(path) }
    guard try !file({ () throws(FileProblem) in try isFolder(real) }) else {
      return try open(folder: real, codebook: codebook, chosen: nil, typed: path)
    }
    let (folder, name) = Path.split(real)
    guard StudyListing.isText(name) else { throw .notAStudy(path) }
    var root = folder
    var above = folder
    while true {
      if (try? FileReader.identity(of: Path.join(above, "study.yaml"))) != .some(nil) {
        root = above
        break
      }
      guard above != "/", above != "." else { break }
      above = Path.split(above).folder
    }
    let chosen = String(real.dropFirst(Path.join(root, "").count))
    return try open(folder: root, codebook: codebook, chosen: chosen, typed: path)
  }

  private static func open(
    folder: String,
    codebook: String?,
    chosen: String?,
    typed: String
  ) throws(StudyProblem) -> StudyFolder {
    let listing = try file { () throws(FileProblem) in try StudyListing(folder) }
    let studyPath = Path.join(folder, "study.yaml")
    // A link or a folder of this name is no study without one: reading it says what is wrong.
    let hasStudyFile =
      try file { () throws(FileProblem) in
        try FileReader.identity(of: studyPath)
      } != nil
    // A text that was named belongs to its folder, whatever lies further down.
    if !hasStudyFile, chosen == nil {
      let below = listing.files.filter { $0.hasSuffix("/study.yaml") }.map { Path.split($0).folder }
      guard below.isEmpty else { throw .studiesBelow(below.sorted(), of: typed) }
    }
    var study = StudyFile()
    if hasStudyFile {
      let bytes = try file { () throws(FileProblem) in
        try FileReader.read(studyPath, limit: 8 << 20).bytes
      }
      do throws(StudyFileError) {
        study = try StudyFileReader.read(bytes, file: studyPath)
      } catch {
        throw .studyFile(error)
      }
    }
    var transcripts = listing.texts
    if !study.transcripts.isEmpty {
      let patterns = study.transcripts.map { PathPattern($0) }
      transcripts = transcripts.filter { path in patterns.contains { $0.matches(path) } }
    }
    if let chosen, !transcripts.contains(chosen) { transcripts.append(chosen) }
    transcripts.sort { Path.precedes($0, $1) }
    try refuseCollisions(transcripts)
    let book: String?
    if let codebook { book = codebook } else { book = try own(study, in: folder, listing) }
    return StudyFolder(
      path: folder,
      file: study,
      hasStudyFile: hasStudyFile,
      codebookPath: book,
      transcripts: transcripts,
      chosen: chosen,
      links: listing.links,
      unusable: listing.unusable,
      closedFolders: listing.closedFolders,
      files: listing.files,
      jsonFiles: listing.jsonFiles
    )
  }

  private static func own(
    _ study: StudyFile,
    in folder: String,
    _ listing: StudyListing
  ) throws(StudyProblem) -> String? {
    if let codebook = study.codebook { return Path.plain(Path.join(folder, codebook)) }
    let candidates = listing.yamlFiles.filter { name in
      let path = Path.join(folder, name)
      let bytes = (try? FileReader.read(path, limit: 8 << 20))?.bytes ?? []
      return String(decoding: bytes.prefix(4096), as: UTF8.self).contains("emic/codebook")
    }
    guard candidates.count < 2 else { throw .severalCodebooks(candidates) }
    return candidates.first.map { Path.join(folder, $0) }
  }

  // Two names that are one on another system would share a sidecar there.
  private static func refuseCollisions(_ paths: [String]) throws(StudyProblem) {
    // Swift compares texts by canonical equivalence, so folding the case is all that is left to do.
    var seen: [String: String] = [:]
    for path in paths {
      if let other = seen.updateValue(path, forKey: path.lowercased()) {
        throw .collision(other, path)
      }
    }
  }

  static func file<Value>(
    _ body: () throws(FileProblem) -> Value
  ) throws(StudyProblem) -> Value {
    do throws(FileProblem) {
      return try body()
    } catch {
      throw .file(error)
    }
  }

  private static func realPath(_ path: String) throws(FileProblem) -> String {
    guard let resolved = realpath(path, nil) else { throw .last(path, .open) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func isFolder(_ path: String) throws(FileProblem) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .last(path, .open) }
    return status.st_mode & S_IFMT == S_IFDIR
  }
}

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
  /// Second versions of transcripts, which are not listed as such.
  let textCopies: [(path: String, original: String)]
  /// The transcript that was named when the study was opened.
  public let chosen: String?
  /// Links in the study: shown, not followed.
  public let links: [String]
  /// What cannot be used as the file that its name promises.
  public let unusable: [UnusableEntry]
  /// Coders' folders, relative to the study, that whoever reads may not look into.
  public let closedFolders: [String]
  /// Transcripts whose names are one on other systems, by the name that they would share there: empty
  /// but where such a study was to be opened all the same.
  let twins: [String: [String]]
  let files: [String]
  /// Those of `files` that end in `.json`, in the order of the listing.
  let jsonFiles: [String]
  let foundOnce = Once<FoundSidecars>()
  let copiesOnce = Once<[ConflictCopy]>()
  let setOnce = Once<Set<String>>()
  let straysOnce = Once<Strays>()
  let strayWorkOnce = Once<[String: [Sidecar]]>()
  let lostWorkOnce = Once<LostWork>()

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
  ///   - takesTwins: whether two names that are one elsewhere are no reason to refuse, as where the study
  ///     is only read.
  /// - Returns: the study; files are read when they are asked for.
  /// - Throws: when the folder or `study.yaml` cannot be read, or two names are one elsewhere.
  public static func open(
    path: String = ".",
    codebook: String? = nil,
    takesTwins: Bool = false
  ) throws(StudyProblem) -> StudyFolder {
    guard !path.isEmpty else { throw .emptyPath }
    let real = try file { () throws(FileProblem) in try realPath(path) }
    guard try !file({ () throws(FileProblem) in try isFolder(real) }) else {
      return try open(
        folder: real,
        codebook: codebook,
        chosen: nil,
        typed: path,
        takesTwins: takesTwins
      )
    }
    let (folder, name) = Path.split(real)
    guard StudyListing.isText(name) else { throw .notAStudy(path) }
    var root = folder
    var above = folder
    while true {
      if FileReader.isThere(Path.join(above, "study.yaml")) {
        root = above
        break
      }
      guard above != "/", above != "." else { break }
      above = Path.split(above).folder
    }
    if root == folder, !FileReader.isThere(Path.join(root, "study.yaml")) {
      try refuseStudyFileGone(above: folder)
    }
    let chosen = String(real.dropFirst(Path.join(root, "").count))
    return try open(folder: root, codebook: codebook, chosen: chosen, typed: path)
  }

  /// Refuses a text that lies in a study of which `study.yaml` is gone, also where it lies in a folder of its own.
  private static func refuseStudyFileGone(above folder: String) throws(StudyProblem) {
    var above = folder
    while above != "/", above != "." {
      if let gone = SharedFile.studyFile(in: above).ifGone { throw .sharedFileGone(gone) }
      above = Path.split(above).folder
    }
  }

  private static func open(
    folder: String,
    codebook: String?,
    chosen: String?,
    typed: String,
    takesTwins: Bool = false
  ) throws(StudyProblem) -> StudyFolder {
    for name in [".emic", ".emic/backup", ".emic/history", ".emic/state"] {
      let internals = Path.join(folder, name)
      guard !FileReader.isLink(internals) else { throw .linkedInternals(internals) }
    }
    let listing = try file { () throws(FileProblem) in try StudyListing(folder) }
    let studyPath = Path.join(folder, "study.yaml")
    // A link or a folder of this name is no study without one: reading it says what is wrong.
    let hasStudyFile =
      try file { () throws(FileProblem) in
        try FileReader.identity(of: studyPath)
      } != nil
    if !hasStudyFile { try refuseGoneStudyFile(in: folder, among: listing.files) }
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
    let copies = copies(among: transcripts, sidecars: listing.jsonFiles)
      .filter { $0.path != chosen }
    if !copies.isEmpty {
      let paths = Set(copies.map(\.path))
      transcripts.removeAll(where: paths.contains)
    }
    if let chosen, !transcripts.contains(chosen) { transcripts.append(chosen) }
    transcripts.sort { Path.precedes($0, $1) }
    let twins = twins(among: transcripts)
    if !takesTwins, let pair = twins.values.min(by: { $0[0] < $1[0] }) {
      throw .collision(pair[0], pair[1])
    }
    let book: String?
    if let codebook { book = codebook } else { book = try own(study, in: folder, listing) }
    return StudyFolder(
      path: folder,
      file: study,
      hasStudyFile: hasStudyFile,
      codebookPath: book,
      transcripts: transcripts,
      textCopies: copies,
      chosen: chosen,
      links: listing.links,
      unusable: listing.unusable,
      closedFolders: listing.closedFolders,
      twins: twins,
      files: listing.files,
      jsonFiles: listing.jsonFiles
    )
  }

  /// The study as it lies on the disk now: others may have brought something since it was opened.
  ///
  /// - Throws: besides, when its `study.yaml` is gone: read without it, a study would keep nobody blind
  ///   and no name back.
  package func reopened() throws(StudyProblem) -> StudyFolder {
    let now = try Self.open(path: path, codebook: codebookPath)
    guard now.hasStudyFile || !hasStudyFile else {
      throw .studyFileGone(absolute("study.yaml"))
    }
    return now
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
    // A second version of one is no other book.
    let books = candidates.filter { name in
      !ConflictMark.originals(of: name).contains { candidates.contains($0.original) }
    }
    guard books.count < 2 else { throw .severalCodebooks(books) }
    return books.first.map { Path.join(folder, $0) }
  }

  // Two names that are one on another system would share a sidecar there.
  private static func twins(among paths: [String]) -> [String: [String]] {
    // Swift compares texts by canonical equivalence, so folding the case is all that is left to do.
    let folded = paths.map { $0.lowercased() }
    guard Set(folded).count < paths.count else { return [:] }
    return Dictionary(zip(folded, paths).map { ($0, [$1]) }, uniquingKeysWith: +)
      .filter { $0.value.count > 1 }
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
    guard let resolved = again({ realpath(path, nil) }) else { throw .last(path, .open) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func isFolder(_ path: String) throws(FileProblem) -> Bool {
    var status = stat()
    guard again({ stat(path, &status) }) == 0 else { throw .last(path, .open) }
    return status.st_mode & S_IFMT == S_IFDIR
  }
}

/// A file on which all of a study rests, and the copy that is kept of it as it was last seen.
///
/// A study opens without such a file: a folder of texts is one. So nothing but the copy tells a file that
/// was never there from one that a synchronising program or a slip of the hand has taken away, with which
/// roles, rounds, pseudonyms or names would stop to bind without a word.
public struct SharedFile: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case study, codebook, cases, framework
    /// Of one coder.
    case proposals(Coder.ID)
  }

  public let kind: Kind
  /// Where it is, or would be.
  public let path: String
  /// Where the copy is, or would be: in `.emic/backup/latest`.
  public let copy: String
  /// The study's folder.
  let study: String

  /// The copy of `study.yaml` of a study that has none.
  static func studyFile(in folder: String) -> SharedFile {
    SharedFile(.study, Path.join(folder, "study.yaml"), in: folder)
  }

  /// A codebook, which may lie outside the study.
  static func codebook(_ path: String, in study: String) -> SharedFile {
    SharedFile(.codebook, path, in: study)
  }

  init(_ kind: Kind, _ path: String, in study: String) {
    self.kind = kind
    self.path = path
    self.study = study
    copy = Backup(study: study).latest(of: Self.name(of: kind, path))
  }

  /// Where the copy lies among the others; books apart, for they have any name.
  private static func name(of kind: Kind, _ path: String) -> String {
    switch kind {
    case .study: "study.yaml"
    case .codebook: Path.join(booksFolder, Path.split(path).name)
    case .cases: "cases.csv"
    case .framework: FrameworkFile.name
    case .proposals(let coder): "proposals/\(coder).yaml"
    }
  }

  static let booksFolder = "codebook"
  private static let limit = 64 << 20

  // MARK: Gone

  /// What was kept of it, where it is gone; `nil` where it is there, and where nothing tells that it ever was.
  var ifGone: SharedFile? {
    guard FileReader.isFile(copy), FileReader.isGone(path), let bytes = kept, holdsSomething(bytes)
    else { return nil }
    return self
  }

  private func holdsSomething(_ bytes: [UInt8]) -> Bool {
    switch kind {
    case .proposals: !((try? ProposalsFile.read(bytes, file: copy)) ?? []).isEmpty
    case .framework: !((try? FrameworkFile.read(bytes, file: copy))?.cells ?? []).isEmpty
    case .study, .codebook, .cases: true
    }
  }

  // MARK: Keeping

  /// Whether size or time of the file are not those of the copy; `nil` where one of the two is not there.
  private var looksNew: Bool? {
    guard let old = try? FileReader.identity(of: copy),
      let now = try? FileReader.identity(of: path)
    else { return nil }
    return old.size != now.size || old.nanoseconds != now.nanoseconds
  }

  private var kept: [UInt8]? { try? FileReader.read(copy, limit: Self.limit).bytes }

  /// Keeps the file as it is now, unless it knows less than what was kept.
  ///
  /// Best effort, as all backups are. Mostly two looks tell that nothing is new.
  ///
  /// - Parameters:
  ///   - transcripts: that are in the study.
  ///   - names: of what is not to be kept; a file in which one stands is left out.
  func keep(transcripts: [String], unlessNaming names: [String] = []) {
    guard looksNew != false, let file = try? FileReader.read(path, limit: Self.limit),
      isReadable(file.bytes)
    else { return }
    let name = Self.name(of: kind, path)
    if !names.isEmpty, WithdrawnNames(names).stand(in: file.bytes, of: name) { return }
    if let kept, kept != file.bytes, !lacks(of: kept, in: file.bytes, transcripts).isEmpty {
      return
    }
    put(file)
  }

  /// Keeps the file as emic itself has written it just now, also where it says less than before.
  ///
  /// What somebody else had taken out of it before stays known.
  ///
  /// - Parameters:
  ///   - before: what it was; `nil` for none.
  ///   - transcripts: that are in the study.
  func keepWritten(over before: [UInt8]?, transcripts: [String]) {
    if let kept, kept != before {
      guard let before, lacks(of: kept, in: before, transcripts).isEmpty else { return }
    }
    guard !FileReader.isGone(path) else { return Backup(study: study).forgetShared(copy) }
    if let file = try? FileReader.read(path, limit: Self.limit) { put(file) }
  }

  private func put(_ file: FileReader.Contents) {
    Backup(study: study).keepShared(
      file.bytes,
      named: Self.name(of: kind, path),
      at: file.identity.nanoseconds
    )
  }

  private func isReadable(_ bytes: [UInt8]) -> Bool {
    switch kind {
    case .study: (try? StudyFileReader.read(bytes, file: path)) != nil
    case .codebook: (try? CodebookReader.read(bytes, file: path)) != nil
    case .cases: (try? CaseTable.read(bytes, file: path, study: StudyFile())) != nil
    case .framework: (try? FrameworkFile.read(bytes, file: path)) != nil
    case .proposals: (try? ProposalsFile.read(bytes, file: path)) != nil
    }
  }

  // MARK: What is lacking

  /// Whether the file and the copy are there and not the same.
  var isOther: Bool {
    guard let kept, let now = try? FileReader.read(path, limit: Self.limit).bytes else {
      return false
    }
    return kept != now
  }

  /// The table that was kept, where another one is there now.
  var keptCases: CaseTable? {
    guard looksNew == true, let kept else { return nil }
    return try? CaseTable.read(kept, file: copy, study: StudyFile())
  }

  /// What the kept copy says and the file that is there does not; empty where nothing is known to be lacking.
  func lacks(transcripts: [String]) -> [String] {
    guard looksNew == true, let kept,
      let bytes = try? FileReader.read(path, limit: Self.limit).bytes, kept != bytes
    else { return [] }
    return lacks(of: kept, in: bytes, transcripts)
  }

  private func lacks(of kept: [UInt8], in now: [UInt8], _ transcripts: [String]) -> [String] {
    switch kind {
    case .study:
      guard let old = try? StudyFileReader.read(kept, file: copy),
        let new = try? StudyFileReader.read(now, file: path)
      else { return [] }
      return new.lacks(of: old, transcripts: Set(transcripts))
    case .codebook:
      guard let old = try? CodebookReader.read(kept, file: copy),
        let new = try? CodebookReader.read(now, file: path)
      else { return [] }
      return new.lacks(of: old)
    case .cases:
      guard let old = try? CaseTable.read(kept, file: copy, study: StudyFile()),
        let new = try? CaseTable.read(now, file: path, study: StudyFile())
      else { return [] }
      return new.lacks(of: old, transcripts: Set(transcripts))
    case .framework:
      guard let old = try? FrameworkFile.read(kept, file: copy),
        let new = try? FrameworkFile.read(now, file: path)
      else { return [] }
      let count = old.cells.count { new[$0.case, $0.code] == nil }
      return count == 0 ? [] : [count == 1 ? "1 summary" : "\(count) summaries"]
    // A proposal that was accepted elsewhere leaves its file.
    case .proposals: return []
    }
  }
}

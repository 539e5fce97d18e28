/// Two versions of one file of a study as one, each kind of file by its own rule.
///
///     try FileMerge.merged(ours, theirs, base: old, path: "T05.txt.coder-a.json")
///
/// Bytes to bytes: what git's merge driver, another copy of a study and a conflict copy need alike.
public struct FileMerge: Hashable, Sendable {
  /// One file with the changes of both.
  public var bytes: [UInt8]
  /// What both have changed differently: in `bytes` these parts are as in the first version.
  public var conflicts: [FileMergeProblem] = []
  /// What gave way, and flags that stand against what one version has done.
  public var notes = MergeNotes()

  private init(
    _ bytes: [UInt8],
    _ conflicts: [FileMergeProblem] = [],
    notes: MergeNotes = MergeNotes()
  ) {
    self.bytes = bytes
    self.conflicts = conflicts
    self.notes = notes
  }

  /// - Parameters:
  ///   - ours: one version.
  ///   - theirs: the other.
  ///   - base: what both have begun with; `nil` where nobody knows.
  ///   - path: what kind of file it is, and the name under which messages speak of it.
  ///   - otherPath: the name of the other version, where it is known and cannot be read.
  ///   - text: of a sidecar, the transcript as it is now, or was before a merge that writes it after this file;
  ///     asked for where the two were made on different texts.
  /// - Returns: one file; what both have changed differently is never guessed, and named.
  /// - Throws: what cannot be read, and files that have no parts to be merged.
  public static func merged(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    base: [UInt8]?,
    path: String,
    otherPath: String? = nil,
    on text: (Sidecar) -> Transcript? = { _ in nil }
  ) throws(FileMergeProblem) -> FileMerge {
    let there = otherPath ?? path
    if ours == theirs || theirs == base { return FileMerge(ours) }
    if ours == base { return FileMerge(theirs) }
    switch Kind(of: path, ours) {
    case .sidecar: return try sidecars(ours, theirs, base, path, there, text)
    case .memos: return try memos(ours, theirs, base, path, there)
    case .codebook: return try codebooks(ours, theirs, base, path, there)
    case .proposals: return try proposals(ours, theirs, base, path, there)
    case .framework: return try frameworks(ours, theirs, base, path, there)
    case .cases:
      let merged = try CasesMerge.merged(ours, theirs, base: base, path: path, there: there)
      return FileMerge(merged.bytes, merged.conflicts)
    case .study:
      let merged = try StudyFileMerge.merged(ours, theirs, base: base, path: path, there: there)
      return FileMerge(merged.bytes, merged.conflicts)
    case .whole: throw .bothChanged(path: path)
    }
  }

  private enum Kind {
    case sidecar
    case memos
    case codebook
    case proposals
    case framework
    case cases
    case study
    /// Changed as a whole or not at all: texts, frozen copies, caption times.
    case whole

    init(of path: String, _ bytes: [UInt8]) {
      let parts = path.split(separator: "/")
      let name = parts.last ?? ""
      if name.hasSuffix(".json") {
        let isFrozen = parts.dropLast().contains("submissions")
        self =
          isFrozen || name.hasSuffix(".times.json")
          ? .whole : StudyFolder.coderOfMemos(named: name) != nil ? .memos : .sidecar
      } else if name.hasSuffix(".yaml") {
        self = name == "study.yaml" ? .study : Self.kind(ofYAML: bytes)
      } else {
        self = name == "cases.csv" ? .cases : .whole
      }
    }

    private static func kind(ofYAML bytes: [UInt8]) -> Kind {
      let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
      let format = head.split(whereSeparator: \.isNewline).first { $0.hasPrefix("format:") }
      switch format?.dropFirst(7).drop(while: \.isWhitespace) {
      case "emic/codebook": return .codebook
      case "emic/proposals": return .proposals
      case "emic/framework": return .framework
      default: return .whole
      }
    }
  }

  // MARK: Each kind

  private static func sidecars(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ base: [UInt8]?,
    _ path: String,
    _ there: String,
    _ text: (Sidecar) -> Transcript?
  ) throws(FileMergeProblem) -> FileMerge {
    func read(_ bytes: [UInt8], _ file: String) throws(FileMergeProblem) -> Sidecar {
      do throws(SidecarError) {
        return try SidecarReader.read(bytes, file: file)
      } catch {
        throw .unreadable(error.message)
      }
    }
    let (one, other) = (try read(ours, path), try read(theirs, there))
    do throws(MergeProblem) {
      // A base that cannot be read is none: then nothing is dropped.
      let old = base.flatMap { try? read($0, path) }
      let merged = try one.merged(withCopy: other, base: old, mayFollow: true) { text(one) }
      var notes = MergeNotes(one, other, merged: merged, base: old)
      notes.broughtToText = one.source.sha256 != other.source.sha256
      return FileMerge(SidecarWriter.encode(merged), notes: notes)
    } catch {
      throw .sidecars(error, path: path)
    }
  }

  private static func memos(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ base: [UInt8]?,
    _ path: String,
    _ there: String
  ) throws(FileMergeProblem) -> FileMerge {
    func read(_ bytes: [UInt8], _ file: String) throws(FileMergeProblem) -> MemosFile {
      do throws(MemosFileError) {
        return try MemosFile.read(bytes, file: file)
      } catch {
        throw .unreadable(error.message)
      }
    }
    let (one, other) = (try read(ours, path), try read(theirs, there))
    guard one.coder == other.coder else {
      throw .sidecars(.differentCoders(one.coder, other.coder), path: path)
    }
    let old = base.flatMap { try? read($0, path) }
    let merged = MemosFile.merged(one, other, base: old)
    let notes = MergeNotes(one, other, merged: merged, base: old)
    return FileMerge(merged.bytes, notes: notes)
  }

  private static func codebooks(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ base: [UInt8]?,
    _ path: String,
    _ there: String
  ) throws(FileMergeProblem) -> FileMerge {
    func read(_ bytes: [UInt8], _ file: String) throws(FileMergeProblem) -> Codebook {
      do throws(CodebookError) {
        return try CodebookReader.read(bytes, file: file)
      } catch {
        throw .unreadable(error.message)
      }
    }
    let (one, other) = (try read(ours, path), try read(theirs, there))
    do throws(CodebookConflicts) {
      let (book, kept) = try Codebook.mergedKeepingFirst(
        one,
        other,
        base: base.flatMap { try? read($0, path) } ?? Codebook()
      )
      return FileMerge(
        Array(CodebookWriter.text(of: book).utf8),
        kept.map { [.codebooks($0, path: path)] } ?? []
      )
    } catch {
      throw .codebooks(error, path: path)
    }
  }

  private static func proposals(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ base: [UInt8]?,
    _ path: String,
    _ there: String
  ) throws(FileMergeProblem) -> FileMerge {
    func read(_ bytes: [UInt8], _ file: String) throws(FileMergeProblem) -> [Code.ID: Code] {
      do throws(CodebookError) {
        let codes = try ProposalsFile.read(bytes, file: file)
        return Dictionary(codes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      } catch {
        throw .unreadable(error.message)
      }
    }
    var conflicts: [FileMergeProblem] = []
    let merged = Merging.keyed(
      try read(ours, path),
      try read(theirs, there),
      base: base.flatMap { try? read($0, path) }
    ) { id, left, _ in
      conflicts.append(.part("the proposal \(DisplayText.quoted(id.text))", path: path))
      return left
    }
    let codes = merged.values.sorted { $0.id < $1.id }
    return FileMerge(Array(ProposalsFile.text(of: codes).utf8), conflicts)
  }

  private static func frameworks(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ base: [UInt8]?,
    _ path: String,
    _ there: String
  ) throws(FileMergeProblem) -> FileMerge {
    func read(_ bytes: [UInt8], _ file: String) throws(FileMergeProblem) -> FrameworkMatrix {
      do throws(FrameworkError) {
        return try FrameworkFile.read(bytes, file: file)
      } catch {
        throw .unreadable(error.message)
      }
    }
    func cells(_ matrix: FrameworkMatrix) -> [[String]: FrameworkMatrix.Cell] {
      Dictionary(
        matrix.cells.map { ([$0.case, $0.code.text], $0) },
        uniquingKeysWith: { first, _ in first }
      )
    }
    let (one, other) = (try read(ours, path), try read(theirs, there))
    let old = base.flatMap { try? read($0, path) }
    var conflicts: [FileMergeProblem] = []
    let merged = Merging.keyed(cells(one), cells(other), base: old.map(cells)) { _, left, _ in
      let (name, code) = (DisplayText.quoted(left.case), DisplayText.quoted(left.code.text))
      conflicts.append(.part("the summary of \(name) and \(code)", path: path))
      return left
    }
    let sorted = merged.values.sorted { ($0.case, $0.code) < ($1.case, $1.code) }
    let kept = one.kept == old?.kept ? other.kept : one.kept
    let text = FrameworkFile.text(of: FrameworkMatrix(cells: sorted, kept: kept))
    return FileMerge(Array(text.utf8), conflicts)
  }
}

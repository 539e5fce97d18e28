/// Two versions of one file of a study as one, each kind of file by its own rule.
///
///     try FileMerge.merged(ours, theirs, base: old, path: "T05.txt.coder-a.json")
///
/// Bytes to bytes: what git's merge driver, another copy of a study and a conflict copy need alike.
public enum FileMerge {
  /// - Parameters:
  ///   - ours: one version.
  ///   - theirs: the other.
  ///   - base: what both have begun with; `nil` where nobody knows.
  ///   - path: what kind of file it is, and the name under which messages speak of it.
  /// - Returns: the bytes of one file with the changes of both.
  /// - Throws: what cannot be read, and what both have changed differently; it is never guessed.
  public static func merged(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    base: [UInt8]?,
    path: String
  ) throws(FileMergeProblem) -> [UInt8] {
    if ours == theirs || theirs == base { return ours }
    if ours == base { return theirs }
    switch Kind(of: path, ours) {
    case .sidecar: return try sidecars(ours, theirs, base, path)
    case .memos: return try memos(ours, theirs, base, path)
    case .codebook: return try codebooks(ours, theirs, base, path)
    case .proposals: return try proposals(ours, theirs, base, path)
    case .framework: return try frameworks(ours, theirs, base, path)
    case .cases: return try CasesMerge.merged(ours, theirs, base: base, path: path)
    case .study: return try StudyFileMerge.merged(ours, theirs, base: base, path: path)
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
          ? .whole : name.hasPrefix("memos.") ? .memos : .sidecar
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
    _ path: String
  ) throws(FileMergeProblem) -> [UInt8] {
    func read(_ bytes: [UInt8]) throws(FileMergeProblem) -> Sidecar {
      do throws(SidecarError) {
        return try SidecarReader.read(bytes, file: path)
      } catch {
        throw .unreadable(error.message)
      }
    }
    let (one, other) = (try read(ours), try read(theirs))
    do throws(MergeProblem) {
      // A base that cannot be read is none: then nothing is dropped.
      return SidecarWriter.encode(
        try one.merged(withCopy: other, base: base.flatMap { try? read($0) })
      )
    } catch {
      throw .sidecars(error, path: path)
    }
  }

  private static func memos(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ base: [UInt8]?,
    _ path: String
  ) throws(FileMergeProblem) -> [UInt8] {
    func read(_ bytes: [UInt8]) throws(FileMergeProblem) -> MemosFile {
      do throws(MemosFileError) {
        return try MemosFile.read(bytes, file: path)
      } catch {
        throw .unreadable(error.message)
      }
    }
    let (one, other) = (try read(ours), try read(theirs))
    guard one.coder == other.coder else {
      throw .sidecars(.differentCoders(one.coder, other.coder), path: path)
    }
    return MemosFile.merged(one, other, base: base.flatMap { try? read($0) }).bytes
  }

  private static func codebooks(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ base: [UInt8]?,
    _ path: String
  ) throws(FileMergeProblem) -> [UInt8] {
    func read(_ bytes: [UInt8]) throws(FileMergeProblem) -> Codebook {
      do throws(CodebookError) {
        return try CodebookReader.read(bytes, file: path)
      } catch {
        throw .unreadable(error.message)
      }
    }
    let (one, other) = (try read(ours), try read(theirs))
    do throws(CodebookConflicts) {
      let book = try Codebook.merged(
        one,
        other,
        base: base.flatMap { try? read($0) } ?? Codebook()
      )
      return Array(CodebookWriter.text(of: book).utf8)
    } catch {
      throw .codebooks(error, path: path)
    }
  }

  private static func proposals(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ base: [UInt8]?,
    _ path: String
  ) throws(FileMergeProblem) -> [UInt8] {
    func read(_ bytes: [UInt8]) throws(FileMergeProblem) -> [Code.ID: Code] {
      do throws(CodebookError) {
        let codes = try ProposalsFile.read(bytes, file: path)
        return Dictionary(codes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      } catch {
        throw .unreadable(error.message)
      }
    }
    let merged = try Merging.keyed(
      try read(ours),
      try read(theirs),
      base: base.flatMap { try? read($0) }
    ) { id, _, _ throws(FileMergeProblem) in
      throw .part("the proposal \(DisplayText.quoted(id.text))", path: path)
    }
    let codes = merged.values.sorted { $0.id < $1.id }
    return Array(ProposalsFile.text(of: codes).utf8)
  }

  private static func frameworks(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ base: [UInt8]?,
    _ path: String
  ) throws(FileMergeProblem) -> [UInt8] {
    func read(_ bytes: [UInt8]) throws(FileMergeProblem) -> FrameworkMatrix {
      do throws(FrameworkError) {
        return try FrameworkFile.read(bytes, file: path)
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
    let (one, other) = (try read(ours), try read(theirs))
    let old = base.flatMap { try? read($0) }
    let merged = try Merging.keyed(cells(one), cells(other), base: old.map(cells)) {
      _,
      left,
      _ throws(FileMergeProblem) in
      throw .part(
        "the summary of \(DisplayText.quoted(left.case)) and \(DisplayText.quoted(left.code.text))",
        path: path
      )
    }
    let sorted = merged.values.sorted { ($0.case, $0.code) < ($1.case, $1.code) }
    let kept = one.kept == old?.kept ? other.kept : one.kept
    return Array(FrameworkFile.text(of: FrameworkMatrix(cells: sorted, kept: kept)).utf8)
  }
}

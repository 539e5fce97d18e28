extension StudyFolder {
  /// Where a coder's memos on codes, cases and the study are or would be, relative to the study.
  public static func memosName(of coder: Coder.ID) -> String { "memos.\(coder).json" }

  /// The coders that have memos on codes, cases or the study, by id.
  public var codersOfMemos: [Coder.ID] {
    files.filter { $0.hasPrefix("memos.") && $0.hasSuffix(".json") }
      .map { String($0.dropFirst(6).dropLast(5)) }
      .filter(Coder.isWellFormed).sorted().map { Coder.ID($0) }
  }

  /// A coder's memos on codes, cases and the study; none where there is no file.
  public func memos(of coder: Coder.ID) throws(StudyProblem) -> MemosFile {
    let path = absolute(Self.memosName(of: coder))
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(path).bytes
    } catch {
      if error.isMissing { return MemosFile(coder: coder) }
      throw .file(error)
    }
    do throws(MemosFileError) {
      let memos = try MemosFile.read(bytes, file: path)
      guard memos.coder == coder else {
        throw MemosFileError(
          file: path,
          line: nil,
          problem: .coderOfFileName(memos.coder.text, expected: coder.text)
        )
      }
      return memos
    } catch {
      throw .memos(error)
    }
  }
}

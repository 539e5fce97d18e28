/// Which words of codings are kept of a sidecar that is read; all are checked.
///
/// What is read without words is never to be saved.
public enum CodingWords: Sendable {
  /// Quotations, what stands around them, and memos.
  case all
  /// Where only codes and spans are counted.
  case none
}

/// Reads sidecars: strictly, since what is read will be written back over the file.
public enum SidecarReader {
  /// Reads the bytes of a sidecar.
  ///
  /// A newer version is read as far as it means the same (`Sidecar.isReadOnly`).
  ///
  /// - Parameters:
  ///   - bytes: the file as it is on disk.
  ///   - file: its name, for messages.
  /// - Returns: the sidecar, its codings sorted.
  /// - Throws: the first problem, with its line.
  public static func read(_ bytes: [UInt8], file: String) throws(SidecarError) -> Sidecar {
    try readWithPlaces(bytes, file: file).sidecar
  }

  /// The same; without those words of the codings that are not asked for.
  static func read(
    _ bytes: [UInt8],
    file: String,
    words: CodingWords
  ) throws(SidecarError) -> Sidecar {
    try readWithPlaces(bytes, file: file, words: words).sidecar
  }

  /// The lines on which the codings of a sidecar that can be read begin, for messages.
  public static func codingLines(_ bytes: [UInt8]) -> [Coding.ID: Int] {
    guard let read = try? readWithPlaces(bytes, file: "") else { return [:] }
    let ids = read.idsInFile ?? read.sidecar.codings.map(\.id)
    var lines: [Coding.ID: Int] = [:]
    var (line, from) = (1, 0)
    let byPlace = read.places.enumerated().sorted { $0.element < $1.element }
    for (index, place) in byPlace {
      for byte in bytes[from..<place] where byte == Ascii.lineFeed { line += 1 }
      from = place
      lines[ids[index]] = line
    }
    return lines
  }

  struct Reading {
    var sidecar: Sidecar
    /// In the order of the file; `nil` where that is the sidecar's.
    var idsInFile: [Coding.ID]?
    /// The offset of each of the codings in bytes, in the order of the file.
    var places: [Int]
  }

  static func readWithPlaces(
    _ bytes: [UInt8],
    file: String,
    words: CodingWords = .all
  ) throws(SidecarError) -> Reading {
    let result: Result<Reading, any Error> = bytes.withUnsafeBufferPointer { buffer in
      Result {
        var parser = SidecarParser(buffer, of: bytes, words: words)
        try parser.reader.start()
        let sidecar = try parser.readSidecar()
        try parser.reader.finish()
        return Reading(sidecar: sidecar, idsInFile: parser.idsInFile, places: parser.places)
      }
    }
    do {
      return try result.get()
    } catch let problem as JSONProblem {
      throw SidecarError(file: file, line: problem.line, problem: .json(problem.kind))
    } catch let problem as SidecarParser.Refusal {
      throw SidecarError(file: file, line: problem.line, problem: problem.problem)
    } catch {
      // Nothing else is thrown above; the compiler cannot know.
      throw SidecarError(file: file, problem: .format(nil))
    }
  }
}

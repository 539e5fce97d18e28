import Glibc

/// The file that `--names` gives.
public enum NameListFile {
  /// Reads a list of names.
  ///
  /// - Parameters:
  ///   - path: of the file; it may be a link.
  ///   - study: in which the list must not lie; `nil` where there is none.
  /// - Returns: the list.
  /// - Throws: when it lies in the study, cannot be read or is no list.
  public static func read(
    _ path: String,
    outside study: StudyFolder?
  ) throws(NameListError) -> NameList {
    let real = Path.real(path) ?? path
    if let study, let root = Path.real(study.path), Path.lies(real, in: root) {
      throw NameListError(file: path, problem: .insideStudy)
    }
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(real, limit: 8 << 20).bytes
    } catch {
      throw NameListError(file: path, problem: .file(error))
    }
    return try NameList(reading: bytes, file: path)
  }
}

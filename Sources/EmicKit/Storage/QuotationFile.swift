import Glibc

/// Where `y` puts quotations: `exports/quotations.md` of the study, a paragraph each.
public enum QuotationFile {
  public static let name = "exports/quotations.md"

  /// Adds a quotation at the end of the file.
  public static func append(
    _ quotation: String,
    in study: StudyFolder
  ) throws(FileProblem) {
    let modes = Folder.modes(of: study.path)
    try Folder.make("exports", in: study.path, mode: modes.folder)
    let path = study.absolute(name)
    var bytes: [UInt8] = []
    do throws(FileProblem) {
      bytes = try FileReader.read(path).bytes
    } catch {
      guard error.isMissing else { throw error }
    }
    bytes += Array("\(quotation)\n\n".utf8)
    try FileSaver().save(bytes, to: path, newMode: modes.file)
  }
}

import Glibc

/// Whether a file that is there is an export that emic has written, so that a new one may take its place.
///
/// Told by how such files begin, and not by a list of what was written: exports of a colleague, of another
/// machine and of last year are replaced as well.
enum EarlierExport {
  /// What may be in the way of a file.
  enum Obstacle: Hashable {
    /// Something that emic has not written.
    case foreign
    /// Whoever owns it has taken the right to write away.
    case readOnly
  }

  /// - Parameters:
  ///   - path: where something is to be written.
  ///   - ending: of its form, with the dot.
  /// - Returns: `nil` when nothing is there, or an export of the same ending, or an empty file.
  static func obstacle(at path: String, ending: String) -> Obstacle? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    // What is no file is refused by whoever writes, with its own sentence.
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    guard status.st_mode & S_IWUSR != 0 else { return .readOnly }
    guard status.st_size > 0 else { return nil }
    return isOwn(path, ending: ending) ? nil : .foreign
  }

  private static func isOwn(_ path: String, ending: String) -> Bool {
    if ending == ".qdpx" { return isOwnProject(path) }
    var head: [UInt8] = []
    do throws(FileProblem) {
      try FileChunks.forEach(path) { bytes, _ in
        head += bytes.prefix(4096)
        return head.count < 4096
      }
    } catch {
      return false
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
    let text = String(decoding: head, as: UTF8.self)
    switch ending {
    case ".csv", ".excel.csv": return tables.contains { text.hasPrefix($0) }
    case ".jsonl": return text.hasPrefix(#"{"coding_id":"#)
    case ".jsonld":
      return text.hasPrefix(#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:uuid:"#)
    case ".md": return isQuotations(text)
    case ".html":
      return text.hasPrefix(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      )
        && text.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
    case ".qdc": return isOfEmic(text, root: "<CodeBook")
    default: return false
    }
  }

  /// The heads of emic's tables.
  private static let tables = [
    "coding_id,transcript,case,coder,", "path,name,name_zh,description,", "path,description\r\n",
    "unit_id,transcript,code,", "code,coder_a,coder_b,unit,",
    "transcript,turn,line,start,end,kind,replacement\r\n",
  ]

  /// `# Quotations: title`, then the first code.
  private static func isQuotations(_ text: String) -> Bool {
    let lines = text.split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false)
    guard lines.count > 2, lines[0] == "# Quotations" || lines[0].hasPrefix("# Quotations: "),
      lines[1].isEmpty
    else { return false }
    return lines[2] == "None." || lines[2].hasPrefix("## ") && lines[2].hasSuffix(")")
  }

  private static func isOwnProject(_ path: String) -> Bool {
    guard let archive = try? ZipArchive(path: path, file: path),
      archive.has("project.qde"), let bytes = try? archive.read("project.qde")
    else { return false }
    return isOfEmic(String(decoding: bytes.prefix(4096), as: UTF8.self), root: "<Project")
  }

  private static func isOfEmic(_ xml: String, root: String) -> Bool {
    guard let start = xml.firstRange(of: root)?.upperBound else { return false }
    let attributes = xml[start...].prefix { $0 != ">" }
    return attributes.contains(" origin=\"\(QDAOwnNote.origin)\"")
  }
}

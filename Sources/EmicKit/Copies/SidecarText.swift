/// A sidecar as lines of words, a fact to a line, so that two versions can be compared by eye.
///
///     120-180  trust  "The section chief trusts me."
///
/// For git's `textconv`; every line is safe to print.
public enum SidecarText {
  /// - Parameters:
  ///   - bytes: of a file.
  ///   - file: the name under which messages speak of it.
  /// - Returns: the lines; of what is no sidecar that can be read, its own.
  public static func lines(of bytes: [UInt8], file: String) -> [String] {
    guard let sidecar = try? SidecarReader.read(bytes, file: file) else {
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
        DisplayText.safe(String($0))
      }
    }
    var lines = [
      "\(sidecar.coder) on \(sidecar.source.file), \(sidecar.status.state.rawValue), "
        + "codebook \(sidecar.status.codebook)"
    ]
    for coding in sidecar.codings { lines += Self.lines(of: coding) }
    for memo in sidecar.memos { lines.append("memo  \(memo.text)") }
    for turn in sidecar.nothingHere {
      lines.append("\(turn.span.start)-\(turn.span.end)  nothing here")
    }
    for link in sidecar.links { lines.append("\(link.from) \(link.kind.rawValue) \(link.to)") }
    for removal in sidecar.removed { lines.append("removed  \(removal.id)") }
    return lines.map { DisplayText.safe($0.replacing("\n", with: " ⏎ ")) }
  }

  private static func lines(of coding: Coding) -> [String] {
    let place = "\(coding.span.start)-\(coding.span.end)"
    var lines = ["\(place)  \(coding.code)  \"\(coding.quote)\""]
    if !coding.flags.isEmpty {
      lines.append("\(place)    flags \(coding.flags.map(\.text).joined(separator: ", "))")
    }
    if let replacement = coding.replacement { lines.append("\(place)    as [\(replacement)]") }
    if !coding.memo.isEmpty { lines.append("\(place)    memo  \(coding.memo)") }
    return lines
  }
}

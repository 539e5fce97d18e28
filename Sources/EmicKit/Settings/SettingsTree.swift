/// Reads what both files of somebody's settings have in common: keys at their top.
///
/// One wrong line costs its own key and no other: who needs `accessible: true` must not lose it by a
/// slip in the colours.
enum SettingsTree {
  /// - Returns: the keys that can be read, in the order of the file, and what is wrong.
  static func members(
    _ bytes: [UInt8],
    file: String
  ) -> (members: [YAMLMember], problems: [SettingsError]) {
    do throws(SettingsError) {
      return (try whole(bytes, file), [])
    } catch {
      guard error.isOfOneLine, bytes.count <= largestMended else { return ([], [error]) }
      return piecewise(bytes, file)
    }
  }

  /// So many bytes nobody writes by hand.
  private static let largestMended = 1 << 16

  /// - Returns: nothing for a file that says nothing, such as one of comments only.
  private static func whole(_ bytes: [UInt8], _ file: String) throws(SettingsError) -> [YAMLMember]
  {
    do {
      let root = try YAMLTree.read(bytes, file: file, as: SettingsError.self)
      return try YAMLFields<SettingsError>(root, of: "the file", file: file).rest
    } catch {
      if case .yaml(.empty) = error.problem { return [] }
      throw error
    }
  }

  // MARK: What cannot be read as one

  private static func piecewise(
    _ bytes: [UInt8],
    _ file: String
  ) -> (members: [YAMLMember], problems: [SettingsError]) {
    var members: [YAMLMember] = []
    var problems: [SettingsError] = []
    for piece in pieces(of: bytes) {
      let (found, faults) = mended(piece, file)
      problems += faults
      for member in found {
        if let first = members.first(where: { $0.key == member.key }) {
          let problem = YAMLProblem.duplicateKey(member.key, firstLine: first.line)
          problems.append(SettingsError(file: file, line: member.line, yaml: problem))
        } else {
          members.append(member)
        }
      }
    }
    return (members, problems)
  }

  /// A key at the left edge with all that is indented below it.
  private struct Piece {
    /// Of its first line, from 1.
    var line: Int
    var lines: [[UInt8]]
  }

  private static func pieces(of bytes: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let isMore = line.first.map { " \t\r#-".utf8.contains($0) } ?? true
      if isMore, !pieces.isEmpty {
        pieces[pieces.count - 1].lines.append(Array(line))
      } else {
        pieces.append(Piece(line: index + 1, lines: [Array(line)]))
      }
    }
    return pieces
  }

  /// Reads a piece without the lines at which the reading stops.
  private static func mended(_ piece: Piece, _ file: String) -> ([YAMLMember], [SettingsError]) {
    var piece = piece
    var problems: [SettingsError] = []
    while true {
      // With the lines of the file before it, for the numbers of its lines.
      let blank = [UInt8](repeating: UInt8(ascii: "\n"), count: piece.line - 1)
      do throws(SettingsError) {
        let text = piece.lines.joined(separator: [UInt8(ascii: "\n")])
        return (try whole(blank + text, file), problems)
      } catch {
        var error = error
        // What is open at the end is missed on the line after it, where the next piece begins.
        error.line = error.line.map { min($0, piece.line + piece.lines.count - 1) }
        problems.append(error)
        guard let line = error.line, piece.lines.indices.dropFirst().contains(line - piece.line),
          !piece.lines[line - piece.line].isEmpty
        else { return ([], problems) }
        piece.lines[line - piece.line] = []
      }
    }
  }
}

extension SettingsError {
  /// Whether the rest may be right: not for a file that is no text, or two that were not merged.
  fileprivate var isOfOneLine: Bool {
    guard case .yaml(let problem) = problem else { return false }
    switch problem {
    case .tooLarge, .notUTF8, .wide, .conflictMarkers, .severalDocuments: return false
    default: return true
    }
  }
}

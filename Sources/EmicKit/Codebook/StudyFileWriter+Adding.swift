extension StudyFileWriter {
  /// The same file with one more coder in its list, every other byte as it was.
  ///
  /// - Throws: what makes the file unreadable, a coder that is there already, or
  ///   `.notAdded` when the list is written so that a line can't be added safely.
  public static func adding(
    _ coder: Coder,
    to bytes: [UInt8],
    file: String
  ) throws(StudyFileError) -> [UInt8] {
    let item = YAMLWriter.inline(node(of: coder))
    return try adding(item, to: "coders", of: bytes, file: file) { study throws(StudyFileError) in
      guard !study.coders.contains(where: { $0.id == coder.id }) else {
        throw StudyFileError(file: file, line: nil, problem: .duplicateCoder(coder.id))
      }
      study.coders.append(coder)
    }
  }

  /// The same file with one more round in its list, every other byte as it was.
  ///
  /// - Throws: what makes the file unreadable, a name that is there already, or
  ///   `.notAdded` when the list is written so that a line can't be added safely.
  public static func adding(
    _ round: StudyFile.Round,
    to bytes: [UInt8],
    file: String
  ) throws(StudyFileError) -> [UInt8] {
    let item = YAMLWriter.inline(node(of: round, isFlow: true))
    return try adding(item, to: "rounds", of: bytes, file: file) { study throws(StudyFileError) in
      guard !study.rounds.contains(where: { $0.name == round.name }) else {
        throw StudyFileError(file: file, line: nil, problem: .duplicateRound(round.name))
      }
      study.rounds.append(round)
    }
  }

  private static func adding(
    _ item: String,
    to list: String,
    of bytes: [UInt8],
    file: String,
    expecting change: (inout StudyFile) throws(StudyFileError) -> Void
  ) throws(StudyFileError) -> [UInt8] {
    var expected = try StudyFileReader.read(bytes, file: file)
    try change(&expected)
    let changed = inserting(item, into: list, of: bytes)
    // Read again: whatever was misjudged in somebody's own layout, the file stays as it was.
    guard let changed, let study = try? StudyFileReader.read(changed, file: file),
      study == expected
    else {
      throw StudyFileError(file: file, line: nil, problem: .notAdded(item: item, list: list))
    }
    return changed
  }

  /// A text with one more item, printed as YAML, in one of its lists; nobody has read yet what it says then.
  ///
  /// - Returns: `nil` where the list is written so that a line can't be added.
  static func inserting(_ item: String, into list: String, of bytes: [UInt8]) -> [UInt8]? {
    (try? YAMLTree.read(bytes, file: "", as: StudyFileError.self)).flatMap { root in
      insertion(of: item, into: list, under: root)?.applied(to: bytes)
    }
  }

  private static func insertion(
    of item: String,
    into list: String,
    under root: YAMLNode
  ) -> Insertion? {
    guard case .mapping(let members) = root.content, !root.place.isFlow else { return nil }
    guard let member = members.first(where: { $0.key == list }) else {
      return .line("\(list):\n  - \(item)", after: root.place.lastLine)
    }
    let place = member.value.place
    switch member.value.content {
    case .sequence(let items) where place.isFlow:
      return .text(
        (items.isEmpty ? "" : ", ") + item,
        line: place.endLine,
        column: place.endColumn - 1
      )
    case .sequence:
      let margin = String(repeating: " ", count: place.column)
      return .line("\(margin)- \(item)", after: place.lastLine)
    case .scalar, .mapping:
      return member.value.isNull ? .line("  - \(item)", after: member.line) : nil
    }
  }
}

/// What is put into a text, and where; lines from 1, columns from 0 in characters.
private enum Insertion {
  case line(String, after: Int)
  case text(String, line: Int, column: Int)

  func applied(to bytes: [UInt8]) -> [UInt8] {
    let newline = UInt8(ascii: "\n")
    var lines = bytes.split(separator: newline, omittingEmptySubsequences: false).map(Array.init)
    switch self {
    case .line(let text, let after):
      let place = min(after, lines.count)
      let hasReturns = lines[0].last == UInt8(ascii: "\r")
      let added = text.utf8.split(separator: newline).map { line in
        Array(line) + (hasReturns ? [UInt8(ascii: "\r")] : [])
      }
      lines.insert(contentsOf: added, at: place)
      if place == lines.count - added.count { lines.append([]) }
    case .text(let text, let line, let column):
      guard lines.indices.contains(line - 1) else { return bytes }
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: String(decoding: lines[line - 1], as: UTF8.self).unicodeScalars)
      guard
        let place = scalars.index(
          scalars.startIndex,
          offsetBy: column,
          limitedBy: scalars.endIndex
        )
      else { return bytes }
      scalars.insert(contentsOf: text.unicodeScalars, at: place)
      lines[line - 1] = Array(String(scalars).utf8)
    }
    return Array(lines.joined(separator: [newline]))
  }
}

extension YAMLNode.Place {
  // A block text ends at the beginning of the line after it.
  var lastLine: Int { endColumn == 0 && endLine > line ? endLine - 1 : endLine }
}

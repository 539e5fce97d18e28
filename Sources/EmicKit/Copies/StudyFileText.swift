/// The lines of a `study.yaml`, by its keys and the items of its lists.
struct StudyFileText {
  /// Without their line feeds.
  private var lines: [[UInt8]]
  private var members: [YAMLMember]
  /// How many lines there are to the end of the last value.
  private let end: Int

  /// `nil` for what cannot be read and for keys in braces, which have no lines of their own.
  init?(_ bytes: [UInt8]) {
    guard let root = try? YAMLTree.read(bytes, file: "", as: StudyFileError.self),
      case .mapping(let members) = root.content, !root.place.isFlow
    else { return nil }
    self.members = members
    lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map(Array.init)
    end = min(max(root.place.lastLine, members.last?.line ?? 0), lines.count)
  }

  var bytes: [UInt8] { Array(lines.joined(separator: [UInt8(ascii: "\n")])) }

  /// The text with the lines of a key as they are in another: in the place of ours, at the end with the comment above
  /// them, or without ours where the other has none.
  func taking(_ key: String, from other: StudyFileText) -> [UInt8] {
    var text = self
    switch (block(of: key), other.block(of: key)) {
    case (let mine?, let theirs?):
      text.lines.replaceSubrange(mine, with: other.lines[theirs].map(ended))
    case (let mine?, nil):
      text.lines.removeSubrange(mine)
    case (nil, let theirs?):
      let above = other.comment(above: theirs.lowerBound).filter { !lines.contains(ended($0)) }
      text.lines.insert(contentsOf: (above + other.lines[theirs]).map(ended), at: end)
      if end == lines.count { text.lines.append([]) }
    case (nil, nil): break
    }
    return text.bytes
  }

  /// Puts an item of a list in another text in the place of one of ours, or takes ours away.
  ///
  /// - Returns: whether both have lines of their own; nothing is changed where they have none.
  mutating func replace(
    item index: Int,
    of key: String,
    with theirs: Int?,
    from other: StudyFileText
  ) -> Bool {
    guard let mine = item(index, of: key) else { return false }
    guard let theirs else {
      lines.removeSubrange(mine.lines)
      return true
    }
    guard let new = other.item(theirs, of: key) else { return false }
    let margin = [UInt8](repeating: UInt8(ascii: " "), count: mine.column)
    lines.replaceSubrange(
      mine.lines,
      with: other.lines[new.lines].map { ended(margin + $0.dropFirst(new.column)) }
    )
    return true
  }

  /// From the line of a key to the last of its value, from 0.
  private func block(of key: String) -> Range<Int>? {
    guard let member = members.first(where: { $0.key == key }) else { return nil }
    return range(from: member.line, member.value)
  }

  private func item(_ index: Int, of key: String) -> (lines: Range<Int>, column: Int)? {
    guard let list = members.first(where: { $0.key == key })?.value,
      case .sequence(let items) = list.content, !list.place.isFlow, items.indices.contains(index),
      let lines = range(from: items[index].line, items[index]),
      self.lines[lines.lowerBound].first(where: { $0 != UInt8(ascii: " ") }) == UInt8(ascii: "-")
    else { return nil }
    return (lines, list.place.column)
  }

  private func range(from line: Int, _ value: YAMLNode) -> Range<Int>? {
    guard line >= 1, line <= lines.count else { return nil }
    return line - 1..<min(max(line, value.place.lastLine), lines.count)
  }

  /// The lines of a comment that stands directly above a line, unless it is the file's own head.
  private func comment(above line: Int) -> [[UInt8]] {
    var start = line
    while start > 0, lines[start - 1].first == UInt8(ascii: "#") { start -= 1 }
    return start == 0 ? [] : Array(lines[start..<line])
  }

  /// A line that ends as ours do.
  private func ended(_ line: [UInt8]) -> [UInt8] {
    let mark = UInt8(ascii: "\r")
    let bare = line.last == mark ? Array(line.dropLast()) : line
    return lines[0].last == mark ? bare + [mark] : bare
  }
}

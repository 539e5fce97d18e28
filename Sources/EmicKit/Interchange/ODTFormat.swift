extension ImportFormat {
  static let odt = ImportFormat(
    name: "odt",
    title: "OpenDocument text",
    endings: ["odt", "ott"],
    reading: .archive(
      is: { archive in
        guard archive.has("content.xml"), let type = try? archive.read("mimetype", limit: 256)
        else {
          return false
        }
        return type.starts(with: "application/vnd.oasis.opendocument.text".utf8)
      },
      read: { archive, source throws(ImportProblem) in
        var reader = ODTReader(archive, source)
        return try reader.imported()
      }
    )
  )
}

/// Takes the text out of an OpenDocument text as it reads with all changes accepted.
private struct ODTReader {
  private enum Frame {
    case other
    case skipped
    /// A paragraph or heading, and what stands within it.
    case paragraph
    case span
    case row
    case cell(repeated: Int)
    case textBox
  }

  private let archive: ZipArchive
  private let file: String
  private var frames: [Frame] = []
  private var skipped = 0
  private var isInBody = false
  private var blocks: TextBlocks
  /// Whether a blank now would only follow another.
  private var isBehindBlank = true
  private var counts: [String: Int] = [:]

  init(_ archive: ZipArchive, _ source: ImportSource) {
    self.archive = archive
    file = source.path
    blocks = TextBlocks(tablesAreTurns: source.options.tablesAreTurns)
  }

  mutating func imported() throws(ImportProblem) -> Imported {
    if archive.has("META-INF/manifest.xml"),
      let manifest = try? archive.read("META-INF/manifest.xml", limit: 1 << 20),
      manifest.firstRange(of: Array("encryption-data".utf8)) != nil
    {
      throw .protected("OpenDocument file")
    }
    try archive.forEachPiece(of: "content.xml", file: file) { piece in
      switch piece {
      case .start(let element): start(element)
      case .end(let name): end(name)
      case .text(let text): add(text)
      }
    }
    var imported = Imported([ImportedText(bytes: blocks.bytes)])
    for what in Self.told { imported.leaveOut(what, counts[what] ?? 0) }
    blocks.note(in: &imported)
    if let lists = counts["lists"] {
      imported.note(
        "Bullets and numbers of lists (\(lists) entries) are made by the program and are not in the "
          + "text."
      )
    }
    return imported
  }

  private static let told = [
    "comments", "footnotes and endnotes", "pictures", "tracked deletions", "phonetic guides",
  ]

  private mutating func count(_ what: String) { counts[what, default: 0] += 1 }

  // MARK: Elements

  private mutating func start(_ element: XMLElement) {
    let frame = frame(of: element)
    frames.append(frame)
    switch frame {
    case .skipped: skipped += 1
    case .paragraph:
      blocks.startParagraph()
      isBehindBlank = true
    case .row: blocks.startRow()
    case .cell: blocks.startCell()
    case .textBox: blocks.startBox()
    default: break
    }
  }

  private mutating func end(_ name: String) {
    guard let frame = frames.popLast() else { return }
    switch frame {
    case .skipped: skipped -= 1
    case .paragraph: blocks.endParagraph()
    case .row: blocks.endRow()
    case .cell(let repeated):
      blocks.endCell()
      // A few empty ones are columns; a thousand are the rest of a sheet.
      for _ in 1..<max(1, min(repeated, 16)) {
        blocks.startCell()
        blocks.endCell()
      }
    case .textBox: blocks.endBox()
    case .other, .span: if name == "text", frames.count == 2 { isInBody = false }
    }
  }

  private mutating func frame(of element: XMLElement) -> Frame {
    guard skipped == 0 else { return .other }
    let isOffice = element.space.contains(":office:")
    if isOffice, element.name == "text", frames.count == 2 { isInBody = true }
    guard isInBody else { return .other }
    switch element.name {
    case "p", "h": return .paragraph
    case "tab": put("\t")
    case "line-break":
      put("\n")
      isBehindBlank = true
    case "s":
      let count = element["c"].flatMap { Int($0) } ?? 1
      put(String(repeating: " ", count: max(0, min(count, 1000))))
    case "table-row": return .row
    case "table-cell", "covered-table-cell":
      return .cell(repeated: element["number-columns-repeated"].flatMap { Int($0) } ?? 1)
    case "text-box": return .textBox
    case "list-item", "list-header": counts["lists", default: 0] += 1
    case "image": count("pictures")
    case "note":
      count("footnotes and endnotes")
      return .skipped
    case "annotation":
      count("comments")
      return .skipped
    case "deletion":
      count("tracked deletions")
      return .skipped
    case "ruby-text":
      count("phonetic guides")
      return .skipped
    case "sequence-decls", "forms", "variable-decls", "user-field-decls", "title", "desc",
      "alphabetical-index-auto-mark-file", "index-title-template", "index-source",
      "table-of-content-source", "annotation-end":
      return .skipped
    default: break
    }
    return .other
  }

  // MARK: Text

  /// A character that an element stands for.
  private mutating func put(_ text: String) {
    blocks.add(text)
    isBehindBlank = false
  }

  /// Runs of blanks are one, and none at a paragraph's start; more are elements of their own.
  private mutating func add(_ text: String) {
    guard skipped == 0, isInBody else { return }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isBlank = scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
      if !isBlank || !isBehindBlank { kept.append(isBlank ? " " : scalar) }
      isBehindBlank = isBlank
    }
    blocks.add(String(kept))
  }
}

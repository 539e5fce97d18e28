extension ImportFormat {
  static let docx = ImportFormat(
    name: "docx",
    title: "Word document",
    endings: ["docx", "docm"],
    reading: .archive(
      is: { $0.has("word/document.xml") || DOCXReader.mainPart(of: $0) != nil },
      read: { archive, source throws(ImportProblem) in
        var reader = DOCXReader(archive, source)
        return try reader.imported()
      }
    )
  )
}

/// Takes the text out of a Word document as it reads with all changes accepted.
///
/// A paragraph is a line; in a table the cells of a row are parted by tabs, and a row is a line.
private struct DOCXReader {
  /// What an element means for the text inside it.
  private enum Frame {
    case other
    case skipped
    case paragraph
    /// Text counts here only.
    case text
    case run
    case paragraphProperties
    case runProperties
    case row
    case cell
    case textBox
    case alternatives
  }

  private let archive: ZipArchive
  private let file: String
  private var frames: [Frame] = []
  /// How many of the open frames are skipped.
  private var skipped = 0
  private var blocks: TextBlocks
  /// Whether a choice was taken, for each open set of alternatives.
  private var choices: [Bool] = []
  private var isHiddenRun = false
  private var joinsNext = false
  private var counts: [String: Int] = [:]

  init(_ archive: ZipArchive, _ source: ImportSource) {
    self.archive = archive
    file = source.path
    blocks = TextBlocks(tablesAreTurns: source.options.tablesAreTurns)
  }

  mutating func imported() throws(ImportProblem) -> Imported {
    let part = Self.mainPart(of: archive) ?? "word/document.xml"
    try archive.forEachPiece(of: part, file: file) { piece in
      switch piece {
      case .start(let element): start(element)
      case .end: end()
      case .text(let text): if frames.last == .text, skipped == 0 { blocks.add(text) }
      }
    }
    let turned = blocks.turnStampsRound()
    var imported = Imported([ImportedText(bytes: blocks.bytes)])
    if turned > 0 {
      imported.note(
        "\(turned) lines with a time and a speaker, as Word's Transcribe writes them, have the speaker "
          + "first now, so that they open turns."
      )
    }
    for what in Self.told { imported.leaveOut(what, counts[what] ?? 0) }
    let furniture = archive.members.count {
      $0.name.hasPrefix("word/header") || $0.name.hasPrefix("word/footer")
    }
    imported.leaveOut("headers and footers", furniture)
    blocks.note(in: &imported)
    if let lists = counts["lists"] {
      imported.note(
        "Bullets and numbers of lists (\(lists) paragraphs) are made by Word and are not in the text."
      )
    }
    return imported
  }

  private static let told = [
    "comments", "footnotes", "endnotes", "pictures", "tracked deletions",
    "stretches of hidden text", "symbols of special fonts", "phonetic guides",
    "embedded documents",
  ]

  /// The document itself, as the package's relations name it.
  static func mainPart(of archive: ZipArchive) -> String? {
    guard let bytes = try? archive.read("_rels/.rels", limit: 1 << 20),
      let reader = try? XMLReader(bytes, file: "_rels/.rels")
    else { return nil }
    while let piece = try? reader.next() {
      guard case .start(let element) = piece, element.name == "Relationship",
        element["Type"]?.hasSuffix("/officeDocument") == true, let target = element["Target"]
      else { continue }
      let name = target.hasPrefix("/") ? String(target.dropFirst()) : target
      return name.hasPrefix("word/") && archive.has(name) ? name : nil
    }
    return nil
  }

  // MARK: Elements

  private static let word: Set<String> = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
  ]

  private mutating func start(_ element: XMLElement) {
    let frame = frame(of: element)
    frames.append(frame)
    if frame == .skipped { skipped += 1 }
    guard skipped == 0 else { return }
    switch frame {
    case .paragraph: blocks.startParagraph(joining: joinsNext)
    case .run: isHiddenRun = false
    case .row: blocks.startRow()
    case .cell: blocks.startCell()
    case .textBox: blocks.startBox()
    case .alternatives: choices.append(false)
    default: break
    }
    if frame == .paragraph { joinsNext = false }
  }

  private mutating func end() {
    guard let frame = frames.popLast() else { return }
    if frame == .skipped {
      skipped -= 1
      return
    }
    guard skipped == 0 else { return }
    switch frame {
    case .paragraph: blocks.endParagraph()
    case .row: blocks.endRow()
    case .cell: blocks.endCell()
    case .textBox: blocks.endBox()
    case .alternatives: _ = choices.popLast()
    default: break
    }
  }

  private mutating func frame(of element: XMLElement) -> Frame {
    guard skipped == 0 else { return .other }
    guard Self.word.contains(element.space) else { return foreignFrame(of: element) }
    if frames.last == .paragraphProperties || frames.last == .runProperties {
      return property(element)
    }
    switch element.name {
    case "p": return .paragraph
    case "r": return .run
    case "t": return isHiddenRun ? .skipped : .text
    case "pPr": return .paragraphProperties
    case "rPr": return .runProperties
    case "tr": return .row
    case "tc": return .cell
    case "txbxContent": return .textBox
    case "tab", "ptab": blocks.add("\t")
    case "br": if !["page", "column"].contains(element["type"]) { blocks.add("\n") }
    case "cr": blocks.add("\n")
    case "softHyphen": blocks.add("\u{AD}")
    case "noBreakHyphen": blocks.add("\u{2011}")
    case "sym": count("symbols of special fonts")
    case "commentReference": count("comments")
    case "footnoteReference": count("footnotes")
    case "endnoteReference": count("endnotes")
    case "altChunk": count("embedded documents")
    case "del":
      count("tracked deletions")
      return .skipped
    case "rt":
      count("phonetic guides")
      return .skipped
    case "moveFrom", "delText", "instrText", "delInstrText", "sdtPr", "sectPr", "tblPr", "trPr",
      "tcPr", "tblGrid":
      return .skipped
    default: break
    }
    return .other
  }

  /// Of a paragraph or a run.
  private mutating func property(_ element: XMLElement) -> Frame {
    switch element.name {
    case "numPr": counts["lists", default: 0] += 1
    case "vanish":
      guard !["0", "false", "off"].contains(element["val"]), frames.dropLast().last == .run else {
        break
      }
      isHiddenRun = true
      count("stretches of hidden text")
    case "del":
      // The mark of the paragraph itself is deleted: it goes on in the next.
      if frames.dropLast().last == .paragraphProperties { joinsNext = true }
    case "rPr": return .runProperties
    default: break
    }
    return element.name == "rPr" ? .runProperties : .skipped
  }

  private mutating func foreignFrame(of element: XMLElement) -> Frame {
    switch element.name {
    case "AlternateContent": return .alternatives
    case "Choice", "Fallback":
      guard frames.last == .alternatives, let open = choices.indices.last else { return .other }
      // The same content twice, for newer and older programs: the first is enough.
      if choices[open] { return .skipped }
      choices[open] = true
      return .other
    case "blip", "imagedata":
      count("pictures")
      return .other
    case "t" where element.space.hasSuffix("/math"): return .text
    default: return .other
    }
  }

  private mutating func count(_ what: String) { counts[what, default: 0] += 1 }
}

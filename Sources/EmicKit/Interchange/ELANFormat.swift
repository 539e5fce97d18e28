extension ImportFormat {
  static let elan = ImportFormat(
    name: "elan",
    title: "ELAN annotations",
    endings: ["eaf"],
    reading: .bytes(
      is: { source in
        source.ending == "eaf"
          || source.bytes.prefix(1024).firstRange(of: Array("<ANNOTATION_DOCUMENT".utf8)) != nil
      },
      read: { source throws(ImportProblem) in
        var reader = ELANReader()
        do throws(XMLError) {
          try reader.read(XMLReader(source.bytes, file: source.path))
        } catch {
          throw .xml(error)
        }
        return try reader.imported()
      }
    )
  )
}

/// Reads ELAN's tiers: those that hang on no other are what was said, in the order of their times.
private struct ELANReader {
  private struct Annotation {
    var speaker: String
    var words: String
    var slots: (from: String?, to: String?)
  }

  private var times: [String: Int] = [:]
  private var annotations: [Annotation] = []
  private var current: Annotation?
  private var isInValue = false
  private var isDependent = false
  private var speaker = ""
  private var dependentTiers = 0
  private var media = 0
  private var isELAN = false

  mutating func read(_ reader: XMLReader) throws(XMLError) {
    while let piece = try reader.next() {
      switch piece {
      case .start(let element): start(element)
      case .end(let name):
        if name == "ANNOTATION_VALUE" { isInValue = false }
        if name == "ALIGNABLE_ANNOTATION", let done = current {
          annotations.append(done)
          current = nil
        }
      case .text(let text): if isInValue { current?.words += text }
      }
    }
  }

  private mutating func start(_ element: XMLElement) {
    switch element.name {
    case "ANNOTATION_DOCUMENT": isELAN = true
    case "MEDIA_DESCRIPTOR": media += 1
    case "TIME_SLOT":
      if let id = element["TIME_SLOT_ID"], let value = element["TIME_VALUE"].flatMap({ Int($0) }) {
        times[id] = value
      }
    case "TIER":
      isDependent = element["PARENT_REF"] != nil
      if isDependent { dependentTiers += 1 }
      let participant = element["PARTICIPANT"]?.trimmingBlanks() ?? ""
      speaker = participant.isEmpty ? element["TIER_ID"] ?? "" : participant
    case "ALIGNABLE_ANNOTATION" where !isDependent:
      current = Annotation(
        speaker: speaker,
        words: "",
        slots: (element["TIME_SLOT_REF1"], element["TIME_SLOT_REF2"])
      )
    case "ANNOTATION_VALUE": isInValue = current != nil
    default: break
    }
  }

  func imported() throws(ImportProblem) -> Imported {
    guard isELAN else {
      throw .unsupported("XML that is not of ELAN", advice: "Save it as text, .docx or .odt first.")
    }
    var last = 0
    // A slot without a time lies between its neighbours: where the one before begins.
    let timed = annotations.enumerated().map { place, annotation in
      let from = annotation.slots.from.flatMap { times[$0] }
      last = from ?? last
      return (place: place, from: last, annotation: annotation)
    }
    let captions = timed.sorted { ($0.from, $0.place) < ($1.from, $1.place) }.map { _, from, one in
      Caption(
        speaker: one.speaker,
        words: one.words,
        from: from,
        to: one.slots.to.flatMap { times[$0] }
      )
    }
    guard !captions.isEmpty else {
      throw .empty("this ELAN file has no annotations on its own tiers")
    }
    var imported = try Imported(captions, of: "ELAN file")
    imported.leaveOut("tiers that hang on others", dependentTiers)
    imported.leaveOut("names of recordings", media)
    return imported
  }
}

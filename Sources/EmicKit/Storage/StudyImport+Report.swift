extension StudyImport {
  /// What came of one file.
  package struct Report: Sendable {
    /// As it was given.
    package var file: String
    /// The format's name and title, once it was recognised.
    package var format: (name: String, title: String)?
    package var encoding: TextEncoding?
    package var texts: [Text] = []
    package var leftOut: [Imported.LeftOut] = []
    package var warnings: [Warning] = []
    /// Where the original was copied.
    package var original: String?
    /// Why nothing was imported.
    package var problem: ImportProblem?

    /// Whether something new lies in the study.
    package var isImported: Bool { texts.contains { $0.sameAs == nil } }
  }

  /// One text of the study that came of a file.
  package struct Text: Sendable {
    /// Its path relative to the study.
    package var transcript: String
    /// The text that was there already with the same words; nothing was written.
    package var sameAs: String?
    package var kind: SourceStructure.Kind
    /// Turns, or paragraphs of a document.
    package var turns: Int
    /// In the order in which they speak.
    package var speakers: [Speaker]
    package var attributes: [SourceStructure.Header.Attribute]
    /// How many stretches have a time of their own beside the text.
    package var times: Int
    package var scalars: Int
  }

  package struct Speaker: Hashable, Sendable {
    package var name: String
    package var turns: Int
    package var isRespondent: Bool
  }

  /// Something to look at before coding.
  package struct Warning: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case realName
      case detail(PersonalDetails.Kind)
      case other
    }

    package var kind: Kind
    /// The text in which it stands, where a file has several.
    package var transcript: String?
    /// In the imported text; from 1.
    package var line: Int?
    package var sentence: String
  }
}

extension StudyImport.Report {
  /// Speakers who look real are named up to so many; a text with more has no speakers at all.
  private static let mostNames = 100

  /// Adds a text that is in the study now, and what of it should be looked at before coding.
  mutating func add(_ placed: StudyImport.Placed, isOnly: Bool) {
    let outline = placed.transcript.outline()
    texts.append(
      StudyImport.Text(
        transcript: placed.path,
        sameAs: placed.sameAs,
        kind: outline.kind,
        turns: outline.unitCount,
        speakers: outline.speakers.map {
          StudyImport.Speaker(name: $0.name, turns: $0.turns, isRespondent: $0.isRespondent)
        },
        attributes: outline.header.attributes,
        times: placed.text.times.count,
        scalars: placed.transcript.text.scalarCount
      )
    )
    let name = isOnly ? nil : placed.path
    if outline.isCrowded {
      warnings.append(
        StudyImport.Warning(
          kind: .other,
          transcript: name,
          line: nil,
          sentence:
            "more than \(SourceStructure.mostSpeakers) different names stand in front of lines, "
            + "so that they are no speakers: the text is a document. If it is many interviews in one "
            + "file, import each for itself."
        )
      )
    }
    var (named, others) = (0, 0)
    for speaker in outline.speakers where SpeakerNames.looksReal(speaker.name) {
      guard named < Self.mostNames else {
        others += 1
        continue
      }
      named += 1
      warnings.append(
        StudyImport.Warning(
          kind: .realName,
          transcript: name,
          line: speaker.line + 1,
          sentence: speaker.line == 0 && speaker.turns == 1
            ? "the first line is taken for what a speaker \(DisplayText.quoted(speaker.name)) says. If it is "
              + "an attribute of the text, it needs a second one, such as `Sector: …`; if it is a name, put a "
              + "pseudonym in its place before coding begins."
            : "the speaker \(DisplayText.quoted(speaker.name)) looks like a real name. Put "
              + "a pseudonym in its place before coding begins."
        )
      )
    }
    if others > 0 {
      warnings.append(
        StudyImport.Warning(
          kind: .realName,
          transcript: name,
          line: nil,
          sentence: "\(others) more speakers look like real names."
        )
      )
    }
    for place in PersonalDetails.places(in: placed.text.bytes) {
      warnings.append(
        StudyImport.Warning(
          kind: .detail(place.kind),
          transcript: name,
          line: place.line,
          sentence: "this looks like \(place.kind.words)."
        )
      )
    }
  }
}

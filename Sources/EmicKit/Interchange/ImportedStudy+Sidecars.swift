/// Ids for what is imported: those of the project where they can be kept.
struct ImportedIDs {
  private(set) var moment: Moment
  private var taken: Set<String> = []
  private(set) var renamed = 0
  /// Where an id of the project went.
  private(set) var known: [String: String] = [:]

  init(_ moment: Moment) { self.moment = moment }

  mutating func take(_ wanted: String?) -> String {
    if let wanted {
      let plain = QDAGUID.plain(wanted)
      if QDAGUID.isWellFormed(plain), taken.insert(plain).inserted {
        known[plain] = plain
        return plain
      }
      renamed += 1
    }
    let id = moment.newID()
    taken.insert(id)
    if let wanted { known[wanted] = known[wanted] ?? id }
    return id
  }
}

extension ImportedStudy {
  /// The sidecars of an imported project, filled coding by coding.
  struct Sidecars {
    private struct Place: Hashable {
      var text: Int
      var coder: Coder.ID
    }

    private struct Coded: Hashable {
      var place: Place
      var code: Code.ID
      var span: Span
    }

    private let transcripts: [Transcript]
    private let version: Int
    private let at: Timestamp
    /// For what has no time of its own.
    private let fallback: Timestamp
    private var sidecars: [Place: Sidecar] = [:]
    private var seen: [Coded: Int] = [:]

    init(transcripts: [Transcript], codebook version: Int, at: Timestamp, fallback: Timestamp?) {
      self.transcripts = transcripts
      self.version = version
      self.at = at
      self.fallback = fallback ?? at
    }

    mutating func add(
      _ project: inout ForeignProject,
      _ coders: Coders,
      _ codes: Codes,
      _ ids: inout ImportedIDs
    ) {
      for coding in project.codings {
        guard let code = codes[coding.code] else {
          project.report.leaveOut("codings with a code that is not in the project")
          continue
        }
        let place = Place(text: coding.text, coder: coders[coding.user])
        let coded = Coded(place: place, code: code, span: coding.span)
        if let before = seen[coded] {
          project.report.leaveOut("codings that stand there twice")
          join(coding.memo, to: before, at: place)
          continue
        }
        let transcript = transcripts[coding.text]
        let created = coding.created ?? fallback
        var made = Coding(
          id: Coding.ID(ids.take(coding.id)),
          code: code,
          span: coding.span,
          quote: transcript.text[coding.span],
          before: transcript.context(before: coding.span),
          after: transcript.context(after: coding.span),
          codebook: version,
          created: created,
          modified: max(created, coding.modified ?? created),
          memo: coding.memo
        )
        made.take(coding.extra)
        var sidecar = sidecars[place] ?? empty(place)
        // Not to be copied while it grows.
        sidecars[place] = nil
        seen[coded] = sidecar.codings.count
        sidecar.codings.append(made)
        sidecars[place] = sidecar
      }
      if ids.renamed > 0 {
        project.report.notes.append(
          "\(ids.renamed) codings or memos have an id that is no UUID or stands there twice: they"
            + " have new ones."
        )
      }
    }

    private mutating func join(_ memo: String, to index: Int, at place: Place) {
      guard !memo.isEmpty, let old = sidecars[place]?.codings[index].memo, old != memo else {
        return
      }
      sidecars[place]?.codings[index].memo = old.isEmpty ? memo : old + "\n\n" + memo
    }

    private func empty(_ place: Place) -> Sidecar {
      let transcript = transcripts[place.text]
      return Sidecar(
        coder: place.coder,
        source: Sidecar.Source(
          file: Path.split(transcript.name).name,
          sha256: transcript.digest,
          length: transcript.text.scalarCount
        ),
        status: Sidecar.Status(state: .submitted, at: at, codebook: version)
      )
    }

    /// Links between codings of one coder.
    mutating func addLinks(of project: inout ForeignProject, _ ids: ImportedIDs) {
      guard !project.links.isEmpty else { return }
      var owners: [String: Place] = [:]
      for (place, sidecar) in sidecars {
        for coding in sidecar.codings { owners[coding.id.text] = place }
      }
      for link in project.links {
        guard let from = ids.known[link.from], let to = ids.known[link.to],
          let place = owners[from], owners[to]?.coder == place.coder
        else {
          project.report.leaveOut("links")
          continue
        }
        let made = Link(
          id: Link.ID(link.id ?? NamedUUID.text(of: "link:\(from):\(to):\(link.kind.rawValue)")),
          kind: link.kind,
          from: Coding.ID(from),
          to: Coding.ID(to),
          at: link.at ?? fallback,
          kept: link.kept
        )
        sidecars[place]?.keep(made)
      }
    }

    /// Memos: on transcripts into the sidecars of those who have one, the others into files of memos.
    mutating func addMemos(
      of project: inout ForeignProject,
      _ coders: Coders,
      _ codes: Codes,
      _ ids: inout ImportedIDs
    ) -> [MemosFile] {
      var files: [Coder.ID: MemosFile] = [:]
      for note in project.notes where !note.text.isEmpty {
        let coder = coders[note.user]
        var memo = Memo(
          id: Memo.ID(ids.take(note.id)),
          at: note.at ?? fallback,
          text: note.text
        )
        let subject: MemosFile.Subject
        switch note.subject {
        case .text(let text):
          let place = Place(text: text, coder: coder)
          if sidecars[place] != nil {
            sidecars[place]?.memos.append(memo)
            continue
          }
          // A sidecar without codings would say that this coder has found nothing to code.
          memo.text = "\(transcripts[text].name): \(memo.text)"
          subject = .study
        case .code(let key):
          subject = codes[key].map { .code($0) } ?? .study
        case .case(let name): subject = .case(name)
        case .study: subject = .study
        }
        files[coder, default: MemosFile(coder: coder)].entries.append(
          MemosFile.Entry(subject, memo)
        )
      }
      return files.values.sorted { $0.coder < $1.coder }
    }

    /// By transcript, then by coder.
    var finished: [Work] {
      sidecars.map { place, sidecar in
        var sidecar = sidecar
        sidecar.codings.sort()
        return (place, Work(transcript: transcripts[place.text].name, sidecar: sidecar))
      }
      .sorted { ($0.0.text, $0.0.coder) < ($1.0.text, $1.0.coder) }
      .map(\.1)
    }
  }
}

extension Coding {
  /// Takes over what emic's own project says of a coding beyond the standard.
  fileprivate mutating func take(_ members: [JSONMember]) {
    for member in members {
      switch member.key {
      case "codebook": codebook = member.value.int ?? codebook
      case "flags":
        if case .array(let flags) = member.value {
          self.flags = flags.compactMap(\.string).map { Flag($0) }
        }
      case "replacement": replacement = member.value.string
      default: kept.append(member)
      }
    }
  }
}

extension Sidecar {
  fileprivate mutating func keep(_ link: Link) {
    if let place = kept.firstIndex(where: { $0.key == "links" }),
      case .array(let links) = kept[place].value
    {
      kept[place].value = .array(links + [link.json])
    } else {
      kept.append(JSONMember("links", .array([link.json])))
    }
  }
}

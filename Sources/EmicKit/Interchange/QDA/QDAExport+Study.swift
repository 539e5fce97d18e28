extension QDAExport {
  /// What of a study leaves, as a project.
  ///
  /// - Parameters:
  ///   - study: an archive or a release.
  ///   - profile: for which program the offsets are counted.
  ///   - tally: is told of every source.
  /// - Throws: when a source cannot be read.
  init(_ study: ExportedStudy, profile: Profile, tally: inout ExportTally) throws {
    var sources: [Source] = []
    var controls = 0
    var cases: [CaseTable.Row] = []
    try study.forEachSource { source in
      tally.add(source)
      var released = Self.source(source, isIdentified: study.release.isIdentified)
      if !study.release.isIdentified { controls += released.replaceControls() }
      sources.append(released)
      let attributes = source.attributes
      cases.append(
        CaseTable.Row(
          line: 0,
          transcript: source.name,
          case: attributes.case,
          values: attributes.values
        )
      )
    }
    let workers = Set(sources.flatMap { $0.layers.map(\.coder) })
    let isWhole = Set(study.transcripts) == Set(study.study.transcripts)
    let own = Set(cases.map(\.case))
    var memos: [MemosFile] = []
    for coder in study.study.codersOfMemos where workers.contains(coder) {
      var file = try study.study.memos(of: coder)
      file.kept = []
      for place in file.entries.indices {
        file.entries[place] = Self.released(file.entries[place], study.release)
      }
      // Of other cases nothing, and nothing that speaks of the study as a whole.
      if !isWhole {
        file.entries.removeAll { entry in
          if case .case(let name) = entry.subject { !own.contains(name) } else { true }
        }
      }
      if !file.entries.isEmpty { memos.append(file) }
    }
    var file: StudyFile?
    if study.release.isIdentified, study.study.hasStudyFile {
      file = study.study.file
      file?.codebook = "codebook.yaml"
    }
    let used = study.attributes.filter { name in cases.contains { $0.values[name] != nil } }
    self.init(
      title: study.title,
      at: Self.latest(sources, memos, study.codebook),
      coders: study.coders.filter { study.release.isIdentified || workers.contains($0.id) },
      codebook: Codebook(
        title: study.codebook.title,
        version: study.codebook.version,
        codes: study.codebook.codes.map { code in
          var code = code
          code.isProposal = false
          return code
        },
        history: study.codebook.history,
        heading: study.codebook.heading,
        kept: study.codebook.kept
      ),
      sources: sources,
      attributes: used,
      cases: cases.filter { !$0.case.isEmpty || !$0.values.isEmpty },
      memos: memos,
      study: file,
      profile: profile
    )
    replacedControls = controls
  }

  /// When the last of what leaves was written: the same study makes the same file, whenever it is made.
  private static func latest(
    _ sources: [Source],
    _ memos: [MemosFile],
    _ book: Codebook
  ) -> Timestamp {
    var times = book.history.compactMap(\.at)
    for layer in sources.flatMap(\.layers) {
      times += layer.codings.map(\.modified) + layer.memos.map(\.at) + layer.links.map(\.at)
    }
    times += memos.flatMap { $0.entries.map(\.memo.at) }
    return times.max() ?? Timestamp(milliseconds: 0)
  }

  private static func source(_ source: ExportedSource, isIdentified: Bool) -> Source {
    Source(
      name: source.name,
      text: source.source.text,
      layers: source.layers.map { layer in
        Layer(
          coder: layer.coder,
          codings: layer.rows.map { row in
            var coding = row.row.coding
            if !isIdentified {
              // What a flag hid is gone, and keys that emic does not read may say anything.
              coding.replacement = nil
              coding.kept = []
            }
            return coding
          }.sorted(),
          memos: layer.memos,
          links: layer.sidecar.links
        )
      }
    )
  }

  private static func released(
    _ entry: MemosFile.Entry,
    _ release: Release
  ) -> MemosFile.Entry {
    let memo = Memo(id: entry.memo.id, at: entry.memo.at, text: release.words(entry.memo.text))
    let subject: MemosFile.Subject =
      switch entry.subject {
      case .code(let id): .code(release.id(id))
      case .case(let name): .case(release.words(name))
      case .study: .study
      }
    return MemosFile.Entry(subject, memo)
  }
}

extension ExportFormat {
  /// REFI-QDA: projects and codebooks for NVivo, ATLAS.ti, MAXQDA, QualCoder.
  static let qda = [
    ExportFormat(".qdpx", "project", profiles: QDAExport.Profile.allCases.map(\.rawValue)) {
      study,
      file,
      request in
      var tally = ExportTally()
      let export = try QDAExport(
        study,
        profile: request.profile.flatMap { QDAExport.Profile(rawValue: $0) } ?? .spec,
        tally: &tally
      )
      guard !export.sources.isEmpty else { throw ExportProblem.nothing("transcripts") }
      let result = export.written()
      let bytes: [UInt8]
      do throws(ZipError) {
        bytes = try result.packed(file: export.title)
      } catch {
        throw ExportProblem.archive(error.message)
      }
      try file.write(bytes)
      return ExportOutcome(
        result.codings,
        "coding",
        "codings",
        notes: tally.notes + result.notes
      )
    },
    ExportFormat(".qdc", "codebook") { study, file, _ in
      guard let written = QDAExport.codebook(study.codebook) else {
        throw ExportProblem.nothing("codes")
      }
      try file.write(written.bytes)
      let codes = study.codebook.codes.count { !$0.isWorking }
      return ExportOutcome(codes, "code", "codes", notes: written.notes)
    },
  ]
}

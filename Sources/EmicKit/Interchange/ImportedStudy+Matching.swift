extension ImportedStudy {
  /// The project with the ids that its codes have in a study.
  ///
  /// Other programs make new ids and keep names: a code is known by its GUID, else by its path of names.
  ///
  /// - Parameter book: of the study.
  /// - Returns: the same project; codes that the study lacks keep their ids.
  func matched(to book: Codebook) -> ImportedStudy {
    let ids = codebook.matches(in: book)
    guard ids.contains(where: { $0.key != $0.value }) else { return self }
    func new(_ id: Code.ID) -> Code.ID { ids[id] ?? id }
    var study = self
    study.codebook = Codebook(
      title: codebook.title,
      version: codebook.version,
      codes: codebook.codes.map { code in
        var code = code.named(new(code.id))
        code.parent = code.parent.map(new)
        code.replacedBy = code.replacedBy.map(new)
        return code
      },
      history: codebook.history.map { entry in
        var entry = entry
        entry.codes = entry.codes.map(new)
        return entry
      },
      heading: codebook.heading,
      kept: codebook.kept
    )
    for place in study.work.indices {
      for coding in study.work[place].sidecar.codings.indices {
        study.work[place].sidecar.codings[coding].code = new(
          study.work[place].sidecar.codings[coding].code
        )
      }
      study.work[place].sidecar.codings.sort()
    }
    for file in study.memos.indices {
      study.memos[file].entries = study.memos[file].entries.map { entry in
        guard case .code(let id) = entry.subject else { return entry }
        return MemosFile.Entry(.code(new(id)), entry.memo)
      }
    }
    return study
  }
}

extension Codebook {
  /// For each of these codes its id in another book, where it is there.
  fileprivate func matches(in other: Codebook) -> [Code.ID: Code.ID] {
    let guids = Dictionary(
      other.codes.map { (QDAWriter.guid(of: $0), $0.id) },
      uniquingKeysWith: { first, _ in first }
    )
    let (names, sent) = (other.paths { $0.name.primary }, other.paths(QDAWriter.names(of: other)))
    let own = paths { $0.name.primary }
    var matches: [Code.ID: Code.ID] = [:]
    var taken: Set<Code.ID> = []
    func match(_ find: (Code) -> Code.ID?) {
      for code in codes where matches[code.id] == nil {
        guard let id = find(code), taken.insert(id).inserted else { continue }
        matches[code.id] = id
      }
    }
    match { guids[QDAWriter.guid(of: $0)] }
    let byName = Dictionary(names.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let bySentName = Dictionary(sent.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    match { own[$0.id].flatMap { byName[$0] ?? bySentName[$0] } }
    return matches
  }

  private func paths(_ names: [Code.ID: String]) -> [Code.ID: [String]] {
    paths { names[$0.id] ?? $0.name.primary }
  }

  /// By id the names from the top down, their case left aside.
  private func paths(_ name: (Code) -> String) -> [Code.ID: [String]] {
    codes.reduce(into: [:]) { paths, code in
      paths[code.id] = path(to: code.id).compactMap { self[$0].map { name($0).lowercased() } }
    }
  }
}

extension Code {
  /// The same code under another id.
  fileprivate func named(_ id: ID) -> Code {
    guard id != self.id else { return self }
    return Code(
      id: id,
      name: name,
      parent: parent,
      isFamily: isFamily,
      isWorking: isWorking,
      brief: brief,
      definition: definition,
      useWhen: useWhen,
      notWhen: notWhen,
      example: example,
      key: key,
      color: color,
      since: since,
      revised: revised,
      retired: retired,
      replacedBy: replacedBy,
      isProposal: isProposal,
      kept: kept
    )
  }
}

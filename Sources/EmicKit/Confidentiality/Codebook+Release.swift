extension Codebook {
  /// The codebook with names replaced and flagged passages cut: codes are called by respondents' words,
  /// examples quote them.
  ///
  /// What the codes said before stays behind, and so do keys that emic does not read.
  package func released(_ release: Release) -> Codebook {
    guard !release.leavesWords else { return self }
    return Codebook(
      title: release.words(title),
      version: version,
      codes: codes.map { $0.released(release) },
      history: history.map { $0.released(release) }
    )
  }
}

extension CodebookHistoryEntry {
  func released(_ release: Release) -> CodebookHistoryEntry {
    var entry = self
    entry.codes = codes.map(release.id)
    entry.reason = release.words(reason)
    entry.was = []
    entry.kept = []
    return entry
  }
}

extension Code {
  /// The code as it leaves; keys that emic does not read stay behind.
  package func released(_ release: Release) -> Code {
    guard !release.leavesWords else { return self }
    return Code(
      id: release.id(id),
      name: Name(
        name.entries.map { Name.Entry(language: $0.language, text: release.name($0.text, of: id)) }
      ),
      parent: parent.map(release.id),
      isFamily: isFamily,
      isWorking: isWorking,
      brief: release.words(brief),
      definition: release.words(definition),
      useWhen: release.words(useWhen),
      notWhen: release.words(notWhen),
      example: release.words(example),
      key: key,
      color: color,
      since: since,
      revised: revised,
      retired: retired,
      replacedBy: replacedBy.map(release.id),
      isProposal: isProposal,
      kept: kept.filter(\.isOfProject)
    )
  }
}

extension YAMLMember {
  /// Whether it is what another program knows a code by, which repeats no words.
  fileprivate var isOfProject: Bool {
    guard case .scalar(let text, _) = value.content else { return false }
    switch key {
    case "guid": return QDAGUID.isWellFormed(text)
    case "rgb": return text.utf8.count == 7 && text.utf8.first == UInt8(ascii: "#")
    default: return false
    }
  }
}

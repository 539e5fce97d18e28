extension Codebook {
  /// The book as it was in an earlier version, as far as its history tells.
  ///
  /// What has no version of its own (order, quick keys, colours) is as today; a code that came back
  /// stands at the end of its family.
  public func asOf(_ wanted: Int) -> Codebook {
    var codes = codes
    for entry in history.reversed() where entry.version > wanted {
      Self.takeBack(entry, in: &codes)
    }
    // Added by hand, without a line in the history.
    codes.removeAll { $0.since.map { $0 > wanted } ?? false }
    let ids = Set(codes.map(\.id))
    for index in codes.indices {
      if let parent = codes[index].parent, !ids.contains(parent) { codes[index].parent = nil }
    }
    return Codebook(
      title: title,
      version: min(wanted, version),
      codes: Self.depthFirst(codes),
      history: history.filter { $0.version <= wanted },
      heading: heading,
      kept: kept
    )
  }

  private static func takeBack(_ entry: CodebookHistoryEntry, in codes: inout [Code]) {
    switch entry.change {
    case .add: codes.removeAll { entry.codes.contains($0.id) }
    case .split:
      codes.removeAll { entry.codes.dropFirst().contains($0.id) && $0.since == entry.version }
    case .rename, .redefine, .move, .merge, .retire, .revive: break
    }
    if case .sequence(let gone)? = entry.was.first(where: { $0.key == "codes" })?.value.content {
      var reader = CodeReader(file: "", isProposals: true)
      try? reader.read(gone, under: nil)
      codes += reader.codes.map { code in
        var code = code
        code.isProposal = false
        return code
      }
    }
    guard let index = codes.firstIndex(where: { $0.id == entry.codes.first }) else { return }
    switch entry.change {
    case .retire: (codes[index].retired, codes[index].replacedBy) = (nil, [])
    case .split, .merge:
      codes[index].replacedBy = []
      // It may have been retired before.
      if codes[index].retired == entry.version { codes[index].retired = nil }
    case .redefine: if !entry.isMinor { codes[index].revised = nil }
    case .add, .rename, .move, .revive: break
    }
    for member in entry.was { codes[index].restore(member) }
  }
}

extension Code {
  /// Sets a part to what a history says that it was.
  mutating func restore(_ member: YAMLMember) {
    let text: String? = if case .scalar(let text, _) = member.value.content { text } else { nil }
    if let part = Part(rawValue: member.key) {
      self[part] = text ?? ""
      return
    }
    switch member.key {
    case "name": name = Name(member.value) ?? name
    case "parent": parent = text.flatMap { $0.isEmpty ? nil : Code.ID($0) }
    case "family": isFamily = text == "true"
    case "working": isWorking = text == "true"
    case "revised": revised = text.flatMap { Int($0) }
    case "retired": retired = text.flatMap { Int($0) }
    case "replaced-by":
      if case .sequence(let items) = member.value.content {
        replacedBy = items.compactMap { item in
          if case .scalar(let text, _) = item.content { Code.ID(text) } else { nil }
        }
      }
    default: break
    }
  }
}

extension Code.Name {
  fileprivate init?(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text, _): self.init(text)
    case .mapping(let members):
      self.init(
        members.compactMap { member in
          guard case .scalar(let text, _) = member.value.content else { return nil }
          return Entry(language: member.key, text: text)
        }
      )
    case .sequence: return nil
    }
  }
}

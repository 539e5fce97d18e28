extension Sidecar {
  private static let orphansKey = "orphans"

  /// Codings whose words can't be found in the transcript as it is now; their offsets are those of the
  /// text on which they were made.
  ///
  /// They stand under a key of their own: what is among `codings` stands in the text, word for word.
  /// What this version doesn't understand is kept and not shown.
  public var orphans: [Coding] {
    get {
      storedOrphans.compactMap { value in
        try? SidecarParser.read(value.printed()) { try $0.readCoding() }
      }
    }
    set {
      let others = storedOrphans.filter { value in
        (try? SidecarParser.read(value.printed()) { try $0.readCoding() }) == nil
      }
      let values = newValue.compactMap { try? JSONValue(reading: $0.bytes) } + others
      let member = JSONMember(Self.orphansKey, .array(values))
      guard let place = kept.firstIndex(where: { $0.key == Self.orphansKey }) else {
        if !values.isEmpty { kept.append(member) }
        return
      }
      if values.isEmpty { kept.remove(at: place) } else { kept[place] = member }
    }
  }

  /// Whether it was brought to the text on which it stands after that text had changed.
  public var isReanchored: Bool {
    log.contains { $0["act"] == "reanchor" && $0["to"]?.string == source.sha256 }
  }

  private var storedOrphans: [JSONValue] {
    guard case .array(let values)? = kept.first(where: { $0.key == Self.orphansKey })?.value else {
      return []
    }
    return values
  }

  /// Of one coding, one version: what was placed or removed later is no orphan, and what became an
  /// orphan later is not placed.
  mutating func settleOrphans() {
    guard !storedOrphans.isEmpty else { return }
    let latest = Merging.byID(orphans) { $0.id.text }
    let placed = Dictionary(codings.map { ($0.id.text, $0.modified) }, uniquingKeysWith: max)
    let buried = Dictionary(removed.map { ($0.id, $0.at) }, uniquingKeysWith: max)
    let alive = latest.filter { id, orphan in
      placed[id].map { $0 < orphan.modified } ?? true
        && buried[id].map { $0 <= orphan.modified } ?? true
    }
    orphans = alive.values.sorted()
    codings.removeAll { alive[$0.id.text] != nil }
    removed.removeAll { alive[$0.id] != nil }
  }
}

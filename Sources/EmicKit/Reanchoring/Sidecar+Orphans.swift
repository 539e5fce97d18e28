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

  /// Of one coding, one version.
  ///
  /// What was placed or removed later is no orphan, and what became an orphan later is not placed. A flag that protects people is kept, whichever version has it.
  mutating func settleOrphans() {
    guard !storedOrphans.isEmpty else { return }
    let versions = orphans
    let places = Dictionary(
      codings.indices.map { (codings[$0].id.text, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let buried = Dictionary(
      removed.map { ($0.id, $0) },
      uniquingKeysWith: { $0.at < $1.at ? $1 : $0 }
    )
    var alive: [String: Coding] = [:]
    for (id, latest) in Merging.byID(versions, { $0.id.text }) {
      var orphan = latest
      for other in versions where other.id == orphan.id { orphan.protect(as: other) }
      if let place = places[id] {
        if codings[place].modified < orphan.modified {
          orphan.protect(as: codings[place])
          alive[id] = orphan
        } else {
          codings[place].protect(as: orphan)
        }
      } else if let removal = buried[id], removal.at > orphan.modified {
        // Whoever removed it did not know of the flag.
        guard !Set(orphan.protectingFlags).isSubset(of: removal.knownFlags) else { continue }
        orphan.modified = removal.at
        alive[id] = orphan
      } else {
        alive[id] = orphan
      }
    }
    orphans = alive.values.sorted()
    codings.removeAll { alive[$0.id.text] != nil }
    removed.removeAll { alive[$0.id] != nil }
  }
}

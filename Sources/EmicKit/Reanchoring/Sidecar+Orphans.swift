extension Sidecar {
  fileprivate static let orphansKey = "orphans"

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
  /// What was placed or removed later is no orphan, and what became an orphan later is not placed. A flag that
  /// protects people is kept, whichever version has it.
  mutating func settleOrphans() {
    guard !storedOrphans.isEmpty else { return }
    let places = Dictionary(
      codings.indices.map { (codings[$0].id.text, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let buried = Merging.byID(removed) { $0.id }
    var alive: [String: Coding] = [:]
    for (id, versions) in Dictionary(grouping: orphans, by: \.id.text) {
      let orphan = Self.latest(of: versions)
      if let place = places[id] {
        if codings[place].modified < orphan.modified {
          alive[id] = orphan
          alive[id]?.protect(as: codings[place])
        } else {
          codings[place].protect(as: orphan)
        }
      } else if buried[id].map({ $0.isMeant(for: orphan) }) != true {
        alive[id] = orphan
      }
    }
    orphans = alive.values.sorted()
    codings.removeAll { alive[$0.id.text] != nil }
    removed.removeAll { alive[$0.id] != nil }
  }

  private static func latest(of versions: [Coding]) -> Coding {
    var latest = versions.dropFirst().reduce(versions[0]) { Merging.later($0, $1) }
    for version in versions { latest.protect(as: version) }
    // Somebody was asked, whatever a copy that lay elsewhere says.
    if versions.contains(where: { !$0.isUnasked && $0.modified == latest.modified }) {
      latest.isUnasked = false
    }
    return latest
  }
}

extension Sidecar.Removal {
  /// Whether whoever removed an orphan knew it as it is: later, and with its flags.
  fileprivate func isMeant(for orphan: Coding) -> Bool {
    at > orphan.modified && Set(orphan.protectingFlags).isSubset(of: knownFlags)
  }
}

extension JSONMember {
  /// What is wrong with a flag or its key in an orphan: left unread like what a later version may have written, it
  /// would not protect.
  var misspeltFlagOfOrphans: SidecarError.Problem? {
    guard key == Sidecar.orphansKey, case .array(let orphans) = value else { return nil }
    for orphan in orphans {
      do {
        _ = try SidecarParser.read(orphan.printed()) { try $0.readCoding() }
      } catch let refusal as SidecarParser.Refusal {
        if case .misspelt = refusal.problem { return refusal.problem }
      } catch {
        continue
      }
    }
    return nil
  }
}

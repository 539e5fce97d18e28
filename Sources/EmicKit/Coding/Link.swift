/// A typed connection from one coding of a coder to another of the same coder.
public struct Link: Hashable, Sendable {
  public typealias ID = Identifier<Link>

  public enum Kind: String, CaseIterable, Sendable {
    case mitigates
    case contradicts
    /// From a rule to the practice that follows or evades it.
    case rulePractice = "rule-practice"
  }

  /// A UUIDv7 in lower case.
  public let id: ID
  public let kind: Kind
  /// In the sidecar that holds the link.
  public let from: Coding.ID
  /// In the same sidecar, or in another one of the coder.
  public let to: Coding.ID
  public var at: Timestamp
  /// Keys that this version keeps without reading them.
  public var kept: [JSONMember]

  public init(
    id: ID,
    kind: Kind,
    from: Coding.ID,
    to: Coding.ID,
    at: Timestamp,
    kept: [JSONMember] = []
  ) {
    self.id = id
    self.kind = kind
    self.from = from
    self.to = to
    self.at = at
    self.kept = kept
  }
}

extension Link {
  init?(_ value: JSONValue) {
    guard case .object(let members) = value, let id = value["id"]?.string,
      let kind = value["kind"]?.string.flatMap({ Kind(rawValue: $0) }),
      let from = value["from"]?.string, let to = value["to"]?.string,
      let at = value["at"]?.string.flatMap({ Timestamp($0) })
    else { return nil }
    self.init(
      id: ID(id),
      kind: kind,
      from: Coding.ID(from),
      to: Coding.ID(to),
      at: at,
      kept: members.filter { !["id", "kind", "from", "to", "at"].contains($0.key) }
    )
  }

  var json: JSONValue {
    .object(
      [
        JSONMember("id", .string(id.text)), JSONMember("kind", .string(kind.rawValue)),
        JSONMember("from", .string(from.text)), JSONMember("to", .string(to.text)),
        JSONMember("at", .string(at.text)),
      ] + kept
    )
  }
}

extension Sidecar {
  private static let linksKey = "links"

  /// The links that this version understands, by time; a coding that was taken in by another stands
  /// for it.
  public var links: [Link] {
    storedLinks.compactMap { Link($0) }.map { link in
      Link(
        id: link.id,
        kind: link.kind,
        from: survivor(of: link.from),
        to: survivor(of: link.to),
        at: link.at,
        kept: link.kept
      )
    }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
  }

  /// The coding that took another one in, and so on; itself where none did.
  public func survivor(of id: Coding.ID) -> Coding.ID {
    var current = id
    for _ in 0...removed.count {
      guard let next = removed.first(where: { $0.id == current.text })?.into else { break }
      current = next
    }
    return current
  }

  /// A link from one coding to another.
  ///
  /// - Parameters:
  ///   - from: in this sidecar.
  ///   - to: in any sidecar of the coder; whether it is there is the caller's to know.
  ///   - kind: what the one does to the other.
  ///   - moment: gives the time and the new id.
  /// - Returns: an empty change when they are linked so already.
  public func linking(
    _ from: Coding.ID,
    to: Coding.ID,
    as kind: Link.Kind,
    moment: inout Moment
  ) -> Change {
    guard !links.contains(where: { ($0.from, $0.to, $0.kind) == (from, to, kind) }) else {
      return Change("They are linked so already.", [])
    }
    let link = Link(
      id: Link.ID(moment.newID()),
      kind: kind,
      from: from,
      to: to,
      at: moment.now
    )
    return Change("Linked: \(kind.rawValue).", [.link(before: nil, after: link)])
  }

  /// Takes a link away; an empty change when it is not there.
  public func unlinking(_ id: Link.ID) -> Change {
    guard let link = storedLinks.compactMap({ Link($0) }).first(where: { $0.id == id }) else {
      return Change("The link is gone.", [])
    }
    return Change("Removed the link (\(link.kind.rawValue)).", [.link(before: link, after: nil)])
  }

  private var storedLinks: [JSONValue] {
    guard case .array(let links)? = kept.first(where: { $0.key == Self.linksKey })?.value else {
      return []
    }
    return links
  }

  /// Takes a link out; those that this version does not understand stay.
  ///
  /// - Returns: its time, which may be later than that of the link that is meant.
  mutating func removeLink(_ link: Link) throws(ChangeProblem) -> Timestamp {
    var stored = storedLinks
    guard let place = stored.firstIndex(where: { Link($0)?.isSame(as: link) == true }) else {
      throw .linkMissing
    }
    let removed = Link(stored.remove(at: place))
    store(stored)
    return removed?.at ?? link.at
  }

  mutating func add(_ link: Link) throws(ChangeProblem) {
    let stored = storedLinks
    guard !stored.contains(where: { Link($0)?.id == link.id }) else { throw .linkExists }
    store(stored + [link.json])
  }

  private mutating func store(_ links: [JSONValue]) {
    kept.removeAll { $0.key == Self.linksKey }
    if !links.isEmpty { kept.append(JSONMember(Self.linksKey, .array(links))) }
  }

  /// Without the links that were removed later than they were made; a merge unites both sides' links.
  mutating func dropRemovedLinks() {
    let times = Dictionary(removed.map { ($0.id, $0.at) }, uniquingKeysWith: max)
    guard !storedLinks.isEmpty else { return }
    var alive: Set<String> = []
    store(
      storedLinks.filter { value in
        guard let link = Link(value) else { return true }
        let isAlive = times[link.id.text].map { $0 <= link.at } ?? true
        if isAlive { alive.insert(link.id.text) }
        return isAlive
      }
    )
    removed.removeAll { alive.contains($0.id) }
  }
}

extension Link {
  /// Whether it is the same link, whenever it was made or brought back.
  fileprivate func isSame(as other: Link) -> Bool {
    var copy = self
    copy.at = other.at
    return copy == other
  }
}

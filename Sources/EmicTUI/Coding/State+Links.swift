import EmicKit

/// A coding that was marked, to be linked to from another one.
struct LinkMark: Equatable {
  var coding: Coding.ID
  /// What it is and where it stands.
  var words: String
}

/// Typed links between one's own codings: mark one, go to another, say what this one does to it.
extension State {
  /// The keys of the kinds of links: mitigates, contradicts, is the rule of.
  private var linkKeys: [String] {
    [
      keyName(of: .linkMitigates, "= m"), keyName(of: .linkContradicts, "= c"),
      keyName(of: .linkRule, "= r"),
    ]
  }

  mutating func markForLink() {
    guard let coding, let here = coding.codingHere else {
      return complain("There is no coding here to mark.")
    }
    let turn = coding.turnHere.map { ", turn \($0.number)" } ?? ""
    linkMark = LinkMark(
      coding: here.id,
      words: "\(name(of: here.code)) (\(coding.shortName)\(turn))"
    )
    let keys = linkKeys
    say(
      "Marked \(linkMark?.words ?? ""). On another coding\(isClosed ? " of a draft" : "") \(keys[0]) says that it mitigates it, "
        + "\(keys[1]) contradicts, \(keys[2]) that it is the rule of it."
    )
  }

  private var isClosed: Bool { coding.map { $0.access != .open } ?? false }

  /// Before the reason why work is closed, where a link was to be made or taken away.
  static let linksStay =
    "A link is kept with the coding from which it goes, so none is made or taken away here, but one "
    + "may lead here."

  static func changesLinks(_ command: Command) -> Bool {
    [.linkMitigates, .linkContradicts, .linkRule, .unlink].contains(command)
  }

  /// Links the coding here to the marked one: the link stands in the sidecar in view.
  mutating func link(as kind: Link.Kind) {
    guard let coding, let here = coding.codingHere else {
      return complain("There is no coding here that could be linked.")
    }
    guard let mark = linkMark else {
      return complain(
        "Mark the other coding first: \(keyName(of: .markForLink, "+")) on it, then come back."
      )
    }
    guard mark.coding != here.id else {
      return complain("This is the marked coding itself: go to another one.")
    }
    let change = coding.sidecar.linking(here.id, to: mark.coding, as: kind, moment: &moment)
    guard !change.isEmpty else { return say(change.summary) }
    perform(Change("\(name(of: here.code)) \(kind.verb) \(mark.words).", change.edits))
    if let summary = self.coding?.undoable.last?.summary, self.coding?.access == .open {
      say("\(summary) \(keyName(of: .undo, "u")) undoes.")
    }
  }

  /// Takes a link of the coding here away; of several, the one made last.
  mutating func unlinkHere() {
    guard let coding, let here = coding.codingHere else {
      return complain("There is no coding here.")
    }
    guard let link = coding.sidecar.links.last(where: { $0.from == here.id || $0.to == here.id })
    else {
      let isElsewhere = linksHere.contains { $0.link.to == here.id }
      return complain(
        isElsewhere
          ? "The link is kept with the coding from which it goes: \(keyName(of: .followLink, "= =")) leads there, take it away there."
          : "No link goes from or to the coding here."
      )
    }
    perform(coding.sidecar.unlinking(link.id))
  }

  // MARK: What is linked

  /// A link with its ends in words.
  struct ShownLink {
    var link: Link
    /// The end that is not here.
    var other: Coding.ID
    /// `mitigates trust (T03, turn 30)`.
    var words: String
  }

  /// The links of the coding here: of the sidecar in view, and from other transcripts once they were
  /// read.
  var linksHere: [ShownLink] {
    // Mostly there are none, and the codings here need not be gone through.
    guard codings != nil || coding?.sidecar.links.isEmpty == false, let coding,
      let here = coding.codingHere
    else { return [] }
    let own = coding.sidecar.links
    let elsewhere = (codings?.links(of: coding.sidecar.coder) ?? []).filter { link in
      link.to == here.id && !own.contains { $0.id == link.id }
        && coding.coding(link.from) == nil
    }
    return (own + elsewhere).compactMap { link in
      if link.from == here.id {
        return ShownLink(
          link: link,
          other: link.to,
          words: "\(link.kind.verb) \(wordsOfEnd(link.to))"
        )
      }
      guard link.to == here.id else { return nil }
      return ShownLink(
        link: link,
        other: link.from,
        words: "\(link.kind.passive) \(wordsOfEnd(link.from))"
      )
    }
  }

  /// What a link leads to, as far as it is known without reading.
  func wordsOfEnd(_ id: Coding.ID) -> String {
    if let coding, let end = coding.coding(id) {
      let turn = coding.transcript.structure.turn(at: end.span.start)
      return name(of: end.code) + (turn.map { " (turn \($0.number))" } ?? "")
    }
    guard let row = codings?.row(of: id) else {
      return codings == nil ? "a coding elsewhere" : "a coding that is gone"
    }
    return "\(row.codeID) (\(reference(to: row)))"
  }

  // MARK: Along a link

  mutating func followLink() {
    let links = linksHere
    guard let first = links.first else {
      return complain(
        "No link goes from or to the coding here: \(keyName(of: .markForLink, "+")) marks one; on "
          + "another \(linkKeys[0]), \(linkKeys[1]) or \(linkKeys[2]) links the two."
      )
    }
    guard links.count > 1 else { return goToCoding(first.other) }
    popups.append(
      .choice(
        Choice(
          title: "Along which link?",
          rows: links.map(\.words),
          purpose: .link(links.map(\.other))
        )
      )
    )
  }

  /// Goes to one of the coder's codings, wherever it stands.
  mutating func goToCoding(_ id: Coding.ID) {
    if let coding, let found = coding.coding(id) {
      if screen != .coding { leave(for: .coding) }
      return stand(
        on: AwaitedPlace(transcript: coding.transcript.name, span: found.span, coding: id)
      )
    }
    guard let codings else {
      awaitedCoding = id
      return readCodings()
    }
    guard let row = codings.row(of: id) else {
      return complain("The coding to which the link leads is gone.")
    }
    goToPlace(
      AwaitedPlace(
        transcript: row.transcript,
        digest: row.sha256,
        span: row.coding.span,
        coding: id,
        words: "\(row.codeID), \(reference(to: row))."
      )
    )
  }

  // MARK: All of them

  /// Lists the links of this coder in the whole study.
  mutating func listLinks() {
    guard let codings else {
      awaitsLinks = true
      return readCodings()
    }
    guard let coder else { return askForCoder() }
    var links = codings.links(of: coder.id)
    // What was linked or taken away since is in the sidecar in view.
    if let coding {
      let own = coding.sidecar.links
      links = links.filter { coding.coding($0.from) == nil } + own
    }
    guard !links.isEmpty else {
      return complain(
        "There are no links yet: \(keyName(of: .markForLink, "+")) on a coding marks it; on another "
          + "\(linkKeys[0]), \(linkKeys[1]) or \(linkKeys[2]) links the two."
      )
    }
    let lines = links.map { link in
      LinePicker.Line(
        value: link.from.text,
        words: "\(wordsOfEnd(link.from)) \(link.kind.verb) \(wordsOfEnd(link.to))"
      )
    }
    popups.append(.lines(LinePicker("Links: Enter goes to the first of the two", .links, lines)))
  }

  /// Goes on with what waited for the codings of the study.
  mutating func goOnWithLinks() {
    if let id = awaitedCoding {
      awaitedCoding = nil
      goToCoding(id)
    }
    if awaitsLinks {
      awaitsLinks = false
      listLinks()
    }
  }
}

extension Link.Kind {
  /// From the coding that has the link to the other one.
  var verb: String {
    switch self {
    case .mitigates: "mitigates"
    case .contradicts: "contradicts"
    case .rulePractice: "is the rule of"
    }
  }

  /// The other way round.
  var passive: String {
    switch self {
    case .mitigates: "is mitigated by"
    case .contradicts: "is contradicted by"
    case .rulePractice: "is the practice of"
    }
  }
}

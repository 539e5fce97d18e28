import ArgumentParser
import EmicKit

extension Link.Kind: ExpressibleByArgument {}

/// Links codings, or lists the links.
struct LinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "link",
    abstract: "Link a coding to another one, take a link away, or list the links.",
    discussion: """
      A link goes from one coding of a coder to another of the same coder: it mitigates or \
      contradicts it, or one is the rule and the other the practice. `emic codings` lists the ids. \
      Without --from and --remove the links are listed. A link is kept with the coding from which it \
      goes: from submitted work none is made or taken away, but one may lead to it.

      Example: emic link my-study --coder ana --from ID --to ID --kind contradicts
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(help: ArgumentHelp("Who links; in a list, whose links.", valueName: "id"))
  var coder: String?

  @Option(help: ArgumentHelp("The coding from which the link goes.", valueName: "coding"))
  var from: String?

  @Option(help: ArgumentHelp("The coding to which it goes.", valueName: "coding"))
  var to: String?

  @Option(help: "mitigates, contradicts or rule-practice.")
  var kind: Link.Kind?

  @Option(help: ArgumentHelp("Takes this link away.", valueName: "link"))
  var remove: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    if let remove {
      guard from == nil, to == nil else {
        throw Failure.usage("--remove takes a link away: give it alone, without --from and --to.")
      }
      return try take(remove)
    }
    guard from != nil || to != nil else { return try list() }
    guard let from, let to, let kind else {
      throw Failure.usage("A link needs --from, --to and --kind. Give all three.")
    }
    try link(from, to, kind)
  }

  // MARK: Writing

  private func link(_ from: String, _ to: String, _ kind: Link.Kind) throws {
    let found = try sidecars()
    func meant(_ text: String, _ option: String) throws(Failure) -> Coding.ID {
      try Coding.ID.meant(text, among: found.flatMap(\.sidecar.codings)) {
        "\(option) \"\(text)\" is no coding of this coder. `emic codings --as ID` lists the ids; "
          + "nothing was written."
      }
    }
    let (from, to) = (try meant(from, "--from"), try meant(to, "--to"))
    guard from != to else {
      throw Failure.usage("--from and --to are the same coding. Link it to another one.")
    }
    let holder = found.first { $0.sidecar.codings.contains { $0.id == from } }
    guard let home = holder?.transcript else { return }
    var desk = try Desk(try writing(), study: study, transcript: home, adds: false)
    let change = desk.sidecar.linking(from, to: to, as: kind, moment: &desk.moment)
    _ = try desk.save(change)
    let link = desk.sidecar.links.first { ($0.from, $0.to, $0.kind) == (from, to, kind) }
    answer(link, change.summary)
  }

  private func take(_ text: String) throws {
    let found = try sidecars()
    let match = Link.ID.match(text, among: found.flatMap(\.sidecar.links).map(\.id))
    guard case .one(let id) = match,
      let home = found.first(where: { $0.sidecar.links.contains { $0.id == id } })
    else {
      if case .several = match {
        throw Failure.usage("\"\(text)\" is the beginning of several links' ids. Give more of it.")
      }
      throw Failure.refused(
        "\"\(text)\" is no link of this coder. `emic link` lists the links; nothing was written."
      )
    }
    var desk = try Desk(try writing(), study: study, transcript: home.transcript, adds: false)
    let link = home.sidecar.links.first { $0.id == id }
    let change = desk.sidecar.unlinking(id)
    _ = try desk.save(change)
    answer(link, change.summary)
  }

  private func answer(_ link: Link?, _ summary: String) {
    let members = [
      JSONMember("id", .known(link?.id.text)), JSONMember("kind", .known(link?.kind.rawValue)),
      JSONMember("from", .known(link?.from.text)), JSONMember("to", .known(link?.to.text)),
      JSONMember("at", .known(link?.at.text)),
    ]
    output.answer(
      json: .object(members),
      csv: [members.map(\.key), members.map { $0.value.string ?? "" }],
      sentences: [summary + (link.map { " \($0.id)" } ?? "")]
    )
  }

  private func writing() throws -> WritingOptions {
    try .given(coder: coder ?? reading.asker, codebook: reading.codebook)
  }

  /// The coder's own sidecars.
  private func sidecars() throws -> [(transcript: String, sidecar: Sidecar)] {
    let folder = try reading.open(study)
    let own = try writing().coder(in: folder, adds: false)
    return try Failure.study { () throws(StudyProblem) in
      var found: [(transcript: String, sidecar: Sidecar)] = []
      for (transcript, coder) in folder.sidecars where coder == own {
        guard let sidecar = try folder.sidecar(of: transcript, by: own) else { continue }
        found.append((transcript, sidecar))
      }
      return found
    }
  }

  // MARK: Listing

  private func list() throws {
    var filters = try FilterOptions.everything()
    filters.coder = coder.map { [$0] } ?? []
    var listing = try CodingListing(try reading.open(study), reading, filters, output)
    let links = try listing.revealing({ (links: [Listed]) in
      links.flatMap { link in
        [link.from, link.to].compactMap { $0 }.map { (link.coder, $0.transcript) }
      }
    }) { linked(in: $0) }
    var table = Table(["FROM", "KIND", "TO", "CODER", "LINK"])
    for listed in links {
      table.add([
        Self.name(listed.from), listed.link.kind.rawValue, Self.name(listed.to),
        listed.coder.text, listed.link.id.text,
      ])
    }
    output.answer(
      json: .object([
        JSONMember(
          "links",
          .array(links.map { Self.object($0.link, $0.coder, $0.from, $0.to) })
        )
      ]),
      csv: [["id", "kind", "coder", "from", "to", "at"]]
        + links.map { listed in
          let link = listed.link
          return [
            link.id.text, link.kind.rawValue, listed.coder.text, link.from.text, link.to.text,
            link.at.text,
          ]
        },
      table: table.text(output.tableForm)
        + (links.count == 1 ? "1 link\n" : "\(links.count) links\n")
    )
    try listing.finish(output)
  }

  /// A link with the codings at its ends, where they are still there and may be seen.
  private struct Listed {
    var coder: Coder.ID
    var link: Link
    var from: CodingRow?
    var to: CodingRow?
  }

  private func linked(in listing: CodingListing) -> [Listed] {
    let rows = Dictionary(
      listing.sources.flatMap(\.rows).map { ($0.coding.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return listing.sources.flatMap { source in
      source.links.filter { kind == nil || $0.kind == kind }.map { link in
        Listed(coder: source.coder, link: link, from: rows[link.from], to: rows[link.to])
      }
    }
  }

  private static func name(_ row: CodingRow?) -> String {
    guard let row else { return "(removed)" }
    return "\(row.codeID), \(row.transcript)" + (row.turn.map { ", turn \($0)" } ?? "")
  }

  private static func object(
    _ link: Link,
    _ coder: Coder.ID,
    _ from: CodingRow?,
    _ to: CodingRow?
  ) -> JSONValue {
    func end(_ id: Coding.ID, _ row: CodingRow?) -> JSONValue {
      .object([
        JSONMember("coding_id", .string(id.text)),
        JSONMember("transcript", .known(row?.transcript)),
        JSONMember("turn", row?.turn.map { .count($0) } ?? .null),
        JSONMember("code_id", .known(row?.codeID)),
      ])
    }
    return .object([
      JSONMember("id", .string(link.id.text)), JSONMember("kind", .string(link.kind.rawValue)),
      JSONMember("coder", .string(coder.text)), JSONMember("from", end(link.from, from)),
      JSONMember("to", end(link.to, to)), JSONMember("at", .string(link.at.text)),
    ])
  }
}

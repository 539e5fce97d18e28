/// The words of a coding as they may leave the study, with their source.
public struct Quotation: Hashable, Sendable {
  /// As it leaves, names replaced.
  public let row: CodingRow
  /// As it is in the study.
  package let stored: CodingRow
  /// `T03, turn 14, NGO, district, children with disabilities`.
  public let reference: String
  /// On one line; what is to be replaced is.
  public let text: String
  /// Whether it was too long and its end is cut.
  public let isCut: Bool
  /// By language; none where words are replaced, since nobody knows where they stand in it.
  public let translations: [Translation]

  public struct Translation: Hashable, Sendable {
    public let language: String
    public let text: String
  }
}

/// Quotations, and how many cannot be given.
public struct QuotationList: Sendable {
  public private(set) var quotations: [Quotation] = []
  /// Codings of which a part may not be quoted.
  public private(set) var withheld = 0
  /// Codings of a text that has changed since: nobody knows what stands there now.
  public private(set) var stale = 0
  /// Whose they are: each finds their own again.
  public private(set) var staleCoders: Set<Coder.ID> = []
  /// Why nothing is quoted of a transcript: nobody knows what is flagged.
  public private(set) var doubts: [FlagDoubt] = []

  /// - Parameters:
  ///   - rows: the codings, in the order in which they are quoted.
  ///   - transcripts: their texts, by path.
  ///   - work: all that there is of them: a flag of a coder who is not shown counts, too.
  ///   - attributes: those that stand in the references, in this order.
  ///   - longest: in characters; what is longer is cut.
  ///   - release: what happens to words.
  public init(
    of rows: [CodingRow],
    in transcripts: [String: Transcript],
    work: VisibleWork,
    attributes: [String],
    longest: Int? = nil,
    release: Release = .released(nil)
  ) {
    let sources = SourceNames(of: work.study)
    var texts: [String: ReleasedSource] = [:]
    var uncertain: Set<String> = []
    for row in rows {
      guard !uncertain.contains(row.transcript) else { continue }
      guard let transcript = transcripts[row.transcript], transcript.digest == row.sha256 else {
        stale += 1
        staleCoders.insert(row.coder)
        continue
      }
      if texts[row.transcript] == nil, let doubt = work.flagDoubt(about: transcript) {
        doubts.append(doubt)
        uncertain.insert(row.transcript)
        continue
      }
      let source = texts[row.transcript] ?? work.source(transcript, release)
      texts[row.transcript] = source
      let span = transcript.trimmed(row.coding.span) ?? row.coding.span
      guard let words = source.quotation(of: span) else {
        withheld += 1
        continue
      }
      let place = sources.reference(to: row, kind: transcript.structure.kind)
      let leaving = row.released(release, in: source)
      let known = attributes.compactMap { leaving.attributes.values[$0] }
      let isCut = longest.map { words.count > $0 } ?? false
      quotations.append(
        Quotation(
          row: leaving,
          stored: row,
          reference: release.words(([place] + known).joined(separator: ", ")),
          text: isCut ? Self.cut(words, longest ?? 0) : words,
          isCut: isCut,
          translations: source.isChanged(row.coding.span) || isCut
            ? [] : row.coding.translations(release)
        )
      )
    }
  }

  private static func cut(_ words: String, _ longest: Int) -> String {
    var part = words.prefix(longest)
    while part.last == " " { part.removeLast() }
    return String(part)
  }

  /// The attributes of a reference where nobody says which: who speaks, at which level, in which
  /// field; else the first three that the study lists.
  public static func defaultAttributes(of names: [String]) -> [String] {
    let usual = ["actor-type", "level", "sector"].filter(names.contains)
    return usual.isEmpty ? Array(names.prefix(3)) : usual
  }
}

extension QuotationList {
  /// The first few of the quotations.
  public func keeping(_ count: Int) -> QuotationList {
    var result = self
    result.quotations = Array(quotations.prefix(max(0, count)))
    return result
  }
}

extension Coding {
  /// The translations of its words, by language.
  func translations(_ release: Release) -> [Quotation.Translation] {
    guard case .object(let members)? = kept.first(where: { $0.key == "translation" })?.value else {
      return []
    }
    return members.compactMap { member in
      member.value.string.map {
        Quotation.Translation(language: member.key, text: release.words($0))
      }
    }
  }
}

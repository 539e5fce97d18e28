/// Every place where two coders differ, and the passages in which one walks from one to the next.
public struct DisagreementListing: Sendable {
  /// Where two coders differ.
  public struct Item: Hashable, Sendable {
    /// Its path.
    public let transcript: String
    /// The turn or paragraph of the first start, from 1; `nil` before the first one.
    public let turn: Int?
    public let first: Coder.ID
    public let second: Coder.ID
    public let disagreement: Disagreement
    /// The numbers of the turns that disagree because of it, under the default scope.
    public let counts: [Int]
    /// The number of the passage that holds it.
    public let passage: Int
    /// From the first start to the last end.
    public let text: String

    /// Who coded what the other missed; `nil` for other kinds.
    public var by: Coder.ID? {
      guard case .missed = disagreement.kind else { return nil }
      return disagreement.first.isEmpty ? second : first
    }
  }

  /// A connected stretch of overlapping codings that holds a disagreement.
  public struct Passage: Hashable, Sendable {
    /// From 1, over all transcripts; the same whatever is filtered out.
    public let number: Int
    public let transcript: String
    public let turn: Int?
    public let span: Span
    /// For each compared coder what they did here; `nil` where they have no layer.
    public let codings: [[UnitedCoding]?]
    public let text: String
  }

  /// Those compared, in the order of each passage's codings.
  public let coders: [Coder.ID]
  /// By transcript, pair and place in the text.
  public private(set) var items: [Item]
  public private(set) var passages: [Passage]
  /// As stored, by transcript and coder.
  private let spans: [String: [Coder.ID: [Coding.ID: Span]]]

  /// Lists a comparison; unit and scope of its figures do not matter here.
  public init(of study: StudyComparison) {
    coders = study.coders
    var items: [Item] = []
    var passages: [Passage] = []
    let all = study.blocks.flatMap { block in
      block.comparison.transcripts.map { (block.comparison.coders, $0) }
    }
    for (coders, counted) in all.sorted(by: { $0.1.transcript.name < $1.1.transcript.name }) {
      let compared = counted.counted(by: .turn, scope: .respondents)
      let transcript = compared.transcript
      let spans = compared.passages()
      let first = passages.count
      for (place, span) in spans.enumerated() {
        passages.append(
          Passage(
            number: first + place + 1,
            transcript: transcript.name,
            turn: transcript.turnNumber(at: span.start),
            span: span,
            codings: study.coders.map { coder in
              coders.firstIndex(of: coder).flatMap { compared.layers[$0] }?.codings.filter {
                $0.span.overlaps(span)
              }
            },
            text: String(transcript.text[span])
          )
        )
      }
      for pair in Comparison(coders: coders, transcripts: []).pairs {
        let found = compared.disagreements(pair.first, pair.second).filter { $0.kind != .agreed }
        let counts = compared.counts(of: found, pair.first, pair.second)
        for (item, turns) in zip(found, counts) {
          let span = item.span
          let place = spans.lastIndex(startingAtMost: span.start, by: \.start) ?? 0
          items.append(
            Item(
              transcript: transcript.name,
              turn: transcript.turnNumber(at: span.start),
              first: coders[pair.first],
              second: coders[pair.second],
              disagreement: item,
              counts: turns,
              passage: first + place + 1,
              text: String(transcript.text[span])
            )
          )
        }
      }
    }
    self.items = items
    self.passages = passages
    spans = study.storedSpans
  }

  /// The items that fit, and the passages that hold them, under their old numbers.
  public func filtered(_ fits: (Item) -> Bool) -> DisagreementListing {
    var listing = self
    listing.items.removeAll { !fits($0) }
    let wanted = Set(listing.items.map(\.passage))
    listing.passages.removeAll { !wanted.contains($0.number) }
    return listing
  }

  /// The codings that were united, each where it is stored: before it was trimmed and united.
  public func stored(
    _ united: UnitedCoding,
    by coder: Coder.ID,
    in transcript: String
  ) -> [(id: Coding.ID, span: Span)] {
    let own = spans[transcript]?[coder] ?? [:]
    return united.codings.map { (id: $0, span: own[$0] ?? united.span) }
  }
}

extension StudyComparison {
  fileprivate var storedSpans: [String: [Coder.ID: [Coding.ID: Span]]] {
    sources.reduce(into: [:]) { spans, source in
      for (coder, sidecar) in zip(coders, source.sidecars) {
        spans[source.transcript.name, default: [:]][coder] = sidecar?.codings.reduce(into: [:]) {
          $0[$1.id] = $1.span
        }
      }
    }
  }
}

extension ComparedTranscript {
  /// The same layers, counted another way.
  public func counted(
    by kind: AgreementUnits.Kind,
    scope: AgreementUnits.Scope
  ) -> ComparedTranscript {
    ComparedTranscript(
      transcript,
      layers: layers,
      units: AgreementUnits(of: transcript, kind: kind, scope: scope)
    )
  }
}

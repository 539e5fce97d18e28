import Agreement

/// One transcript with the layers that are compared.
public struct ComparedTranscript: Sendable {
  public let transcript: Transcript
  /// One for each compared coder, in their order; `nil` where there is none (missing, not "no").
  public let layers: [ComparedLayer?]
  public let units: AgreementUnits

  public init(_ transcript: Transcript, layers: [ComparedLayer?], units: AgreementUnits) {
    self.transcript = transcript
    self.layers = layers
    self.units = units
  }

  /// The coders with a layer, by their place.
  public var present: CoderSet {
    layers.indices.reduce(into: []) { present, coder in
      if layers[coder] != nil { present.insert(CoderSet(coder)) }
    }
  }

  /// How many units each set of coders gave a code.
  ///
  /// - Complexity: O(e log e + u) for e spans and u units; characters are never visited one by one.
  public func cells(of code: Code.ID) -> CoverCells {
    cells(of: layers.map { $0?.spans(of: code) ?? [] })
  }

  /// The same of a code with these spans, a list for each compared coder.
  func cells(of spans: [[Span]]) -> CoverCells {
    guard units.kind != .character else {
      return CoverCells(
        spans: layers.indices.map { layers[$0] == nil ? nil : spans[$0].map(\.range) },
        within: units.spans.map(\.range)
      )
    }
    let counts = touched(by: spans)
    let covered = counts.values.reduce(0, +)
    let cells = counts.map { CoverCells.Cell(coders: $0.key, units: $0.value) }
    return CoverCells(
      present: present,
      cells: cells.sorted { $0.coders.rawValue < $1.coders.rawValue }
        + [CoverCells.Cell(coders: [], units: units.count - covered)]
    )
  }

  /// The relevant and irrelevant stretches of whole texts for one code, whatever unit and scope.
  ///
  /// - Returns: `nil` unless every compared coder has a layer.
  public func unitizing(of code: Code.ID) -> UnitizingCounts? {
    let spans = layers.compactMap { $0?.spans(of: code) }
    return spans.count == layers.count ? unitizing(of: spans) : nil
  }

  /// The same of a code with these spans, a list for each coder.
  func unitizing(of spans: [[Span]]) -> UnitizingCounts? {
    let marked = spans.map { spans in
      spans.map { MarkedUnit(start: $0.start, end: $0.end, value: 0) }
    }
    return try? UnitizingCounts(length: transcript.text.scalarCount, units: marked, values: 1)
  }

  private func touched(by spans: [[Span]]) -> [CoderSet: Int] {
    var coders: [Int: CoderSet] = [:]
    for (coder, list) in spans.enumerated() {
      for span in list {
        for place in units.places(touchedBy: span) {
          coders[place, default: []].insert(CoderSet(coder))
        }
      }
    }
    return coders.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}

/// Transcripts compared by the same coders.
public struct Comparison: Sendable {
  /// In the order of every list of layers; at most 64.
  public let coders: [Coder.ID]
  public let transcripts: [ComparedTranscript]

  public init(coders: [Coder.ID], transcripts: [ComparedTranscript]) {
    self.coders = coders
    self.transcripts = transcripts
  }

  /// The codes that some compared coder used, by id.
  public var codes: [Code.ID] {
    var codes: Set<Code.ID> = []
    for layer in transcripts.lazy.flatMap(\.layers) {
      if let layer { codes.formUnion(layer.codes.keys) }
    }
    return codes.sorted()
  }

  /// What all measures and intervals of one code are computed from.
  public func cells(of code: Code.ID) -> CodeCells {
    CodeCells(coders: coders.count, transcripts: transcripts.map { $0.cells(of: code) })
  }

  /// The unitizing sums over the transcripts that all compared coders worked on.
  public func unitizing(of code: Code.ID) -> UnitizingCounts {
    transcripts.reduce(into: UnitizingCounts(coders: coders.count, values: 1)) { sum, transcript in
      if let counts = transcript.unitizing(of: code) { sum += counts }
    }
  }

  /// The spans of one code that two coders have in common, over the transcripts of both.
  ///
  /// - Parameters:
  ///   - code: one of `codes`.
  ///   - first: a coder, by their place.
  ///   - second: another.
  ///   - share: spans match where intersection / union ≥ `share` / `whole`; `nil` for equal ends.
  ///   - whole: what `share` is a part of.
  /// - Returns: the sums over whole texts, whatever the scope.
  public func spans(
    of code: Code.ID,
    _ first: Int,
    _ second: Int,
    atLeast share: Int? = nil,
    of whole: Int = 100
  ) -> SpanMatch {
    transcripts.reduce(SpanMatch()) { sum, transcript in
      guard let one = transcript.layers[first], let other = transcript.layers[second] else {
        return sum
      }
      let a = one.spans(of: code).map(\.range)
      let b = other.spans(of: code).map(\.range)
      guard let share else { return sum + SpanMatch.exact(a, b) }
      return sum + SpanMatch.overlapping(a, b, atLeast: share, of: whole)
    }
  }
}

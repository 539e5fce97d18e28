/// What a question found.
public struct CodingAnswer: Sendable {
  /// Where a coding stands in `sources`.
  public struct Place: Hashable, Sendable {
    public let source: Int
    /// In the source's rows.
    public let row: Int

    public init(source: Int, row: Int) {
      self.source = source
      self.row = row
    }
  }

  /// By transcript, then by coder; what was found is in `found` of each.
  public private(set) var sources: [CodedSource]
  /// Chosen sources of which no work is shown.
  public let uncoded: [(transcript: String, attributes: CaseTable.Attributes)]
  /// Those of them on which there is work all the same: coded blind, or not submitted.
  public let hidden: Set<String>
  /// Those of them of which there are drafts to be seen, which the layer leaves out.
  public let drafts: Set<String>
  /// Sources left out because a condition cannot be answered for them.
  public let unknown: [String]
  /// What is left out and why, a sentence each.
  public private(set) var notes: [String]
  private let asker: Coder.ID?

  init(
    sources: [CodedSource],
    uncoded: [(transcript: String, attributes: CaseTable.Attributes)],
    hidden: Set<String>,
    drafts: Set<String>,
    unknown: [String],
    notes: [String],
    asker: Coder.ID?
  ) {
    self.sources = sources
    self.uncoded = uncoded
    self.hidden = hidden
    self.drafts = drafts
    self.unknown = unknown
    self.notes = notes
    self.asker = asker
  }

  public subscript(place: Place) -> CodingRow { sources[place.source].rows[place.row] }

  /// The transcripts of which others' codings were found: to be put on record before they are shown.
  public var showsOthersOf: Set<String> {
    Set(sources.filter { $0.coder != asker && !$0.found.isEmpty }.map(\.transcript))
  }

  /// Without others' codings of these transcripts, because it cannot be recorded who saw them.
  public mutating func leaveOut(_ transcripts: Set<String>, because sentences: [String]) {
    sources.removeAll { transcripts.contains($0.transcript) && $0.coder != asker }
    notes += sentences
  }

  /// The codings by transcript, then in the order of the text.
  ///
  /// - Complexity: O(n) where each transcript has one coder, else O(n log n) for those that have more.
  public var places: [Place] {
    var places: [Place] = []
    var index = 0
    while index < sources.count {
      var end = index + 1
      while end < sources.count, sources[end].transcript == sources[index].transcript { end += 1 }
      // Spans are taken from the sidecars: rows have dozens of references, and need not be there yet.
      var group: [Order] = []
      for source in index..<end {
        for row in sources[source].found {
          let span = sources[source].sidecar.codings[row].span
          group.append(Order(span: span, source: source, row: row))
        }
      }
      if end > index + 1 { group.sort() }
      for order in group { places.append(Place(source: order.source, row: order.row)) }
      index = end
    }
    return places
  }

  private struct Order: Comparable {
    let span: Span
    let source: Int
    let row: Int

    static func < (one: Order, other: Order) -> Bool {
      (one.span, one.source, one.row) < (other.span, other.source, other.row)
    }
  }
}

extension StudyCodings {
  /// Why a question has no answer.
  public enum Refusal: Error, Hashable, Sendable {
    /// Several coders, or a consensus that cannot be read.
    case layer(NoFinalLayer)
    case search(SearchProblem)
    /// Somebody has asked something else meanwhile.
    case stopped

    /// For the screen, which names the keys.
    public var message: String {
      switch self {
      case .layer(let problem): problem.message(wayOut: "")
      case .search(let problem): problem.message
      case .stopped: ""
      }
    }
  }

  /// Finds what a question asks for.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - layer: where the question says nothing.
  ///   - isCounting: refuses several coders of one transcript, whichever layer.
  ///   - isStopped: asked now and then whether the answer is still wanted.
  /// - Returns: the codings, and what is left out.
  /// - Throws: when coders would be added up, or a pattern takes too long.
  /// - Complexity: O(codings of what is asked about).
  public func answer(
    _ query: CodingQuery,
    layer: CodingLayer = .current,
    isCounting: Bool = false,
    isStopped: () -> Bool = { false }
  ) throws(Refusal) -> CodingAnswer {
    let filter: CodingFilter
    do throws(SearchProblem) {
      filter = try query.filter()
    } catch {
      throw .search(error)
    }
    var sources: [CodedSource] = []
    var uncoded: [(transcript: String, attributes: CaseTable.Attributes)] = []
    var hidden: Set<String> = []
    var drafts: Set<String> = []
    var unknown: [String] = []
    var unanswered = UnansweredConditions()
    var asked: [String] = []
    let wanted = query.transcripts.isEmpty ? study.transcripts : query.transcripts.sorted()
    for name in wanted {
      guard !isStopped() else { throw .stopped }
      let attributes = attributes(of: name)
      let fits = filter.conditions.answer(for: attributes)
      if fits == .unknown {
        unknown.append(name)
        unanswered.add(name, query.conditions, of: attributes)
      }
      guard fits == .fits else { continue }
      asked.append(name)
      let layers = try self.layers(of: name, query.layer ?? layer, query.coders, isCounting)
      if layers.isEmpty {
        uncoded.append((name, attributes))
        if work.hides(workOn: name, layer: query.layer ?? layer, of: query.coders) {
          hidden.insert(name)
        }
        if work.leavesOutDraft(of: name, layer: query.layer ?? layer, by: query.coders) {
          drafts.insert(name)
        }
      }
      for var source in layers {
        do throws(SearchProblem) {
          source.found = try filter.places(in: source, isStopped: isStopped)
        } catch {
          throw .search(error)
        }
        guard !isStopped() else { throw .stopped }
        sources.append(source)
      }
    }
    return CodingAnswer(
      sources: sources,
      uncoded: uncoded,
      hidden: hidden,
      drafts: drafts,
      unknown: unknown,
      notes: draftNotes(drafts) + refusedNotes(on: Set(query.conditions.map(\.attribute)), wanted)
        + unanswered.notes(listing: { list($0) }, name: { DisplayText.safe(names[$0]) })
        + hiddenNotes(query, asked) + ((query.layer ?? layer) == .submitted ? goneCopies : []),
      asker: asker
    )
  }

  private func layers(
    of name: String,
    _ layer: CodingLayer,
    _ coders: [Coder.ID],
    _ isCounting: Bool
  ) throws(Refusal) -> [CodedSource] {
    let found: [CodedSource]
    if isCounting { try refuseLost(name, layer, coders) }
    if layer == .submitted {
      found = submissions(of: name).filter { coders.isEmpty || coders.contains($0.coder) }
    } else {
      var work = work
      do throws(NoFinalLayer) {
        found = try work.sidecars(of: name, layer: layer, coders: coders)
          .compactMap { source(name, $0.coder) }
      } catch {
        throw .layer(error)
      }
    }
    if isCounting, found.count > 1 {
      throw .layer(NoFinalLayer(transcript: name, .several(found.map(\.coder))))
    }
    return found
  }

  private func refuseLost(
    _ name: String,
    _ layer: CodingLayer,
    _ coders: [Coder.ID]
  ) throws(Refusal) {
    do throws(NoFinalLayer) {
      try work.refuseLost(name, layer: layer, of: coders)
    } catch {
      throw .layer(error)
    }
  }

  /// First of all, since nothing else on the screen shows that own work is not counted.
  private func draftNotes(_ drafts: Set<String>) -> [String] {
    drafts.isEmpty
      ? []
      : ["Drafts are left out: \(list(paths: drafts.sorted())). The layer current takes them in."]
  }

  /// Whose work is not in an answer, of what the question can reach.
  private func hiddenNotes(_ query: CodingQuery, _ wanted: [String]) -> [String] {
    var notes = wanted.compactMap { study.noteOfLoss(on: $0, of: query.coders, named: names[$0]) }
    let blind = wanted.filter {
      work.blindness.isBlind(to: $0) && work.hiddenCount(of: $0, among: query.coders) > 0
    }
    if blind.count == 1 {
      notes.append(work.blindSentence(about: blind))
    } else if !blind.isEmpty {
      notes.append(
        "You are coding blind: other coders' codings of \(list(paths: blind)) are hidden until all who code "
          + "them have submitted."
      )
    }
    let open = wanted.filter {
      !work.blindness.isBlind(to: $0) && work.hiddenCount(of: $0, among: query.coders) > 0
    }
    if !open.isEmpty {
      notes.append("Not submitted yet and left out: work on \(list(paths: open)).")
    }
    return notes
  }

  /// That values which the study does not list count as unknown.
  public func refusedNotes(on attributes: Set<String>, _ paths: [String]) -> [String] {
    guard !attributes.isEmpty else { return [] }
    var refused = RefusedValues()
    for path in paths { refused.add(self.attributes(of: path), of: names[path]) }
    return refused.notes(on: attributes, study: study.file)
  }

  private func list(paths: [String]) -> String { list(paths.map { DisplayText.safe(names[$0]) }) }

  private func list(_ words: [String]) -> String {
    let shown = words.prefix(5).joined(separator: ", ")
    return words.count > 5 ? "\(shown) and \(words.count - 5) more" : shown
  }
}

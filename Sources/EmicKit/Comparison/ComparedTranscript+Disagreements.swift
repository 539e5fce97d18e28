extension ComparedTranscript {
  /// Everything two coders did with the transcript; empty unless both have a layer.
  public func disagreements(_ first: Int, _ second: Int) -> [Disagreement] {
    guard let one = layers[first], let other = layers[second] else { return [] }
    return Disagreement.all(one, other)
  }

  /// The numbers of the turns or paragraphs that count as disagreeing because of each item.
  ///
  /// A unit counts where one side touches it and the other coder has the side's code nowhere in it:
  /// where the table says only-first or only-second. None: same turn, other words.
  /// - Returns: a sorted list for each item, in their order.
  public func counts(
    of items: [Disagreement],
    _ first: Int,
    _ second: Int
  ) -> [[Int]] {
    let places = [occupied(by: first), occupied(by: second)]
    return items.map { item in
      var found: Set<Int> = []
      for (side, others) in [(item.first, places[1]), (item.second, places[0])] {
        for coding in side {
          found.formUnion(
            Set(units.places(touchedBy: coding.span)).subtracting(others[coding.code] ?? [])
          )
        }
      }
      return Set(found.map { units.turns[$0] }).sorted()
    }
  }

  /// Connected stretches of overlapping codings, of any coder and code, that hold a disagreement.
  public func passages() -> [Span] {
    let stretches = layers.flatMap { $0?.codings.map(\.span) ?? [] }.sorted().connected()
    var disagreeing: Set<Int> = []
    for first in layers.indices {
      for second in layers.indices where second > first {
        for item in disagreements(first, second) where item.kind != .agreed {
          // An item's codings are connected, so one stretch holds them all.
          let start = item.span.start
          if let place = stretches.lastIndex(startingAtMost: start, by: \.start) {
            disagreeing.insert(place)
          }
        }
      }
    }
    return disagreeing.sorted().map { stretches[$0] }
  }

  private func occupied(by coder: Int) -> [Code.ID: Set<Int>] {
    (layers[coder]?.codings ?? []).reduce(into: [:]) { places, coding in
      places[coding.code, default: []].formUnion(units.places(touchedBy: coding.span))
    }
  }
}

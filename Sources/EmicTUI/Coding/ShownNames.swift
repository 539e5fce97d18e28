import EmicKit

/// Where in a transcript real names stand, and what the screen shows in their place.
///
///     Mr Lin called us.     the transcript: offsets, quotes and sidecars are those of this
///     official A called us. what is shown
///
/// The text stays as it is: a name is drawn as one unbroken piece of a row, as wide as what stands for it.
struct ShownNames {
  struct Place: Equatable {
    /// The name, in the transcript.
    var span: Span
    /// What is shown of it.
    var words: String
    /// Of the words, in cells.
    var width: Int
  }

  /// In the order of the text; they do not overlap.
  let places: [Place]

  init(_ names: NameList, in transcript: Transcript) {
    places = names.shown(in: transcript).map {
      Place(span: $0.span, words: $0.words, width: DisplayText.width(of: $0.words))
    }
  }

  /// The names that share text with a span.
  func places(overlapping span: Span) -> ArraySlice<Place> {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].span.end <= span.start { low = middle + 1 } else { high = middle }
    }
    let end = places[low...].firstIndex { $0.span.start >= span.end } ?? places.count
    return places[low..<max(low, end)]
  }

  /// How many cells each scalar of a span takes where names are replaced: the first of a name all of its
  /// words, as many as fit a row, the others none.
  func widths(of span: Span, _ scalars: [Unicode.Scalar], fitting width: Int) -> [Int] {
    var widths = scalars.map { DisplayText.width(of: $0) }
    for place in places(overlapping: span) {
      let inside = place.span.intersection(span) ?? place.span
      for offset in inside.start..<inside.end { widths[offset - span.start] = 0 }
      // Where a row before shows the words, this one shows nothing of the name.
      if inside.start == place.span.start {
        widths[inside.start - span.start] = min(place.width, width)
      }
    }
    return widths
  }
}

import ArgumentParser
import EmicKit

/// The three ways to name a stretch of a transcript.
struct PlaceOptions: ParsableArguments {
  // Taken as they are typed: -3 is no option, but a number that is out of range.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where it starts, in characters from 0.", valueName: "n")
  )
  var start: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where it ends; this character is not in it.", valueName: "n")
  )
  var end: Int?

  @Option(help: ArgumentHelp("An address: 30, 30.2 or 30.2-30.4.", valueName: "address"))
  var at: String?

  @Option(help: ArgumentHelp("The words themselves.", valueName: "text"))
  var quote: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Which occurrence of the words, from 1.", valueName: "k")
  )
  var occurrence: Int?

  /// Refuses what names no stretch, or two.
  func validateChoice() throws(Failure) {
    let ways = [start != nil || end != nil, at != nil, quote != nil].count { $0 }
    guard ways == 1 else {
      throw .usage(
        ways == 0
          ? "No place is given. Use --start and --end, --at 30.2, or --quote."
          : "Two places are given. Use --start and --end, or --at, or --quote."
      )
    }
    if (start == nil) != (end == nil) {
      throw .usage("--start and --end belong together. Give both.")
    }
    if occurrence != nil, quote == nil { throw .usage("--occurrence belongs to --quote.") }
  }

  /// Whether any place is named.
  var isGiven: Bool {
    start != nil || end != nil || at != nil || quote != nil || occurrence != nil
  }

  /// Where a coding is to stand that stands on a span now: one edge alone may be named.
  ///
  /// - Throws: as `validateChoice` and `span(in:)`.
  func span(moving span: Span, in transcript: Transcript) throws(Failure) -> Span {
    var whole = self
    if at == nil, quote == nil, (start == nil) != (end == nil) {
      (whole.start, whole.end) = (start ?? span.start, end ?? span.end)
    }
    try whole.validateChoice()
    return try whole.span(in: transcript)
  }

  /// The stretch that is meant.
  func span(in transcript: Transcript) throws(Failure) -> Span {
    if let at {
      do throws(AddressProblem) {
        return try Address.span(at, in: transcript)
      } catch {
        throw .usage(error.message(transcript: transcript.name))
      }
    }
    if let quote { return try span(of: quote, in: transcript) }
    return try span(start ?? 0, end ?? 0, in: transcript)
  }

  private func span(_ start: Int, _ end: Int, in transcript: Transcript) throws(Failure) -> Span {
    let text = transcript.text
    let name = transcript.name
    for offset in [start, end] where offset < 0 || offset > text.scalarCount {
      let nearest = offset < 0 ? 0 : text.scalarCount
      throw .usage(
        "\(name): \(offset) is outside of the text, which has the offsets 0 to "
          + "\(text.scalarCount). The nearest is \(nearest)."
      )
    }
    guard start < end else {
      throw .usage(
        "\(name): the stretch from \(start) to \(end) holds nothing. --end must be larger than "
          + "--start."
      )
    }
    for offset in [start, end] where !text.isGraphemeBoundary(offset) {
      let before = text.graphemeBoundary(before: offset)
      let after = text.graphemeBoundary(after: offset)
      let nearest = offset - before <= after - offset ? before : after
      throw .usage(
        "\(name): \(offset) lies inside one character as it is read (\(before) to \(after)). "
          + "The nearest whole one is \(nearest)."
      )
    }
    return Span(start..<end)
  }

  private func span(of quote: String, in transcript: Transcript) throws(Failure) -> Span {
    let text = transcript.text
    let spans = exactPlaces(of: quote, in: text).filter {
      text.isGraphemeBoundary($0.start) && text.isGraphemeBoundary($0.end)
    }
    guard let first = spans.first else {
      throw .usage(
        "\(transcript.name): the words of --quote do not stand in the text as they are. "
          + "Copy them from `emic read`, or find them with `emic search`."
      )
    }
    if let occurrence {
      guard spans.indices.contains(occurrence - 1) else {
        throw .usage(
          "\(transcript.name): the words stand there \(times(spans.count)). "
            + "Give --occurrence 1\(spans.count > 1 ? " to \(spans.count)" : "")."
        )
      }
      return spans[occurrence - 1]
    }
    guard spans.count == 1 else {
      let places = spans.prefix(10).enumerated().map { index, span in
        let address = Address.text(of: span.start, in: transcript)
        return "\(index + 1) at " + (address ?? "offset \(span.start)")
      }
      throw .usage(
        "\(transcript.name): the words stand there \(times(spans.count)): "
          + places.joined(separator: ", ") + (spans.count > 10 ? ", …" : "")
          + ". Say which with --occurrence."
      )
    }
    return first
  }

  private func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

  // Byte for byte, since a coding quotes exactly; overlapping occurrences count.
  private func exactPlaces(of quote: String, in text: TranscriptText) -> [Span] {
    let needle = Array(TranscriptText(quote)[TranscriptText(quote).span].utf8)
    guard !needle.isEmpty else { return [] }
    let starts = text.withUTF8 { bytes in
      guard bytes.count >= needle.count else { return [Int]() }
      return (0...bytes.count - needle.count).filter { place in
        bytes[place] == needle[0] && bytes[place..<place + needle.count].elementsEqual(needle)
      }
    }
    return starts.map { start in
      Span(
        text.scalarOffset(
          of: ByteOffset(start)
        )..<text.scalarOffset(of: ByteOffset(start + needle.count))
      )
    }
  }
}

/// Names in words that are cut out of a longer text.
extension NameList {
  /// A stretch of a text with what stands in the place of names.
  ///
  /// A name at the edge, which only in part stands in the stretch, is replaced as a whole.
  public func replacing(in text: TranscriptText, of span: Span) -> String {
    let near = Span(
      max(0, span.start - Self.reach)..<min(text.scalarCount, span.end + Self.reach)
    )
    var (result, place) = ("", span.start)
    for hit in hits(in: text[near]) {
      let name = Span(hit.span.start + near.start..<hit.span.end + near.start)
      guard name.overlaps(span) else { continue }
      result += text[Span(place..<max(place, name.start))] + entries[hit.entry].replacement
      place = min(name.end, span.end)
    }
    return result + text[Span(place..<span.end)]
  }

  /// Words that follow one another in a text, with what stands in the place of names; what stands for a
  /// name that goes over from one into the next is in the part where it begins.
  ///
  /// - Returns: as many parts.
  public func replacing(in parts: [String]) -> [String] {
    let all = Array(parts.joined().unicodeScalars)
    let hits = hits(in: parts.joined())
    guard !hits.isEmpty else { return parts }
    var (results, start, next, place) = ([String](), 0, 0, 0)
    for part in parts {
      let end = start + part.unicodeScalars.count
      var result = ""
      func keep(upTo offset: Int) {
        result.unicodeScalars.append(contentsOf: all[min(place, offset)..<offset])
      }
      while next < hits.count, hits[next].span.start < end {
        keep(upTo: hits[next].span.start)
        result += entries[hits[next].entry].replacement
        place = hits[next].span.end
        next += 1
      }
      keep(upTo: end)
      place = max(place, end)
      results.append(result)
      start = end
    }
    return results
  }

  /// In scalars: how far beyond a stretch a name can begin or end.
  private static let reach = 64
}

import EmicKit

/// Which attributes the sources of a listing have.
extension CodingListing {
  /// Where a study has no table of cases, the attributes of the transcripts' headers, by their names.
  var headerNames: [String] {
    guard cases.rows.isEmpty else { return [] }
    let names = sources.reduce(into: Set<String>()) { names, source in
      names.formUnion(source.attributes.values.keys)
    }
    return names.subtracting(attributeNames).sorted()
  }

  /// Whether the study knows an attribute, or a source has it in its header.
  func hasAttribute(_ name: String) -> Bool {
    attributeNames.contains(name)
      || sources.contains { $0.attributes.values[name] != nil }
      || uncoded.contains { $0.attributes.values[name] != nil }
  }

  /// Refuses attributes that no source has: a slip of the pen; a value that none has is an answer.
  func refuseUnknownAttributes(_ names: [String]) throws(Failure) {
    var known = ["case"] + attributeNames
    for name in names where !known.contains(name) {
      // Headers may name more than the table and the study; to read them all is the last resort.
      let headers = study.transcripts.compactMap { try? study.transcript($0).structure.header }
      let more = Set(headers.flatMap { $0.attributes.map(\.key) }).subtracting(known)
      known += more.subtracting(["transcript-id"]).sorted()
      guard !known.contains(name) else { continue }
      let nearest = EditDistance.nearest(to: name, among: known)
      let list = known.filter { $0 == nearest } + known.filter { $0 != nearest }
      let shown = list.prefix(Self.mostNames).joined(separator: ", ")
      throw .usage(
        "there is no attribute \"\(name)\". Use one of: \(shown)"
          + (list.count > Self.mostNames ? ", … (\(list.count) in all)." : ".")
      )
    }
  }

  /// A table of a hundred columns must not bury the sentence.
  static let mostNames = 12
}

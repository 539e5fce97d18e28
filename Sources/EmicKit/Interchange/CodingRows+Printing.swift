/// Half a million codings as CSV, printed from the sidecars: what is the same in many rows is printed
/// once, and no row is made that only waits to be printed.
extension CodingRows {
  /// What was asked for of one transcript, whoever coded it, in the order of `CodedSource.foundRows`.
  ///
  /// - Parameters:
  ///   - sources: of this transcript, with what was found in them.
  ///   - attributes: the names of the columns at the end.
  ///   - hasStoredCodes: whether the codes as they are stored have a column.
  /// - Returns: whole rows, without the heading.
  package static func csv(
    of sources: [CodedSource],
    attributes: [String],
    hasStoredCodes: Bool
  ) -> [UInt8] {
    CodingPrinter.print(
      sources.map {
        CodingPrinter($0, attributes: attributes, hasStoredCodes: hasStoredCodes)
      }
    )
  }
}

extension CodingRows {
  /// The rows of a source that leaves, without their heading.
  static func csv(
    of source: ExportedSource,
    attributes: [String],
    hasStoredCodes: Bool
  ) -> [UInt8] {
    let unchanged = source.layers.compactMap(\.unchanged)
    guard unchanged.count == source.layers.count else {
      let rows = source.rows
      return printed(
        rows.count,
        attributes: attributes,
        hasStoredCodes: hasStoredCodes
      ) { rows[$0].row }
    }
    let printers = unchanged.map {
      CodingPrinter($0, attributes: attributes, hasStoredCodes: hasStoredCodes)
    }
    return CodingPrinter.print(printers)
  }
}

/// Prints the codings of one sidecar.
///
/// One object, since each of its codings goes through it: to copy a value would copy all that it
/// refers to, twice for each coding.
private final class CodingPrinter {
  private let source: CodedSource
  private let codings: [Coding]
  private let places: CodingPlaces?
  /// By place in the source's codes.
  private let codes: [ReadCode]
  /// From the transcript to the coder.
  private let about: [UInt8]
  /// The digest and the attributes.
  private let end: [UInt8]
  private let hasStoredCodes: Bool

  init(_ source: CodedSource, attributes names: [String], hasStoredCodes: Bool) {
    self.source = source
    self.hasStoredCodes = hasStoredCodes
    codings = source.sidecar.codings
    places = source.places
    codes = source.readCodes
    about = Self.printed([source.transcript, source.attributes.case, source.coder.text])
    end = Self.printed(
      [source.sidecar.source.sha256] + names.map { source.attributes.values[$0] ?? "" }
    )
  }

  private static func printed(_ fields: [String]) -> [UInt8] {
    var csv = CSVBytes()
    for field in fields { csv.add(field) }
    return csv.bytes
  }

  /// The codings of one transcript, in the order of the text, whoever made them.
  static func print(_ printers: [CodingPrinter]) -> [UInt8] {
    var order: [(span: Span, printer: Int, place: Int)] = []
    for (index, printer) in printers.enumerated() {
      for place in printer.source.found {
        order.append((printer.codings[place].span, index, place))
      }
    }
    order.sort { one, other in
      if one.span != other.span { return one.span < other.span }
      return printers[one.printer].precedes(one.place, printers[other.printer], other.place)
    }
    var csv = CSVBytes(reserving: order.count * 512)
    for row in order {
      let printer = printers[row.printer]
      printer.codings.withUnsafeBufferPointer { printer.print($0, row.place, to: &csv) }
    }
    return csv.bytes
  }

  /// As rows of the same span are ordered: path, coder, id.
  private func precedes(_ place: Int, _ other: CodingPrinter, _ otherPlace: Int) -> Bool {
    let path = codes[source.codeOfRow[place]].path
    let otherPath = other.codes[other.source.codeOfRow[otherPlace]].path
    if path != otherPath { return path.lexicographicallyPrecedes(otherPath) }
    return (source.coder, codings[place].id) < (other.source.coder, other.codings[otherPlace].id)
  }

  /// - Parameters:
  ///   - codings: its own, lent: to take one out would copy a dozen references.
  ///   - place: of one among them.
  ///   - csv: to which its row is added.
  private func print(
    _ codings: UnsafeBufferPointer<Coding>,
    _ place: Int,
    to csv: inout CSVBytes
  ) {
    let span = codings[place].span
    codings[place].id.withUTF8 { csv.add($0) }
    csv.add(printed: about)
    csv.add(printed: codes[source.codeOfRow[place]].printed)
    let standing = places?[span]
    csv.add(span.start, span.end, standing?.turn, standing?.line)
    csv.add(standing?.speaker ?? "")
    csv.add(standing?.time ?? "")
    codings[place].words.withUTF8(codings[place].words.quote) { csv.add($0) }
    codings[place].words.withUTF8(codings[place].words.memo) { csv.add($0) }
    if let flags = codings[place].rare?.values.flags {
      csv.add(flags.map(\.text).joined(separator: "|"))
    } else {
      csv.addEmpty(1)
    }
    csv.add(codings[place].created, codings[place].modified)
    csv.add(codings[place].codebook)
    csv.add(printed: end)
    if hasStoredCodes { csv.add(codings[place].code.text) }
    csv.endRow()
  }
}

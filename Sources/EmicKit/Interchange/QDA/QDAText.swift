/// A text of a project: the canonical one, and where the file's own counting differs from it.
struct QDAText {
  let text: TranscriptText
  /// The line feeds that were CRLF, in scalars of the canonical text.
  let pairs: [Int]
  /// The scalars beyond U+FFFF.
  let astral: [Int]

  /// - Parameters:
  ///   - bytes: of the file, UTF-8 or UTF-16 with its mark.
  ///   - encoding: of what is neither.
  /// - Throws: when it is no text.
  init(_ bytes: [UInt8], encoding: TextEncoding? = nil) throws(TranscriptTextProblem) {
    var bytes = Self.utf8(bytes) ?? bytes
    if let encoding, String(validating: bytes, as: UTF8.self) == nil,
      case .utf8(let converted) = TextConversion.convert(bytes, from: encoding)
    {
      bytes = converted
    }
    text = try TranscriptText(bytes: bytes)
    var pairs: [Int] = []
    var astral: [Int] = []
    var scalar = 0
    bytes.withUnsafeBufferPointer { bytes in
      var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      while place < bytes.count {
        let byte = bytes[place]
        let isPair = byte == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A
        if isPair { pairs.append(scalar) }
        if byte >= 0xF0 { astral.append(scalar) }
        place += isPair ? 2 : 1
        if byte & 0xC0 != 0x80 { scalar += 1 }
      }
    }
    self.pairs = pairs
    self.astral = astral
  }

  private static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    let isBigEndian = bytes.starts(with: [0xFE, 0xFF])
    guard isBigEndian || bytes.starts(with: [0xFF, 0xFE]), bytes.count.isMultiple(of: 2) else {
      return nil
    }
    let units = stride(from: 2, to: bytes.count, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
  }

  /// How far a way of counting runs ahead of the canonical one: the places, in its own unit, at
  /// which it takes one step more.
  func steps(_ counting: QDACounting) -> QDASteps {
    var events: [Int] = []
    if counting.countsReturns { events += pairs }
    if counting.isUTF16 { events += astral }
    events.sort()
    return QDASteps(
      places: events.enumerated().map { $0.element + $0.offset + 1 },
      length: text.scalarCount + events.count
    )
  }
}

/// In which unit a program counts the places of a text.
struct QDACounting: Hashable {
  /// UTF-16 code units rather than code points.
  var isUTF16: Bool
  /// CRLF is two rather than one.
  var countsReturns: Bool

  /// In the order of what is likely where nothing tells them apart.
  static let all = [
    QDACounting(isUTF16: false, countsReturns: false),
    QDACounting(isUTF16: false, countsReturns: true),
    QDACounting(isUTF16: true, countsReturns: true),
    QDACounting(isUTF16: true, countsReturns: false),
  ]

  /// What a program is known to count.
  static func usual(of origin: String) -> QDACounting {
    let origin = origin.lowercased()
    if origin.contains("nvivo") { return QDACounting(isUTF16: true, countsReturns: true) }
    if origin.contains("atlas") || origin.contains("maxqda") {
      return QDACounting(isUTF16: false, countsReturns: false)
    }
    return QDACounting(isUTF16: false, countsReturns: true)
  }

  var name: String {
    let unit = isUTF16 ? "UTF-16 units" : "code points"
    return "\(unit), \(countsReturns ? "CRLF counted as two" : "each line end counted as one")"
  }
}

/// From a program's offsets to canonical ones.
struct QDASteps {
  /// Sorted.
  let places: [Int]
  /// The length of the text in the program's unit.
  let length: Int

  /// The canonical offset; what lies inside a pair of units goes back to its start.
  ///
  /// - Returns: `nil` outside the text.
  func canonical(_ offset: Int) -> Int? {
    guard offset >= 0, offset <= length else { return nil }
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return offset - low
  }
}

/// The text of a file as an import reads it, with the encoding in which it was found.
///
/// Decided in this order: a byte order mark; strict UTF-8; what somebody says; else nothing is decided,
/// and candidates are offered. A guess is never taken silently.
package struct DecodedText: Hashable, Sendable {
  /// Canonical: UTF-8 without a mark at its start, lines ending in LF.
  package var bytes: [UInt8]
  package var encoding: TextEncoding
  /// The lines, from 1, in which bytes became U+FFFD; one entry for each gap.
  package var gaps: [Int] = []
  /// What somebody said, where the file itself says otherwise.
  package var overruled: TextEncoding?

  /// - Parameters:
  ///   - file: the bytes as they came.
  ///   - chosen: what somebody says; where the file has a mark or is UTF-8 it is not needed.
  /// - Throws: when nothing is decided, or the bytes are not of that encoding, or no text at all.
  package init(_ file: [UInt8], as chosen: TextEncoding? = nil) throws(ImportProblem) {
    if chosen == .utf8Replacing {
      self = try Self.replacing(file)
    } else if let marked = Self.marked(file) {
      self = try Self.converted(Array(file.dropFirst(marked.length)), from: marked.encoding)
      if let chosen, chosen != encoding { overruled = chosen }
    } else {
      self = try Self.unmarked(file, as: chosen)
    }
  }

  private init(bytes: [UInt8], encoding: TextEncoding) {
    self.bytes = bytes
    self.encoding = encoding
  }

  private static func unmarked(
    _ file: [UInt8],
    as chosen: TextEncoding?
  ) throws(ImportProblem) -> DecodedText {
    let problem: TranscriptTextProblem
    do throws(TranscriptTextProblem) {
      var text = DecodedText(bytes: try CanonicalText.bytes(of: file), encoding: .utf8)
      // Texts of other encodings are hardly ever UTF-8 by chance, and many files at once are of
      // several encodings.
      if let chosen, chosen != .utf8, text.bytes.contains(where: { $0 >= 0x80 }) {
        text.overruled = chosen
      }
      return text
    } catch {
      problem = error
    }
    if let chosen, chosen != .utf8 {
      if case .binary(.some) = problem { throw .text(problem) }
      return try converted(file, from: chosen)
    }
    switch problem {
    case .notUTF8(let byte, let line, _):
      guard !EncodingCandidate.isBinary(file) else {
        throw .unsupported("made of control characters", advice: "Import the text itself.")
      }
      throw .undecided(byte: byte, line: line, EncodingCandidate.ranked(for: file))
    case .binary(kind: nil):
      // UTF-16 in which few zero bytes stand, and not all on one side.
      let candidates = EncodingCandidate.isBinary(file) ? [] : EncodingCandidate.ranked(for: file)
      guard !candidates.isEmpty else { throw .text(problem) }
      throw .undecided(byte: file.firstIndex(of: 0) ?? 0, line: 1, candidates)
    default: throw .text(problem)
    }
  }

  private static func converted(
    _ bytes: [UInt8],
    from encoding: TextEncoding
  ) throws(ImportProblem) -> DecodedText {
    switch TextConversion.convert(bytes, from: encoding) {
    case .bad(let place):
      throw .badBytes(encoding, byte: place, candidates: EncodingCandidate.ranked(for: bytes))
    case .utf8(let utf8):
      do throws(TranscriptTextProblem) {
        return DecodedText(bytes: try CanonicalText.bytes(of: utf8), encoding: encoding)
      } catch {
        throw .text(error)
      }
    }
  }

  private static func replacing(_ file: [UInt8]) throws(ImportProblem) -> DecodedText {
    let (utf8, replaced) = TextConversion.replacing(file)
    do throws(TranscriptTextProblem) {
      var text = DecodedText(
        bytes: try CanonicalText.bytes(of: utf8),
        encoding: replaced.isEmpty ? .utf8 : .utf8Replacing
      )
      var line = 1
      var next = 0
      for place in replaced {
        while next < place {
          if file[next] == 0x0A { line += 1 }
          next += 1
        }
        text.gaps.append(line)
      }
      return text
    } catch {
      throw .text(error)
    }
  }

  /// The encoding that a byte order mark gives.
  private static func marked(_ file: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
    if file.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if file.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32BigEndian, 4) }
    if file.starts(with: [0xFF, 0xFE, 0, 0]), file.count % 4 == 0 {
      return (.utf32LittleEndian, 4)
    }
    if file.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if file.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }
}

/// An encoding in which bytes may be written, with what they would say.
package struct EncodingCandidate: Hashable, Sendable {
  package var encoding: TextEncoding
  /// The first lines that tell encodings apart, cut.
  package var preview: [String]

  /// The encodings in which all bytes have a meaning, the likeliest first.
  ///
  /// ICU's detector only ranks: it is wrong often enough that nothing is decided by it.
  static func ranked(for file: [UInt8]) -> [EncodingCandidate] {
    guard !isBinary(file) else { return [] }
    // A long text tells no more than its beginning, up to a line's end.
    let sample = file.prefix(1 << 18)
    let guesses = TextConversion.guesses(sample)
    func confidence(_ encoding: TextEncoding) -> Int {
      guesses.filter { encoding.detectorNames.contains($0.name) }.map(\.confidence).max() ?? 0
    }
    let wide = wideOrder(file)
    let isWestern = !standsInRuns(sample)
    let others = TextEncoding.national.enumerated().sorted { one, other in
      // A short text tells the detector little, and it takes Chinese for Western European.
      let wrong = [one, other].map { $0.element == .windows1252 && !isWestern }
      if wrong[0] != wrong[1] { return wrong[1] }
      let (first, second) = (confidence(one.element), confidence(other.element))
      return first != second ? first > second : one.offset < other.offset
    }.map(\.element)
    var found: [EncodingCandidate] = []
    for encoding in wide + others where found.count < 5 {
      guard case .utf8(let utf8) = TextConversion.convert(file, from: encoding),
        let text = try? CanonicalText.bytes(of: utf8), isPlausible(text)
      else { continue }
      let candidate = EncodingCandidate(encoding: encoding, preview: preview(of: text))
      // Two that say the same are one choice.
      if !found.contains(where: { $0.preview == candidate.preview && !file.isEmpty }) {
        found.append(candidate)
      }
    }
    return found
  }

  /// Whether most bytes above ASCII stand beside another: accented letters stand alone, the two bytes of
  /// a Chinese, Japanese or Korean character do not.
  private static func standsInRuns(_ bytes: ArraySlice<UInt8>) -> Bool {
    var (single, all) = (0, 0)
    var length = 0
    for byte in bytes + [0] {
      if byte >= 0x80 {
        length += 1
      } else {
        all += length
        if length == 1 { single += 1 }
        length = 0
      }
    }
    return single * 2 < all
  }

  /// UTF-16 without a mark shows in zero bytes that stand always on the same side.
  private static func wideOrder(_ file: [UInt8]) -> [TextEncoding] {
    guard file.count % 2 == 0, !file.isEmpty else { return [] }
    var zeros = [0, 0]
    for (place, byte) in file.prefix(1 << 16).enumerated() where byte == 0 { zeros[place & 1] += 1 }
    guard zeros[0] + zeros[1] > 0 else { return [] }
    let both: [TextEncoding] = [.utf16LittleEndian, .utf16BigEndian]
    return zeros[1] >= zeros[0] ? both : both.reversed()
  }

  /// More than a tenth of control characters is no text, whatever the encoding.
  static func isBinary(_ file: [UInt8]) -> Bool {
    let sample = file.prefix(1 << 16)
    // In UTF-16 half of a character may look like one; there the conversion decides.
    if file.count.isMultiple(of: 2), sample.contains(0) { return false }
    let controls = sample.count {
      $0 < 0x20 && $0 != 0 && !(0x09...0x0D).contains($0) && $0 != 0x1B
    }
    return controls * 10 > sample.count
  }

  /// Private-use characters and controls are what a wrong table makes of a text.
  private static func isPlausible(_ text: [UInt8]) -> Bool {
    var (odd, count) = (0, 0)
    for scalar in String(decoding: text.prefix(1 << 16), as: UTF8.self).unicodeScalars {
      count += 1
      switch scalar.value {
      case 0...8, 0x0E...0x1A, 0x1C...0x1F, 0x7F...0x9F, 0xE000...0xF8FF, 0xF0000...0x10FFFF:
        odd += 1
      default: break
      }
    }
    return odd * 20 <= count
  }

  private static let previewLength = 60

  private static func preview(of text: [UInt8]) -> [String] {
    let lines = text.prefix(1 << 14).split(separator: 0x0A)
    let telling = lines.filter { $0.contains { $0 >= 0x80 } }
    return (telling.isEmpty ? lines : telling).prefix(3).map { line in
      let scalars = String(decoding: line, as: UTF8.self).unicodeScalars
      let cut = String(String.UnicodeScalarView(scalars.prefix(previewLength)))
      return scalars.count > previewLength ? cut + "…" : cut
    }
  }
}

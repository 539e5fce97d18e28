/// How densely a coder codes: what shows that they drift from round to round.
public struct CodingRate: Hashable, Sendable {
  public var coder: Coder.ID
  /// Words, or characters of Chinese: never one number over both.
  public var unit: TextLength.Unit
  /// Working codes apart.
  public var codings: Int
  /// Of the transcripts that the coder worked on.
  public var length: Int

  /// Codings per 1,000 words or characters; `nil` for no text.
  public var perThousand: Double? {
    length == 0 ? nil : Double(codings) * 1000 / Double(length)
  }

  /// The rates of coders over transcripts.
  ///
  /// - Parameters:
  ///   - work: for each transcript its length and the sidecars that count.
  ///   - codebook: says which codes are working codes.
  /// - Returns: by coder, words before characters.
  public static func rates(
    of work: [(length: TextLength, sidecars: [Sidecar])],
    codebook: Codebook
  ) -> [CodingRate] {
    var rates: [Coder.ID: [TextLength.Unit: CodingRate]] = [:]
    for (length, sidecars) in work {
      for sidecar in sidecars {
        let coder = sidecar.coder
        var rate =
          rates[coder]?[length.unit]
          ?? CodingRate(coder: coder, unit: length.unit, codings: 0, length: 0)
        rate.length += length.count
        rate.codings += sidecar.codings.count { coding in
          codebook[codebook.resolved(coding.code)]?.isWorking != true
        }
        rates[coder, default: [:]][length.unit] = rate
      }
    }
    return rates.sorted { $0.key < $1.key }.flatMap { _, byUnit in
      [TextLength.Unit.words, .characters].compactMap { byUnit[$0] }
    }
  }
}

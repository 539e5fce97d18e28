import CICU

/// From the bytes of an encoding to UTF-8, by ICU's tables; the only place that knows of them.
enum TextConversion {
  enum Outcome: Hashable {
    case utf8([UInt8])
    /// The place, from 0, of the first byte that means nothing in this encoding.
    case bad(at: Int)
  }

  /// Converts strictly: a byte that means nothing, or only half a character, is a problem.
  static func convert(_ bytes: [UInt8], from encoding: TextEncoding) -> Outcome {
    // ICU's table gives the five bytes that Windows-1252 lacks a meaning as control characters.
    if encoding == .windows1252, let hole = bytes.firstIndex(where: holes.contains) {
      return .bad(at: hole)
    }
    return convert(bytes, converter: encoding.converter)
  }

  private static let holes: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]

  /// The same with ICU's name of an encoding, for formats that name their own.
  static func convert(_ bytes: [UInt8], converter: String) -> Outcome {
    var outcome = ICU_DECODED
    var bad = 0
    // No byte becomes more than four; memory that is not written to costs nothing.
    let capacity = 4 * bytes.count + 16
    let utf8 = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
      guard let target = buffer.baseAddress else { return }
      bytes.withUnsafeBufferPointer { source in
        outcome = Int(
          icu_decode(
            converter,
            source.baseAddress,
            source.count,
            target,
            capacity,
            &filled,
            &bad
          )
        )
      }
    }
    return outcome == ICU_DECODED ? .utf8(utf8) : .bad(at: bad)
  }

  /// UTF-8 with U+FFFD for what is none.
  ///
  /// - Returns: the text and the places, from 0, of what was replaced.
  static func replacing(_ bytes: [UInt8]) -> (utf8: [UInt8], replaced: [Int]) {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var replaced: [Int] = []
    bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < bytes.count {
        let rest = UnsafeBufferPointer(rebasing: bytes[place...])
        let valid = UTF8Bytes.firstInvalid(in: rest) ?? rest.count
        result.append(contentsOf: rest[..<valid])
        place += valid
        guard place < bytes.count else { break }
        replaced.append(place)
        result.append(contentsOf: [0xEF, 0xBF, 0xBD])
        place += 1
        // The rest of a torn character is no second gap.
        while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
      }
    }
    return (result, replaced)
  }

  /// ICU's guesses with their confidence (0 to 100), the likeliest first.
  static func guesses(_ bytes: ArraySlice<UInt8>) -> [(name: String, confidence: Int)] {
    final class Guesses {
      var all: [(name: String, confidence: Int)] = []
    }
    let guesses = Guesses()
    bytes.withUnsafeBufferPointer { buffer in
      icu_guess_encodings(
        buffer.baseAddress,
        buffer.count,
        Unmanaged.passUnretained(guesses).toOpaque()
      ) { context, name, confidence in
        guard let context else { return }
        Unmanaged<Guesses>.fromOpaque(context).takeUnretainedValue().all
          .append((String(cString: name), Int(confidence)))
      }
    }
    return guesses.all
  }
}

/// A sidecar with the bytes that it is encoded as.
///
/// Mostly one coding differs from one save to the next: the bytes of the others are taken over, and the
/// result is byte for byte what encoding all anew makes.
struct EncodedSidecar: Sendable {
  let sidecar: Sidecar
  let bytes: [UInt8]
  /// Where each coding stands, from its brace to its brace.
  private let places: [Range<Int>]

  init(_ sidecar: Sidecar, after known: EncodedSidecar? = nil) {
    let codings = sidecar.codings
    let (head, tail) =
      known.map { Self.sharedEnds(codings, $0.sidecar.codings) } ?? (0, 0)
    let moved = (known?.places.count ?? 0) - codings.count
    var places: [Range<Int>] = []
    places.reserveCapacity(codings.count)
    let (knownBytes, knownPlaces) = (known?.bytes ?? [], known?.places ?? [])
    let bytes = knownBytes.withUnsafeBufferPointer { knownBytes in
      SidecarWriter.encode(sidecar) { index, writer in
        let start = writer.count
        if index < head {
          writer.copy(knownBytes[knownPlaces[index]])
        } else if index >= codings.count - tail {
          writer.copy(knownBytes[knownPlaces[index + moved]])
        } else {
          writer.object { SidecarWriter.write(codings[index], &$0) }
        }
        places.append(start..<writer.count)
      }
    }
    self.sidecar = sidecar
    self.bytes = bytes
    self.places = places
  }

  /// How many codings at the start and at the end are the very same in two lists.
  ///
  /// They hold the same memory, and so the same values; where equal values stand in other memory they
  /// count as different.
  ///
  /// In place: to copy a coding, or to compare its texts, takes many times longer. (Nor is `==` the
  /// question, for which e and ´ are the same text as é.)
  static func sharedEnds(_ some: [Coding], _ others: [Coding]) -> (head: Int, tail: Int) {
    some.withUnsafeBufferPointer { some in
      others.withUnsafeBufferPointer { others in
        mask.withUnsafeBufferPointer { mask in
          let (count, otherCount) = (some.count, others.count)
          let shared = min(count, otherCount)
          guard let one = some.baseAddress, let other = others.baseAddress else { return (0, 0) }
          var head = 0
          while head < shared, isSame(one + head, other + head, mask) { head += 1 }
          var tail = 0
          while tail < shared - head,
            isSame(one + (count - 1 - tail), other + (otherCount - 1 - tail), mask)
          {
            tail += 1
          }
          return (head, tail)
        }
      }
    }
  }

  @inline(__always)
  private static func isSame(
    _ one: UnsafePointer<Coding>,
    _ other: UnsafePointer<Coding>,
    _ mask: UnsafeBufferPointer<UInt64>
  ) -> Bool {
    guard one.pointee.settlement == nil, other.pointee.settlement == nil else { return false }
    let (oneStart, otherStart) = (UnsafeRawPointer(one), UnsafeRawPointer(other))
    var difference: UInt64 = 0
    for word in 0..<mask.count {
      let here = oneStart.load(fromByteOffset: word * 8, as: UInt64.self)
      let there = otherStart.load(fromByteOffset: word * 8, as: UInt64.self)
      difference |= (here ^ there) & mask[word]
    }
    return difference == 0
  }

  /// Where a coding holds its values, texts and lists by their words; the settlement is asked for apart.
  ///
  /// What lies between them may be anything.
  static let members: [Range<Int>] = {
    func range<Value>(_ member: KeyPath<Coding, Value>) -> Range<Int> {
      // A member that has no place would be all of it: then no two are ever the same.
      guard let start = MemoryLayout<Coding>.offset(of: member) else {
        return 0..<MemoryLayout<Coding>.size
      }
      return start..<start + MemoryLayout<Value>.size
    }
    return [
      range(\.id), range(\.code), range(\.span), range(\.quote), range(\.before), range(\.after),
      range(\.codebook), range(\.created), range(\.modified), range(\.memo), range(\.flags),
      range(\.replacement), range(\.kept),
    ]
  }()

  /// The same as words of memory: the bits that count.
  private static let mask: [UInt64] = {
    var mask = [UInt64](repeating: 0, count: MemoryLayout<Coding>.stride / 8)
    mask.withUnsafeMutableBytes { bytes in
      for member in members { for place in member { bytes[place] = 0xFF } }
    }
    return mask
  }()
}

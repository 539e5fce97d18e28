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
  /// The same by `Coding.isSame`, for which no text is looked at.
  static func sharedEnds(_ some: [Coding], _ others: [Coding]) -> (head: Int, tail: Int) {
    some.withUnsafeBufferPointer { some in
      others.withUnsafeBufferPointer { others in
        let (count, otherCount) = (some.count, others.count)
        let shared = min(count, otherCount)
        guard let one = some.baseAddress, let other = others.baseAddress else { return (0, 0) }
        var head = 0
        while head < shared, Coding.isSame(one + head, as: other + head) { head += 1 }
        var tail = 0
        while tail < shared - head,
          Coding.isSame(one + (count - 1 - tail), as: other + (otherCount - 1 - tail))
        {
          tail += 1
        }
        return (head, tail)
      }
    }
  }
}

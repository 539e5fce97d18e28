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
    let bytes = SidecarWriter.encode(sidecar) { index, writer in
      let start = writer.count
      let isKnown = index < head || index >= codings.count - tail
      if isKnown, let known {
        writer.copy(known.bytes, known.places[index < head ? index : index + moved])
      } else {
        writer.object { SidecarWriter.write(codings[index], &$0) }
      }
      places.append(start..<writer.count)
    }
    self.sidecar = sidecar
    self.bytes = bytes
    self.places = places
  }

  /// How many codings at the start and at the end are the very same in two lists.
  ///
  /// In place: to copy a coding, or to compare its texts, takes many times longer.
  static func sharedEnds(_ some: [Coding], _ others: [Coding]) -> (head: Int, tail: Int) {
    some.withUnsafeBufferPointer { some in
      others.withUnsafeBufferPointer { others in
        let (count, otherCount) = (some.count, others.count)
        let shared = min(count, otherCount)
        guard let one = some.baseAddress, let other = others.baseAddress else { return (0, 0) }
        let head = (0..<shared).first { !isSame(one + $0, other + $0) } ?? shared
        let tail =
          (0..<shared - head).first {
            !isSame(one + (count - 1 - $0), other + (otherCount - 1 - $0))
          } ?? shared - head
        return (head, tail)
      }
    }
  }

  /// Whether two codings hold the same memory, and so the same values; where equal values stand in
  /// other memory they count as different.
  private static func isSame(_ one: UnsafePointer<Coding>, _ other: UnsafePointer<Coding>) -> Bool {
    isSame(one.pointee.id.text, other.pointee.id.text)
      && isSame(one.pointee.code.text, other.pointee.code.text)
      && one.pointee.span == other.pointee.span
      && isSame(one.pointee.quote, other.pointee.quote)
      && isSame(one.pointee.before, other.pointee.before)
      && isSame(one.pointee.after, other.pointee.after)
      && one.pointee.codebook == other.pointee.codebook
      && one.pointee.created == other.pointee.created
      && one.pointee.modified == other.pointee.modified
      && isSame(one.pointee.memo, other.pointee.memo)
      && isSame(one.pointee.flags, other.pointee.flags)
      && isSame(one.pointee.replacement ?? "", other.pointee.replacement ?? "")
      && one.pointee.settlement == nil && other.pointee.settlement == nil
      && isSame(one.pointee.kept, other.pointee.kept)
  }

  // Not by `==`, for which e and ´ are the same text as é.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (
      unsafeBitCast(one, to: (UInt64, UInt64).self), unsafeBitCast(other, to: (UInt64, UInt64).self)
    )
    return one == other
  }

  private static func isSame<Element>(_ one: [Element], _ other: [Element]) -> Bool {
    one.isEmpty && other.isEmpty
      || one.count == other.count
        && one.withUnsafeBufferPointer(\.baseAddress)
          == other.withUnsafeBufferPointer(\.baseAddress)
  }
}

import Testing

@testable import EmicKit

/// The bytes of codings that did not change are taken over; nobody may see that in the file.
@Suite("Encoding from what was encoded before") struct EncodedSidecarTests {
  @Test("after any run of changes the bytes are those of encoding all anew", arguments: 1...25)
  func anew(seed: UInt64) throws {
    var any = AnySidecar(random: SeededGenerator(state: seed))
    var sidecar = any.sidecar()
    var earlier = [sidecar]
    var encoded = EncodedSidecar(sidecar)
    for step in 0..<200 {
      try change(&sidecar, earlier, step, &any)
      encoded = EncodedSidecar(sidecar, after: any.number(0..<40) == 0 ? nil : encoded)
      #expect(encoded.bytes == SidecarWriter.encode(sidecar), "seed \(seed), step \(step)")
      earlier = Array((earlier + [sidecar]).suffix(20))
    }
  }

  @Test("what stays at both ends of a list is found, wherever another coding comes in or goes")
  func ends() {
    let codings = (1...9).map { sampleCoding($0, "trust", $0..<$0 + 9) }
    for place in 0...9 {
      var more = codings
      more.insert(sampleCoding(20), at: place)
      let (head, tail) = EncodedSidecar.sharedEnds(more, codings)
      #expect((head, tail) == (place, 9 - place))
      let (headBefore, tailBefore) = EncodedSidecar.sharedEnds(codings, more)
      #expect((headBefore, tailBefore) == (place, 9 - place))
    }
    #expect(EncodedSidecar.sharedEnds(codings, codings) == (9, 0))
    #expect(EncodedSidecar.sharedEnds([], codings) == (0, 0))
    #expect(EncodedSidecar.sharedEnds(codings, []) == (0, 0))
  }

  /// A member that is left out of the comparison would not be saved when it alone changes.
  @Test("every member of a coding is compared")
  func members() {
    let children = Mirror(reflecting: sampleCoding(1)).children.compactMap(\.label)
    #expect(
      children == ["id", "code", "span", "codebook", "created", "modified", "words", "rare"],
      "a new member has to be compared in Coding.isSame, too"
    )
    let codings = (0..<20).map { sampleCoding($0) }
    var changed = codings
    changed[1].code = "other"
    changed[2].span = Span(10..<21)
    changed[3].quote = "other"
    changed[4].before = "other"
    changed[5].after = "other"
    changed[6].codebook = 2
    changed[7].created = Timestamp(milliseconds: 1)
    changed[8].modified = Timestamp(milliseconds: 1)
    changed[9].memo = "other"
    changed[10].flags = [.discuss]
    changed[11].replacement = "other"
    changed[12].settlement = Settlement(from: [], decision: .agreed)
    changed[13].kept = [JSONMember("other", 1)]
    for (index, coding) in changed.enumerated() {
      let (head, _) = EncodedSidecar.sharedEnds([codings[index]], [coding])
      #expect(head == ((1...13).contains(index) ? 0 : 1), "coding \(index)")
    }
    #expect(EncodedSidecar.sharedEnds([codings[0]], [codings[1]]) == (0, 0))
  }

  private func change(
    _ sidecar: inout Sidecar,
    _ earlier: [Sidecar],
    _ step: Int,
    _ any: inout AnySidecar
  ) throws {
    let count = sidecar.codings.count
    switch any.number(0..<9) {
    case 0, 1, 2:
      sidecar.codings.append(any.coding(100 + step))
      sidecar.codings.sort()
    case 3:
      if count > 0 { sidecar.codings.remove(at: any.number(0..<count)) }
    case 4, 5:
      guard count > 0 else { return }
      let place = any.number(0..<count)
      any.changeRareMembers(of: &sidecar.codings[place])
      if any.rarely() { sidecar.codings[place].quote = any.text() }
    case 6:
      // Undone, or brought back.
      sidecar = earlier[any.number(0..<earlier.count)]
    case 7:
      let base = earlier[any.number(0..<earlier.count)]
      let other = earlier[any.number(0..<earlier.count)]
      sidecar = try Sidecar.merged(sidecar, other, base: any.rarely() ? nil : base)
    default:
      any.changeRareMembers(of: &sidecar)
      // The same values in other memory, as after reading the file again.
      if any.rarely() {
        sidecar = try SidecarReader.read(SidecarWriter.encode(sidecar), file: "s")
      }
    }
  }
}

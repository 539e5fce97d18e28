import Testing

@testable import EmicKit

/// What is written is read again before it replaces a file, in place; what is accepted is the same as
/// when it is read anew.
@Suite("Reading what is expected") struct ExpectedSidecarTests {
  /// Read anew, then compared.
  private func slowly(_ bytes: [UInt8], as sidecar: Sidecar) -> Bool {
    guard let read = try? SidecarReader.read(bytes, file: "s") else { return false }
    return read.codings.map(\.id) == sidecar.codings.map(\.id)
  }

  private func expectSame(_ bytes: [UInt8], as sidecar: Sidecar, _ what: String = "") {
    #expect(SidecarReader.reads(bytes, as: sidecar) == slowly(bytes, as: sidecar), "\(what)")
  }

  @Test("what is printed of any sidecar is read as that sidecar")
  func printed() {
    var any = AnySidecar(random: SeededGenerator(state: 11))
    for round in 0..<500 {
      let sidecar = any.sidecar()
      let bytes = SidecarWriter.encode(sidecar)
      #expect(SidecarReader.reads(bytes, as: sidecar), "round \(round)")
      #expect(slowly(bytes, as: sidecar), "round \(round)")
    }
  }

  @Test("with any byte another one, it is accepted exactly when it is accepted read anew")
  func damaged() {
    var any = AnySidecar(random: SeededGenerator(state: 12))
    let marks = Array("\"\\{}[],:019z \n".utf8) + [0x00, 0xFF, 0xE4]
    for round in 0..<30 {
      let sidecar = any.sidecar()
      let bytes = SidecarWriter.encode(sidecar)
      for _ in 0..<150 {
        var damaged = bytes
        let place = Int.random(in: bytes.indices, using: &any.random)
        damaged[place] = marks.randomElement(using: &any.random) ?? 0
        expectSame(damaged, as: sidecar, "round \(round), byte \(place)")
      }
    }
  }

  @Test("cut off, doubled or with a piece gone, it is refused")
  func pieces() {
    var any = AnySidecar(random: SeededGenerator(state: 13))
    for round in 0..<30 {
      let sidecar = any.sidecar()
      let bytes = SidecarWriter.encode(sidecar)
      for _ in 0..<20 {
        let cut = Int.random(in: bytes.indices, using: &any.random)
        #expect(!SidecarReader.reads(Array(bytes[..<cut].dropLast()), as: sidecar))
        let end = Int.random(in: cut...bytes.count, using: &any.random)
        expectSame(Array(bytes[..<cut] + bytes[end...]), as: sidecar, "round \(round)")
        expectSame(Array(bytes[..<end] + bytes[cut...]), as: sidecar, "round \(round)")
      }
    }
  }

  @Test("another sidecar than the one that was printed is told from it")
  func otherSidecar() {
    let printed = sampleSidecar((1...9).map { sampleCoding($0, "trust", $0..<$0 + 9) })
    let bytes = SidecarWriter.encode(printed)
    for (what, change) in [
      ("one less", { $0.codings.removeLast() }), ("the first gone", { $0.codings.removeFirst() }),
      ("one more", { $0.codings.append(sampleCoding(10, "trust", 100..<110)) }),
      ("another id", { $0.codings[4] = sampleCoding(77, "trust", 5..<14) }),
      ("another order", { $0.codings.swapAt(2, 3) }),
    ] as [(String, (inout Sidecar) -> Void)] {
      var other = printed
      change(&other)
      #expect(!SidecarReader.reads(bytes, as: other), "\(what)")
    }
  }

  @Test("what may not be written is refused, though it stands there as it is in memory")
  func refused() {
    let good = sampleSidecar([sampleCoding(1), sampleCoding(2, "trust", 30..<40)])
    #expect(SidecarReader.reads(SidecarWriter.encode(good), as: good))
    for (what, change) in [
      ("an id twice", { $0.codings[1] = sampleCoding(1, "trust", 30..<40) }),
      ("no code", { $0.codings[1].code = "" }),
      ("outside the text", { $0.codings[1].span = Span(190..<201) }),
      ("empty", { $0.codings[1].span = Span(30..<30) }),
      ("before the text", { $0.codings[0].span = Span(-1..<30) }),
      ("a codebook before the first", { $0.codings[0].codebook = -1 }),
      ("the order", { $0.codings.swapAt(0, 1) }),
      ("a path for a name", { $0.source.file = "../T03.txt" }),
      ("no digest", { $0.source.sha256 = "9f" }),
      ("no coder", { $0.coder = "" }),
    ] as [(String, (inout Sidecar) -> Void)] {
      var bad = good
      change(&bad)
      let bytes = SidecarWriter.encode(bad)
      #expect(!SidecarReader.reads(bytes, as: bad), "\(what)")
      expectSame(bytes, as: bad, what)
    }
  }
}

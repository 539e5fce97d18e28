import EmicKit
import Testing

@Suite("emic disagreements") struct DisagreementsCommandTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func json(_ options: String = "") throws -> JSONValue {
    let answer = try workshop.run("disagreements sample-transcripts --format json \(options)")
    #expect(answer.status == 0, "\(answer.error)")
    return try answer.json()
  }

  /// Boundary, different code, missed beside, missed alone.
  private func counts(_ json: JSONValue, _ a: String, _ b: String) -> [Int] {
    let items = (json["items"]?.items ?? []).filter {
      $0["coders"]?.items == [.string(a), .string(b)]
    }
    func count(_ kind: String, _ context: String?) -> Int {
      items.count { $0["kind"]?.string == kind && $0["context"]?.string == context }
    }
    return [
      count("boundary", nil), count("different-code", nil), count("missed", "beside"),
      count("missed", "alone"),
    ]
  }

  @Test("items and passages of the sample study are those counted by hand")
  func sample() throws {
    let plain = try json()
    #expect(counts(plain, "coder-a", "coder-b") == [44, 7, 7, 5])
    #expect(counts(plain, "coder-a", "coder-c") == [14, 8, 25, 7])
    #expect(counts(plain, "coder-b", "coder-c") == [19, 10, 32, 9])
    #expect(plain["passages"]?.items.count == 34)
    let working = try json("--with-working")
    let different = ["coder-a~coder-c", "coder-b~coder-c"].map { name in
      let pair = name.split(separator: "~").map(String.init)
      return counts(working, pair[0], pair[1])[1]
    }
    #expect(different == [9, 11])
    #expect(working["passages"]?.items.count == 35)
  }

  @Test("an item says where, who, what, in which units it counts and in which passage it lies")
  func item() throws {
    let item = try #require(json("--code mistrust")["items"]?.items.first)
    #expect(
      item.keys == [
        "transcript", "turn", "coders", "kind", "context", "by", "a", "b", "counts", "passage",
        "text", "verdict",
      ]
    )
    #expect(item["verdict"] == .null)
    #expect(item["transcript"]?.string == t03)
    #expect(item["turn"]?.int == 20)
    #expect(item["by"] == "coder-b")
    #expect(item["a"]?.items == [])
    #expect(item["b"]?.items.first?.keys == ["id", "code", "start", "end"])
    #expect(item["b"]?.items.first?["start"]?.int == 4453)
    #expect(item["counts"]?.items == [20])
    #expect(item["passage"]?.int == 10)
  }

  @Test("filters keep the numbers of the passages and the passages of what is left")
  func filters() throws {
    let pair = try json("--pair coder-b,coder-a --kind boundary")
    let items = pair["items"]?.items ?? []
    #expect(items.count == 44)
    #expect(items.allSatisfy { $0["coders"] == ["coder-a", "coder-b"] && $0["context"] == nil })
    let numbers = Set(items.compactMap { $0["passage"]?.int })
    #expect(Set(pair["passages"]?.items.compactMap { $0["passage"]?.int } ?? []) == numbers)
  }

  @Test("confusions are named as coded and with their families")
  func confusions() throws {
    let first = try #require(json()["confusions"]?.items.first)
    #expect(first.keys == ["coders", "codes", "families", "count", "parent-child"])
    #expect(first["coders"] == ["coder-a", "coder-c"])
    #expect(first["codes"] == ["mission-drift", "autonomy"])
    #expect(first["count"]?.int == 2)
    // Rolled up, what stood below one family is no confusion any more.
    let families = try json("--level family")
    let codes = families["confusions"]?.items.map { $0["codes"] } ?? []
    #expect(codes.allSatisfy { $0?.items.first != $0?.items.last })
  }

  @Test("the walk shows each passage once, with everybody's codes or that there are none")
  func walk() throws {
    let out = try workshop.run("disagreements sample-transcripts --passages --code mistrust").out
    #expect(
      out.hasPrefix(
        """
        10  T03-disability-ngo-en.txt, turn 20, characters 4397 to 4643
           With the district's stamp the neighbours open the door.
        """
      )
    )
    #expect(out.contains("   coder-a  legitimacy 4397-4452; trust 4531-4643\n"))
    #expect(out.contains("   coder-c  trust 4397-4643\n"))
    let csv = try workshop.run("disagreements sample-transcripts --passages --format csv").out
    let rows = try CSV.read(Array(csv.utf8), file: "out")
    #expect(rows.count == 35)
    #expect(rows[0].fields[5...7] == ["coder-a", "coder-b", "coder-c"])
  }

  @Test("the table ends with the sums")
  func table() throws {
    let out = try workshop.run("disagreements sample-transcripts").out
    #expect(
      out.contains(
        "187 disagreements (77 boundary, 25 different-code, 85 missed) in 34 passages. "
      )
    )
  }

  @Test("an unknown code, coder or half a pair is refused with what to do")
  func misuse() throws {
    let code = try workshop.run("disagreements sample-transcripts --code trusst")
    #expect(code.status == 2)
    #expect(code.error.contains("Did you mean \"trust\"?"))
    let coder = try workshop.run("disagreements sample-transcripts --pair coder-a,coder-x")
    #expect(coder.status == 2)
    #expect(coder.error.contains("\"coder-x\" is not a coder of this study"))
    let half = try workshop.run("disagreements sample-transcripts --pair coder-a")
    #expect(half.status == 2)
    #expect(half.error.contains("--pair takes two coders"))
  }
}

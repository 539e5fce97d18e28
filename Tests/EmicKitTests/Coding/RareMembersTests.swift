import Testing

@testable import EmicKit

@Suite("What few codings have") struct RareMembersTests {
  @Test("is kept, whatever it is, and takes no place where there is none")
  func each() throws {
    #expect(RareMembers(.init()) == nil)
    let settlement = Settlement(from: [], decision: .agreed)
    let alone: [RareMembers.Values] = [
      .init(flags: [.redact]), .init(replacement: ""), .init(settlement: settlement),
      .init(kept: [JSONMember("translation", .null)]),
    ]
    // As many as there are members.
    #expect(Mirror(reflecting: RareMembers.Values()).children.count == alone.count)
    for values in alone { #expect(try #require(RareMembers(values)).values == values) }
  }
}

import Testing

@testable import EmicKit

@Suite("Bytes gone through in steps") struct SteppedBytesTests {
  @Test("going back by scalars ends where going on from there ends again")
  func back() {
    let text = Array("a机é构bc信任\u{1F600}d，的系e\u{301}x我们一直没有钱y".utf8)
    text.withUnsafeBufferPointer { bytes in
      let starts = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
      for (index, end) in starts.enumerated() {
        for count in 0...starts.count {
          let place = UTF8Bytes.place(goingBack: count, from: end, to: 0, in: bytes)
          #expect(place == starts[max(0, index - count)])
        }
      }
    }
  }

  @Test("a field that must be quoted is found wherever its sign stands", arguments: 1...70)
  func quoted(length: Int) {
    let plain = String(repeating: "x", count: length)
    #expect(CSV.text(of: [[plain, "b"]]) == "\(plain),b\r\n")
    for sign in [",", "\n", "\r", "\""] {
      for place in 0..<length {
        let field =
          String(repeating: "x", count: place) + sign
          + String(repeating: "x", count: length - place - 1)
        let inside = sign == "\"" ? field.replacing("\"", with: "\"\"") : field
        #expect(CSV.text(of: [[field, "b"]]) == "\"\(inside)\",b\r\n")
      }
    }
  }

  @Test("numbers are printed as Swift prints them", arguments: [0, 1, 9, 10, -1, 99, .max, .min])
  func number(number: Int) {
    var bytes: [UInt8] = []
    bytes.append(decimal: number)
    #expect(bytes == Array(String(number).utf8))
  }
}

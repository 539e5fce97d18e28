import Testing

@testable import EmicKit

@Suite("Values of JSON that nobody asks for") struct SkippedJSONTests {
  @Test(
    "they are refused as they would be read, at the same place",
    arguments: [
      "{}", "[]", "[1,-2.5e3,true,false,null,\"a\\n\"]", "{\"a\":{\"b\":[{\"c\":1}]}}",
      "{\"a\":1,\"a\":2}", "[1,]", "[1 2]", "{\"a\" 1}", "01", "1.", "tru", "\"\\x\"",
      "\"\\ud800\"",
      "\"\u{1}\"", "[", "{\"a\":", "nul", "{\"a\":1}}", "[{\"k\":{\"x\":1,\"x\":1}}]", "",
      String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
      "{" + (0..<40).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + ",\"k39\":1}",
    ]
  )
  func strict(text: String) {
    func problem(_ read: () throws -> Void) -> JSONProblem? {
      do {
        try read()
        return nil
      } catch {
        return error as? JSONProblem
      }
    }
    let bytes = Array(text.utf8)
    let skipped = problem {
      try JSONReader.read(bytes) { (reader) throws(JSONProblem) in try reader.skipValue() }
    }
    #expect(skipped == problem { _ = try JSONValue(reading: bytes) })
  }
}

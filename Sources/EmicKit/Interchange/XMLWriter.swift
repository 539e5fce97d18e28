/// Writes an XML document in UTF-8.
///
/// XML cannot hold control characters: they are left out and counted.
package struct XMLWriter {
  private var bytes: [UInt8]
  private var open: [StaticString] = []
  private var isInTag = false
  /// Control characters that were left out.
  package private(set) var leftOut = 0

  package init() {
    bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Writes what will stand within an element of a document.
  static var part: XMLWriter { XMLWriter([]) }

  /// The document, or what of it was not taken; every element must be closed.
  package func finished() -> [UInt8] {
    precondition(open.isEmpty, "an element is still open")
    return bytes + [0x0A]
  }

  /// How many bytes were written and not yet taken.
  var count: Int { bytes.count }

  /// Hands over what was written so far; the rest is written on.
  mutating func taken() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Puts elements that were written as a part.
  mutating func put(part: [UInt8]) {
    guard !part.isEmpty else { return }
    closeTag()
    bytes += part
  }

  /// A processing instruction before the root: whoever does not know it passes it over.
  ///
  /// - Parameters:
  ///   - name: for whom it is.
  ///   - value: without `?>`.
  package mutating func instruction(_ name: StaticString, _ value: String) {
    precondition(open.isEmpty && !value.contains("?>"), "it stands alone, and ends at its end")
    append("<?")
    append(name)
    bytes.append(0x20)
    bytes.append(contentsOf: value.utf8)
    append("?>\n")
  }

  package mutating func start(_ name: StaticString) {
    closeTag()
    bytes.append(0x3C)
    append(name)
    open.append(name)
    isInTag = true
  }

  /// Adds an attribute to the element that was started last; nothing for `nil`.
  package mutating func attribute(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    precondition(isInTag, "an attribute belongs to an element that was just started")
    bytes.append(0x20)
    append(name)
    append("=\"")
    append(value, inAttribute: true)
    bytes.append(0x22)
  }

  package mutating func text(_ value: String) {
    closeTag()
    append(value, inAttribute: false)
  }

  package mutating func end() {
    guard let name = open.popLast() else { return }
    if isInTag {
      append("/>")
      isInTag = false
    } else {
      append("</")
      append(name)
      bytes.append(0x3E)
    }
  }

  /// An element with nothing but text.
  package mutating func element(_ name: StaticString, _ value: String) {
    start(name)
    text(value)
    end()
  }

  private mutating func closeTag() {
    guard isInTag else { return }
    bytes.append(0x3E)
    isInTag = false
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    )
  }

  private mutating func append(_ value: String, inAttribute: Bool) {
    // U+FFFE and U+FFFF are three bytes that XML cannot hold, either.
    var last: (UInt8, UInt8) = (0, 0)
    for byte in value.utf8 {
      switch byte {
      case 0x26: append("&amp;")
      case 0x3C: append("&lt;")
      // Only "]]>" must not stand in a text; so is every one of them safe.
      case 0x3E: append("&gt;")
      case 0x22 where inAttribute: append("&quot;")
      // A reader makes blanks of these in an attribute, and line feeds of carriage returns.
      case 0x09 where inAttribute: append("&#9;")
      case 0x0A where inAttribute: append("&#10;")
      case 0x0D: append("&#13;")
      case 0x09, 0x0A: bytes.append(byte)
      case 0..<0x20: leftOut += 1
      case 0xBE...0xBF where last == (0xEF, 0xBF):
        bytes.removeLast(2)
        leftOut += 1
      default: bytes.append(byte)
      }
      last = (last.1, byte)
    }
  }
}

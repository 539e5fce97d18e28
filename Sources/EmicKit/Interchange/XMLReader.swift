import CXML

/// Walks through an XML document that lies in memory, piece by piece.
///
/// Nothing is fetched and no entity is known but the five of XML: a DOCTYPE, which could declare
/// others, is refused before anything is parsed.
package final class XMLReader {
  /// A piece of a document; an empty element is a start and an end.
  package enum Piece: Hashable, Sendable {
    case start(XMLElement)
    case end(name: String)
    /// Adjacent text may come in several pieces.
    case text(String)
  }

  /// Elements inside each other at most, as many as libxml2 reads.
  static let depthLimit = 256

  private let file: String
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let reader: OpaquePointer
  /// Each name is made a string once: libxml2 gives the same pointer for the same name.
  private var names: [UnsafePointer<CChar>: String] = [:]
  private var pendingEnd: String?

  /// Takes a document in; nothing of it is parsed yet but what stands before the first element.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, or UTF-16 with its mark.
  ///   - file: its name, for messages.
  /// - Throws: when it has a DOCTYPE or another encoding.
  package init(_ bytes: [UInt8], file: String) throws(XMLError) {
    let text: [UInt8]?
    do throws(XMLError.Problem) {
      text = try XMLProlog.utf8(of: bytes)
    } catch {
      throw XMLError(file: file, line: nil, problem: error)
    }
    let source = text ?? bytes
    // libxml2 keeps the pointer.
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(source.count, 1))
    _ = copy.initialize(from: source)
    guard let base = copy.baseAddress, let reader = cxml_open(base, source.count) else {
      copy.deallocate()
      throw XMLError(file: file, line: nil, problem: .noMemory)
    }
    self.reader = reader
    self.bytes = copy
    self.file = file
  }

  deinit {
    cxml_close(reader)
    bytes.deallocate()
  }

  /// The line of the piece that was met last, from 1.
  package var line: Int { Int(cxml_line(reader)) }

  /// The next piece, or `nil` at the end.
  package func next() throws(XMLError) -> Piece? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name: name)
    }
    while true {
      let kind = Int(cxml_next(reader))
      switch kind {
      case CXML_END: return nil
      case CXML_START_ELEMENT, CXML_EMPTY_ELEMENT:
        guard cxml_depth(reader) < Self.depthLimit else { throw error(.tooDeep, line) }
        let element = element()
        if kind == CXML_EMPTY_ELEMENT { pendingEnd = element.name }
        return .start(element)
      case CXML_END_ELEMENT: return .end(name: string(cxml_name(reader)))
      case CXML_TEXT: return .text(String(cString: cxml_text(reader)))
      case CXML_DOCTYPE: throw error(.doctype, line)
      case CXML_OTHER: continue
      default: throw failure()
      }
    }
  }

  private func element() -> XMLElement {
    let name = string(cxml_name(reader))
    let space = cxml_namespace(reader).map(string) ?? ""
    let line = self.line
    var attributes: [XMLElement.Attribute] = []
    while cxml_next_attribute(reader) == 1 {
      attributes.append(
        XMLElement.Attribute(
          name: string(cxml_name(reader)),
          space: cxml_namespace(reader).map(string) ?? "",
          value: String(cString: cxml_text(reader))
        )
      )
    }
    return XMLElement(name: name, space: space, attributes: attributes, line: line)
  }

  private func string(_ name: UnsafePointer<CChar>) -> String {
    if let known = names[name] { return known }
    let string = String(cString: name)
    names[name] = string
    return string
  }

  private func failure() -> XMLError {
    let words = String(cString: cxml_error(reader))
    let line = Int(cxml_error_line(reader))
    if words.hasPrefix("Excessive depth") { return error(.tooDeep, line) }
    return error(.malformed(words.isEmpty ? "it ends too early" : words), line)
  }

  private func error(_ problem: XMLError.Problem, _ line: Int) -> XMLError {
    XMLError(file: file, line: line > 0 ? line : nil, problem: problem)
  }
}

/// The start of an element.
package struct XMLElement: Hashable, Sendable {
  package struct Attribute: Hashable, Sendable {
    /// Without prefix.
    package var name: String
    /// The namespace's name; empty without one.
    package var space: String
    package var value: String
  }

  /// Without prefix.
  package var name: String
  /// The namespace's name; empty without one.
  package var space: String
  package var attributes: [Attribute]
  package var line: Int

  /// The value of the first attribute of this name, whatever its namespace.
  package subscript(name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// The value of the attribute of this name in a namespace.
  package subscript(name: String, in space: String) -> String? {
    attributes.first { $0.name == name && $0.space == space }?.value
  }
}

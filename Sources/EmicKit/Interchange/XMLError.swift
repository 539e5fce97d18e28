/// Why an XML document is not read.
package struct XMLError: Error, Hashable, Sendable {
  package enum Problem: Error, Hashable, Sendable {
    /// It declares entities, or could.
    case doctype
    case encoding(String)
    case tooDeep
    /// libxml2's words.
    case malformed(String)
    case noMemory
  }

  package var file: String
  package var line: Int?
  package var problem: Problem
}

extension XMLError {
  /// One line: `file:line: what is wrong. What to do`.
  package var message: String { DisplayText.place(file, line) + sentence }

  private var sentence: String {
    switch problem {
    case .doctype:
      "this XML begins with a DOCTYPE, which no program for texts and codes writes: do not trust"
        + " this file."
    case .encoding(let name):
      "this XML is in \(DisplayText.safe(name)), and only UTF-8 and UTF-16 are read. Save it as UTF-8."
    case .tooDeep:
      "more than \(XMLReader.depthLimit) elements stand inside each other. Do not trust this file."
    case .malformed(let words):
      "this is not well-formed XML (\(DisplayText.safe(words))). Save it anew in the program that it comes from."
    case .noMemory: "there is not enough memory for this file. Close other programs."
    }
  }
}

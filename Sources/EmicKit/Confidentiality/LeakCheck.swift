/// Looks for names and for what points at people in a file that is to leave the house.
///
/// Says where something stands and what it is, never the name itself.
public struct LeakCheck: Sendable {
  /// Something that should not be in the file.
  public struct Leak: Hashable, Sendable {
    public enum What: Hashable, Sendable {
      /// The line of its entry in the list of names, and the kind that the list gives.
      case name(line: Int, kind: String)
      case identifier(Identifiers.Kind)
    }

    /// The file; of an archive with the member behind a `!`.
    public let file: String
    /// From 1.
    public let line: Int
    /// In scalars, from 1.
    public let column: Int
    public let what: What

    /// As JSON and CSV have it.
    public var kind: String {
      switch what {
      case .name(_, let kind): kind
      case .identifier(let kind): kind.rawValue
      }
    }

    /// The line of the entry in the list; `nil` for what is found by its form.
    public var entry: Int? { if case .name(let line, _) = what { line } else { nil } }
  }

  private let names: NameList?

  /// - Parameter names: those that are looked for; `nil` looks for identifiers only.
  public init(names: NameList?) { self.names = names }

  /// Looks into one text.
  ///
  /// - Parameters:
  ///   - text: what is in the file, or in a part of it.
  ///   - file: its name.
  ///   - firstLine: the line with which the text begins, from 1.
  /// - Returns: in the order of the text.
  public func leaks(in text: String, file: String, firstLine: Int = 1) -> [Leak] {
    let scalars = Array(text.unicodeScalars)
    var found: [(span: Span, what: Leak.What)] = []
    for hit in names?.hits(in: text) ?? [] {
      guard let entry = names?.entries[hit.entry] else { continue }
      found.append((hit.span, .name(line: entry.line, kind: entry.kind)))
    }
    for hit in Identifiers.hits(in: scalars) { found.append((hit.span, .identifier(hit.kind))) }
    found.sort { $0.span < $1.span }
    var (line, lineStart, place) = (firstLine, 0, 0)
    return found.map { span, what in
      while place < span.start {
        if scalars[place] == "\n" { (line, lineStart) = (line + 1, place + 1) }
        place += 1
      }
      return Leak(file: file, line: line, column: span.start - lineStart + 1, what: what)
    }
  }

  /// What a browser shows of an HTML or XML text: tags gone, entities read, line ends kept.
  static func shown(_ markup: String) -> String {
    var shown = ""
    var tag: [Unicode.Scalar]?
    var entity: [Unicode.Scalar]?
    for scalar in markup.unicodeScalars {
      if tag != nil {
        if scalar == "\n" { shown.unicodeScalars.append(scalar) }
        tag?.append(scalar)
        if scalar == ">" { tag = nil }
      } else if scalar == "<" {
        tag = []
      } else if let open = entity {
        if scalar == ";" {
          shown += Self.character(String(String.UnicodeScalarView(open)))
          entity = nil
        } else if open.count > 8 || scalar == "\n" || scalar == "&" {
          shown += "&" + String(String.UnicodeScalarView(open))
          shown.unicodeScalars.append(scalar)
          entity = nil
        } else {
          entity?.append(scalar)
        }
      } else if scalar == "&" {
        entity = []
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  private static func character(_ entity: String) -> String {
    switch entity {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return " "
    default: break
    }
    guard entity.hasPrefix("#") else { return "&\(entity);" }
    let digits = entity.dropFirst()
    let value =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap { Unicode.Scalar($0) }.map { String($0) } ?? ""
  }
}

/// The codes of a report: each has a number, which stands for it in the text, and a colour.
struct HTMLCodes: Sendable {
  private let book: Codebook
  private let numbers: [String: Int]
  /// Those that describe codings of today, each after its family.
  let listed: [Code]

  init(_ book: Codebook) {
    self.book = book
    listed = book.codes.filter { !$0.isWorking && $0.retired == nil && $0.replacedBy.isEmpty }
    var numbers: [String: Int] = [:]
    for code in listed where !code.isFamily { numbers[code.id.text] = numbers.count + 1 }
    self.numbers = numbers
  }

  /// What stands for a code in the text; its id where the codebook lacks it.
  func mark(_ id: String) -> String { numbers[id].map { String($0) } ?? HTMLEscape.escaped(id) }

  /// The place of its colour in the palette.
  func color(_ id: String) -> Int {
    if let color = book[Code.ID(id)]?.color,
      let place = CodeColor.all.firstIndex(where: { $0.name == color })
    {
      return place
    }
    return ((numbers[id] ?? 1) - 1) % CodeColor.all.count
  }

  /// The name, and the Chinese one beside an English.
  func name(_ id: String) -> String {
    guard let code = book[Code.ID(id)] else { return HTMLEscape.escaped(id) }
    return Self.name(code)
  }

  static func name(_ code: Code) -> String {
    let chinese = code.name.chinese.map { " <span lang=\"zh\">\(HTMLEscape.escaped($0))</span>" }
    let name = code.name.primary.isEmpty ? code.id.text : code.name.primary
    return HTMLEscape.escaped(name) + (chinese ?? "")
  }

  /// The number in its box, with the colour at its edge.
  func swatch(_ id: String) -> String { "<span class=\"n c\(color(id))\">\(mark(id))</span>" }

  var legend: String {
    let items = listed.map { code -> String in
      let id = code.id.text
      guard !code.isFamily else {
        return "<li class=\"family\" dir=\"auto\">\(Self.name(code))</li>\n"
      }
      return "<li dir=\"auto\">\(swatch(id))\(Self.name(code))</li>\n"
    }
    return "<ul class=\"legend\">\n\(items.joined())</ul>\n"
  }
}

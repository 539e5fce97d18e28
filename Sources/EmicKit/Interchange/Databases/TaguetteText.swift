/// A document of a Taguette project as text, and where in it Taguette's offsets lie.
///
/// Taguette keeps a document as HTML and counts in it as browsers do: the bytes in UTF-8 of all that
/// is between the tags. In the text, blanks are one, as on the screen, and each block is a line;
/// cells of a table's row are parted by tabs.
struct TaguetteText {
  let text: TranscriptText
  let pictures: Int
  /// For each scalar of the text that stands in the HTML: where it starts there, and here.
  private let sources: [UInt32]
  private let targets: [UInt32]

  init(_ html: String) {
    var made = Made()
    MarkupText.forEachPiece(of: html.replacing("\r\n", with: "\n")) { piece in
      switch piece {
      case .text(let words): made.add(words)
      case .tag(let tag): made.add(tag)
      }
    }
    // A final line feed, as every text has one.
    if !made.text.isEmpty { made.text.append("\n") }
    text = TranscriptText(String(made.text))
    pictures = made.pictures
    sources = made.sources
    targets = made.targets
  }

  /// The stretch between two of Taguette's offsets, without the blanks at its ends that the text
  /// lacks.
  ///
  /// - Returns: `nil` where there is no text between them.
  func span(_ start: Int, _ end: Int) -> Span? {
    let first = place(start)
    let last = place(end) - 1
    guard start >= 0, first <= last, last < targets.count else { return nil }
    return Span(Int(targets[first])..<Int(targets[last]) + 1)
  }

  /// The place in the tables of the first scalar that starts at an offset or behind it.
  private func place(_ offset: Int) -> Int {
    var (low, high) = (0, sources.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(sources[middle]) < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The text as it grows.
  private struct Made {
    var text = String.UnicodeScalarView()
    var sources: [UInt32] = []
    var targets: [UInt32] = []
    var pictures = 0
    private var count: UInt32 = 0
    private var bytes: UInt32 = 0
    /// A blank that shows if words follow on the line.
    private var blank: UInt32?
    /// A line feed that shows if anything follows.
    private var isBreaking = false
    /// Nothing stands yet on the line or in the cell.
    private var isAtStart = true
    private var isFirstCell = true
    private var isPreformatted = false
    /// A parser drops the line feed behind `<pre>`.
    private var isBehindPre = false

    mutating func add(_ words: String) {
      var words = Substring(words).unicodeScalars
      if isBehindPre, words.first == "\n" { words.removeFirst() }
      isBehindPre = false
      for scalar in words {
        let source = bytes
        bytes += UInt32(UTF8.width(scalar))
        if !isPreformatted, Self.isBlank(scalar) {
          if !isAtStart, !isBreaking, blank == nil { blank = source }
          continue
        }
        if isBreaking { append("\n") }
        isBreaking = false
        if let blank { put(" ", from: blank) }
        blank = nil
        put(scalar == "\r" ? "\n" : scalar, from: source)
        isAtStart = false
      }
    }

    mutating func add(_ tag: MarkupText.Tag) {
      switch tag.name {
      case "img": pictures += 1
      case "br":
        if isBreaking { append("\n") }
        separate("\n")
      case "td", "th":
        guard !tag.isClosing else { return }
        if !isFirstCell { separate("\t") }
        isFirstCell = false
      case "tr", "table":
        isFirstCell = true
        isBreaking = text.last.map { $0 != "\n" } ?? false
      case "pre":
        breakLine()
        isPreformatted = !tag.isClosing
        isBehindPre = isPreformatted
      default: if Self.blocks.contains(tag.name) { breakLine() }
      }
    }

    private static let blocks: Set<String> = [
      "p", "div", "blockquote", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li",
      "dl",
      "dt", "dd", "hr",
    ]

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      [" ", "\t", "\n", "\r", "\u{0C}"].contains(scalar)
    }

    private mutating func breakLine() { if !isAtStart { isBreaking = true } }

    private mutating func separate(_ scalar: Unicode.Scalar) {
      append(scalar)
      (blank, isBreaking, isAtStart) = (nil, false, true)
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
      text.append(scalar)
      blank = nil
      count += 1
    }

    private mutating func put(_ scalar: Unicode.Scalar, from source: UInt32) {
      text.append(scalar)
      sources.append(source)
      targets.append(count)
      count += 1
    }
  }
}

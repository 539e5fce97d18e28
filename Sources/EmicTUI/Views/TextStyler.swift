import EmicKit

/// What a coding does to the rows that it is on.
struct CodingMark: Equatable {
  var span: Span
  var color: UInt8
  /// Whether it is the coding that commands mean.
  var isFocus: Bool
  /// 0 the nearest to the text.
  var lane: Int
  var glyph: Unicode.Scalar
}

/// All that makes a row look otherwise than its text alone: where two are the same, so is what is drawn.
struct RowLook: Equatable {
  var marks: [CodingMark] = []
  var hits: [Span] = []
  var currentHit: Span?
  /// The part of the row that is selected.
  var selection: Span?
  var isSpent = false
  /// Whether the turn that begins here is marked as having nothing to code.
  var hasNothingToCode = false
}

/// How each character on the screen looks: selected, found, coded.
struct TextStyler {
  /// The codings that share text with the screen, without their texts: they are gone through for every
  /// character.
  let marks: [CodingMark]
  private let selection: Span
  private let isSpent: Bool
  private let hits: ArraySlice<Span>
  private let currentHit: Span?

  /// The target is what a list of codes is open for; it looks selected.
  init(_ coding: CodingState, visible span: Span, target: Span?, looks: CodeLooks) {
    selection = target ?? coding.edge?.span ?? coding.selection.span
    isSpent = coding.isSpent && coding.edge == nil && target == nil
    let hits = coding.search?.hits ?? []
    // Hits are sorted and do not overlap: those on the screen stand together.
    let first = Self.firstIndex(in: hits) { $0.end > span.start }
    let end = Self.firstIndex(in: hits) { $0.start >= span.end }
    self.hits = first < end ? hits[first..<end] : []
    currentHit = coding.search?.current.flatMap { hits.indices.contains($0) ? hits[$0] : nil }
    let focus = coding.codingHere?.id
    marks = coding.lanes(over: span).map { here, lane in
      CodingMark(
        span: here.span,
        color: looks.color(of: here.code),
        isFocus: here.id == focus,
        lane: lane,
        glyph: looks.glyph(of: here.code, lane: lane)
      )
    }
  }

  private static func firstIndex(in spans: [Span], where holds: (Span) -> Bool) -> Int {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(spans[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Whether nothing on the screen is coded, found or selected.
  private var isBare: Bool { marks.isEmpty && hits.isEmpty && selection.isEmpty }

  func look(of span: Span, hasNothingToCode: Bool) -> RowLook {
    var look = RowLook(hasNothingToCode: hasNothingToCode)
    // Most rows have nothing on them.
    guard
      isSelected(span) || marks.contains(where: { $0.span.overlaps(span) })
        || hits.contains(where: { $0.overlaps(span) })
    else { return look }
    look.marks = marks.filter { $0.span.overlaps(span) }
    look.hits = hits.filter { $0.overlaps(span) }
    look.currentHit = currentHit.flatMap { $0.overlaps(span) ? $0 : nil }
    look.selection = isSelected(span) ? selection.intersection(span) : nil
    look.isSpent = look.selection != nil && isSpent
    return look
  }

  /// Whether some of a span is selected; a caret selects nothing.
  private func isSelected(_ span: Span) -> Bool { !selection.isEmpty && selection.overlaps(span) }

  func style(at offset: Int, isAside: Bool) -> Style {
    var style = Style(isAside ? .aside : .plain)
    if isBare { return style }
    for mark in marks where mark.span.contains(offset) {
      style.isUnderlined = true
      if mark.isFocus { style = Style(.coded, color: mark.color, isUnderlined: true) }
    }
    if let hit = hits.first(where: { $0.contains(offset) }) {
      style.role = hit == currentHit ? .currentHit : .hit
      style.color = 0
    }
    if selection.contains(offset) {
      style = Style(
        isSpent ? .coded : .selection,
        color: style.color,
        isUnderlined: style.isUnderlined
      )
    }
    return style
  }
}

/// Colour and glyph of a code: never colour alone.
struct CodeLooks {
  private let codebook: Codebook
  private let depth: ColorDepth
  private let isPlain: Bool

  /// - Parameters:
  ///   - codebook: whose codes they are.
  ///   - state: how they are to look.
  init(_ codebook: Codebook, _ state: State) {
    self.codebook = codebook
    depth = state.depth
    isPlain = state.settings.isAccessible
  }

  /// From 1; a code without a colour of its own gets one by its place in the book.
  func color(of id: Code.ID) -> UInt8 {
    guard let place = codebook.index(of: id) else { return 1 }
    if let name = codebook.codes[place].color, let index = Code.colors.firstIndex(of: name) {
      return UInt8(index + 1)
    }
    return UInt8(place % Code.colors.count + 1)
  }

  /// With colours the lanes differ by their bars; without, every code has a sign of its own.
  func glyph(of id: Code.ID, lane: Int) -> Unicode.Scalar {
    guard depth == .none || isPlain else { return Self.bars[lane % Self.bars.count] }
    let place = codebook.index(of: id) ?? 0
    if isPlain { return Self.typedSigns[place % Self.typedSigns.count] }
    return Self.signs[place % Self.signs.count]
  }

  private static let bars: [Unicode.Scalar] = ["▌", "▐", "█", "▎"]
  // No digits, which are quick codes, and none of `+ < > - !`, which mean something of their own.
  /// Those that everything can say.
  private static let typedSigns = Array(
    "#%&=~^@$ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".unicodeScalars
  )
  private static let signs = Array(
    "#%&=~^@$§¤¬µ¶ßÐÞæøþđħıłŋœŧABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars
  )
}

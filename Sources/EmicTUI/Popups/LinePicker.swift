import EmicKit

/// A list from which one line is taken, or several; typing filters it.
struct LinePicker {
  enum Purpose: Equatable {
    case conditions, coders, transcripts, speakers, dimensions, links
  }

  struct Line: Equatable {
    /// What is taken.
    var value: String
    /// What is read; the filter looks here.
    var words: String
    /// At the right edge.
    var fact = ""
  }

  var title: String
  var purpose: Purpose
  let lines: [Line]
  /// Whether what is typed can be taken as it is.
  var takesWords = false
  var field = TextField()
  var row = 0
  /// Places in `lines`, in the order in which they were chosen.
  private(set) var chosen: [Int] = []

  init(_ title: String, _ purpose: Purpose, _ lines: [Line], takesWords: Bool = false) {
    self.title = title
    self.purpose = purpose
    self.lines = lines
    self.takesWords = takesWords
  }

  /// The places of the lines that match what is typed; the one that was typed out whole comes first.
  var shown: [Int] {
    let typed = field.text.lowercased()
    let words = typed.split(separator: " ")
    let found = lines.indices.filter { place in
      // What can be typed out is found as it is typed, too: `sector=mig`.
      let line = lines[place]
      let text = (takesWords ? "\(line.words) \(line.value)" : line.words).lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    let whole = typed.trimmed
    let isWhole: (Int) -> Bool = { place in
      lines[place].words.lowercased() == whole
        || takesWords && lines[place].value.lowercased() == whole
    }
    guard let place = found.firstIndex(where: isWhole) else { return found }
    return [found[place]] + found[..<place] + found[(place + 1)...]
  }

  var current: Int? {
    let shown = shown
    return shown.indices.contains(row) ? shown[row] : nil
  }

  mutating func move(by distance: Int) {
    row = min(max(0, row + distance), max(0, shown.count - 1))
  }

  mutating func toggleCurrent() {
    guard let current else { return }
    if let place = chosen.firstIndex(of: current) {
      chosen.remove(at: place)
    } else {
      chosen.append(current)
    }
  }

  /// What Enter takes: all that was chosen, else the line in hand.
  var answer: [String] {
    let places = chosen.isEmpty ? current.map { [$0] } ?? [] : chosen
    return places.map { lines[$0].value }
  }
}

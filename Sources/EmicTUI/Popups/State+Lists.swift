import EmicKit

/// Keys of the popups that are read or from which one row is taken.
extension State {
  /// What is read may have come unasked, over keys that were meant for something else: none of them is
  /// lost without a word, and none but those that are named closes it.
  mutating func press(_ key: Key, in reading: Reading) {
    var reading = reading
    switch (key.code, key.modifiers) {
    case _ where key.isCancel: return closePopup()
    case (.character("q"), []): return closePopup()
    // The key that shows an entry puts it away, too.
    case _ where reading.code != nil && keymap.match([key], on: place) == .command(.showEntry):
      return closePopup()
    case _ where reading.leadsToReanchoring && beginsCommand(key):
      closePopup()
      return press(key)
    case (.enter, _):
      closePopup()
      if let code = reading.code { openQuotations(of: code) }
      return
    default:
      guard let distance = key.lines(in: readingHeight) else {
        return complain(key, insteadOf: "j and k scroll, Esc closes")
      }
      let last = max(0, lines(of: reading).count - readingHeight)
      reading.top = min(max(0, reading.top + distance), last)
    }
    replacePopup(with: .reading(reading))
  }

  /// Whether a key begins one of several, or a line with a command.
  private func beginsCommand(_ key: Key) -> Bool {
    switch keymap.match([key], on: place) {
    case .prefix: keymap.hint(for: .nextToReanchor, on: place).hasPrefix(key.notation)
    case .command(let command): [.palette, .reanchor, .nextToReanchor].contains(command)
    case .none: false
    }
  }

  /// The lines of a popup to read as they are wrapped on this screen.
  func lines(of reading: Reading) -> [String] {
    Paragraphs.wrapped(reading.lines.map(shown), width: min(size.width, Reading.widest) - 4)
  }

  /// How many lines of a popup are seen at once.
  var readingHeight: Int { max(1, size.height - 3 - messageHeight) }

  mutating func press(_ key: Key, in choice: Choice) {
    var choice = choice
    if case .attribute(let opened, _) = choice.purpose, let act = undoing(by: key) {
      closePopup()
      return stepCase(act, showing: opened.transcript)
    }
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("q"), _), (.character("c"), .control):
      if case .coder = choice.purpose { return leave(insisting: false) }
      if case .encoding = choice.purpose { return takeEncoding(nil) }
      return closePopup()
    case (.down, _), (.character("j"), _):
      choice.row = min(choice.row + 1, choice.rows.count - 1)
    case (.up, _), (.character("k"), _): choice.row = max(0, choice.row - 1)
    case (.enter, _): return take(choice.row, of: choice)
    case (.character(let digit), _):
      guard let number = digit.wholeNumberValue, choice.rows.indices.contains(number - 1) else {
        return complain(key, insteadOf: "j and k choose, Enter takes, Esc leaves")
      }
      return take(number - 1, of: choice)
    default: return complain(key, insteadOf: "j and k choose, Enter takes, Esc leaves")
    }
    replacePopup(with: .choice(choice))
  }

  /// Whether a key undoes or does again, where the popup stands for what it changes.
  private func undoing(by key: Key) -> ChangeHistory.Act? {
    switch keymap.match([key], on: .study) {
    case .command(.undo): .undo
    case .command(.redo): .redo
    default: nil
    }
  }

  private mutating func take(_ row: Int, of choice: Choice) {
    switch choice.purpose {
    case .remove(let ids):
      closePopup()
      remove(ids[row])
    case .coder(let ids): outbox.append(.begin(coder: ids[row]))
    case .spanCode(let codes):
      closePopup()
      beginSpan(of: codes[row])
    case .order:
      closePopup()
      take(order: RowOrder.allCases[row])
    case .link(let ends):
      closePopup()
      goToCoding(ends[row])
    case .frameworkExport:
      closePopup()
      exportFramework(as: row == 0 ? .markdown : .csv)
    case .transcriptOrder:
      closePopup()
      take(transcriptOrder: row)
    case .export:
      closePopup()
      export(as: row == 0 ? .markdown : .csv)
    case .relation:
      closePopup()
      takeRelation(Self.relations[row].place)
    case .layer:
      closePopup()
      take(layer: CodingLayer.allCases[row])
    case .askedFlag:
      closePopup()
      take(askedFlag: Coding.Flag.known[row])
    case .color(let id):
      closePopup()
      setColor(row, of: id)
    case .attribute(let opened, let names):
      closePopup()
      askAttribute(names[row], of: opened)
    case .reread(let names):
      closePopup()
      visit(names[row], at: nil)
    case .encoding(let names): takeEncoding(names[row])
    case .finding(let codes):
      closePopup()
      book?.go(to: codes[row])
    }
  }
}

extension Key {
  /// How many lines further the key goes in what is read, of which so many are seen; `nil` when it does not.
  func lines(in height: Int) -> Int? {
    switch (code, modifiers) {
    case (.down, _), (.character("j"), []): 1
    case (.up, _), (.character("k"), []): -1
    case (.pageDown, _), (.character(" "), []): max(1, height - 1)
    case (.pageUp, _): -max(1, height - 1)
    case (.home, _): -100_000
    case (.end, _): 100_000
    default: nil
    }
  }
}

import EmicKit

/// Ways between screens: where somebody came from, so that `q` leads back there.
extension State {
  /// A screen that was left for another one.
  enum Stop: Equatable {
    case study
    case coding(transcript: String)
    case screen(Screen)

    var screen: Screen {
      switch self {
      case .study: .study
      case .coding: .coding
      case .screen(let screen): screen
      }
    }
  }

  /// Goes to a screen from the one in view.
  mutating func leave(for next: Screen) {
    guard next != screen || next == .coding else { return }
    if screen == .coding {
      finishEdge()
      rememberPlace()
    }
    // A screen stands once on the way, or q would lead in circles; transcripts may follow each other.
    trail.removeAll { $0.screen == next && next != .coding || $0.screen == screen }
    switch screen {
    case .coding: if let coding { trail.append(.coding(transcript: coding.transcript.name)) }
    case .coderChoice, .study: trail.append(.study)
    default: trail.append(.screen(screen))
    }
    screen = next
    dropAnswer()
  }

  /// Back to where the screen in view was opened from; `false` when nobody knows.
  mutating func goBackOnTrail() -> Bool {
    guard let stop = trail.popLast() else { return false }
    if screen == .coding {
      finishEdge()
      rememberPlace()
    }
    dropAnswer()
    switch stop {
    case .study:
      trail = []
      goToStudy()
    case .coding(let transcript):
      screen = .coding
      if coding?.transcript.name != transcript { open(transcript) }
    case .screen(let screen):
      self.screen = screen
      refreshQuestion()
    }
    return true
  }

  /// Opens a transcript on the screen, when the one in view is safe on the disk.
  mutating func open(_ name: String) {
    guard let coder else { return askForCoder() }
    switch coding?.saving {
    case .notSaved(let reason):
      complain("Not saved: \(reason) \(coding?.transcript.name ?? "") stays open until it is.")
    case .unsaved: opens = name
    default: outbox.append(.open(transcript: name, coder: coder.id))
    }
  }

  /// Goes to a place in a transcript, wherever the screen is.
  mutating func goToPlace(_ place: AwaitedPlace) {
    if coding?.transcript.name == place.transcript, coding?.access == .open {
      if screen != .coding { leave(for: .coding) }
      return stand(on: place)
    }
    awaitedPlace = place
    guard let coder else { return askForCoder() }
    if case .notSaved(let reason) = coding?.saving {
      awaitedPlace = nil
      return complain(
        "Not saved: \(reason) \(coding?.transcript.name ?? "") stays open until it is."
      )
    }
    // From one transcript to another q leads back, too.
    if screen == .coding { leave(for: .coding) }
    if coding?.saving == .unsaved {
      opens = place.transcript
    } else {
      outbox.append(.open(transcript: place.transcript, coder: coder.id))
    }
  }

  /// Puts the caret on a place of the transcript in view, its words lit.
  mutating func stand(on place: AwaitedPlace) {
    guard let text = coding?.text, let transcript = coding?.transcript else { return }
    guard place.digest == nil || place.digest == transcript.digest else {
      return complain(
        "The transcript has changed since this was coded: nobody knows where the words stand now."
      )
    }
    let span = Span(place.span.range.clamped(to: 0..<max(0, text.scalarCount)))
    coding?.isExtending = false
    coding?.move(to: span.start)
    if !span.isEmpty, let origin = coding?.selection {
      coding?.search = .init(pattern: place.pattern, hits: [span], current: 0, origin: origin)
    }
    if let id = place.coding, coding?.coding(id) != nil { coding?.focus = id }
    if !place.words.isEmpty { say(place.words) }
  }
}

/// A place in a transcript to which the screen is about to go.
struct AwaitedPlace: Equatable {
  var transcript: String
  /// Of the text in which it stands; `nil` when that is the text of today.
  var digest: String?
  var span: Span
  /// One's own coding there.
  var coding: Coding.ID?
  /// What was searched for; empty for a quotation.
  var pattern = ""
  /// What stands there, for the head of the screen.
  var words = ""
}

import EmicKit

/// Carries out one action: the only way in which the state changes.
///
/// No clock, disk, random source or terminal: the moment comes in, effects go out.
///
/// - Returns: what the world is asked to do, in this order.
public func reduce(_ state: inout State, _ action: Action, at moment: Moment) -> [Effect] {
  state.moment = moment
  if case .questionSeen = action {
    state.noteSeen()
    return []
  }
  state.withdrawUnseen(before: action)
  let held = state.held.count
  state.carryOut(action)
  if state.held.count <= held { state.takeHeld() }
  state.settle()
  defer { state.outbox = [] }
  return state.outbox
}

extension State {
  fileprivate mutating func carryOut(_ action: Action) {
    if case .input = action { speaksFromOutside = false } else { speaksFromOutside = true }
    switch action {
    case .input(let input): take(input)
    case .opened(let opened): show(opened)
    case .beginningRead(let opened): show(beginning: opened)
    case .openFailed(let transcript, let problem): refuse(transcript, problem)
    case .textChanged(let transcript, let problem): close(transcript, because: problem)
    case .reanchoringProposed(let proposal): take(proposal)
    case .reanchored(let transcript, let before, let after, let summary):
      noteReanchored(
        StoredReanchoring(transcript: transcript, before: before, after: after, summary: summary),
        of: transcript
      )
    case .reanchoringTakenBack(let transcript): noteReanchored(nil, of: transcript)
    case .rowsLoaded(let rows): update(rows)
    case .ownWorkLoaded(let work): ownWork = work
    case .began(let coder, let proposals, let quickCodes, let drafts, let columns):
      self.drafts = drafts
      framework.chosen = columns
      begin(coder, proposals: proposals, quickCodes: quickCodes)
    case .saved(let revision, let transcript, Coder.consensus, let merge):
      noteVerdictsSaved(revision: revision, transcript: transcript, merge: merge)
    case .saved(let revision, let transcript, _, let merge):
      noteSaved(revision: revision, transcript: transcript, merge: merge)
    case .saveFailed(let revision, let transcript, Coder.consensus, let reason):
      noteVerdictsNotSaved(revision: revision, transcript: transcript, reason: reason)
    case .saveFailed(let revision, let transcript, _, let reason):
      noteNotSaved(revision: revision, transcript: transcript, reason: reason)
    case .changedOnDisk(let transcript, Coder.consensus, let merge):
      takeInVerdicts(merge, transcript: transcript)
    case .changedOnDisk(let transcript, _, let merge): takeIn(merge, transcript: transcript)
    case .stepsRead(let steps, let transcript): take(steps, of: transcript)
    case .codebookRead(let opened): take(opened)
    case .codebookRefused(let sentence): refuseCodebook(sentence)
    case .codebookChanged(let book): noteCodebookChanged(book)
    case .proposalsChanged(let proposals, let coder): noteProposalsChanged(proposals, of: coder)
    case .anyProposalsChanged: if screen == .codebook { readCodebook() }
    case .codebookSaved(let book): noteCodebookSaved(book)
    case .codebookNotSaved(let reason): noteCodebookNotSaved(reason)
    case .codebookLost(let loss): noteCodebookLost(loss)
    case .codebookSettled(let settled): noteCodebookSettled(settled)
    case .codebookNotSettled(let sentence): noteCodebookNotSettled(sentence)
    case .codebookRetry: saveCodebook()
    case .codebookDiffers(let conflicts): noteCodebookDiffers(conflicts)
    case .recodingRead(let opened): take(opened)
    case .recodingRefused(let sentence): refuseRecoding(sentence)
    case .recodingSaved(let revision, let transcript, let merge):
      noteRecodingSaved(revision: revision, transcript: transcript, merge: merge)
    case .recodingNotSaved(let revision, let transcript, let reason):
      noteRecodingNotSaved(revision: revision, transcript: transcript, reason: reason)
    case .recodingRetry: saveRecodingAgain()
    case .memosRead(let memos, let problems): take(memos, problems: problems)
    case .memosRefused(let sentence): refuseMemos(sentence)
    case .memoSaved(let text, let subject, let problem, let isJoined, let isChanged):
      noteMemoSaved(text, on: subject, problem: problem)
      if problem == nil, isChanged { noteMemoStep() }
      if isJoined { say(further: Self.joinedWords) }
    case .memoStepped(let sentence, let isProblem):
      noteMemoStepped(sentence, isProblem: isProblem)
    case .caseRead(let opened): show(opened)
    case .edited(let text): takeEdited(text)
    case .reviewRead(let opened): take(opened)
    case .reviewOutdated: readReviewAnew()
    case .reviewRefused(let sentences): refuseReview(sentences)
    case .reviewCounted(let figures): take(figures)
    case .adjudicationClosed(let transcript, let consensus):
      noteClosed(transcript, consensus)
    case .adjudicationClosedByOther(let transcript, let consensus):
      noteClosedByOther(transcript, consensus)
    case .revealed(let transcripts): noteRevealed(transcripts)
    case .revealAsked(let wish, let transcripts): askForReveal(of: transcripts, for: wish)
    case .codingsRead(let codings): take(codings)
    case .codingsRefused(let sentence): refuseCodings(sentence)
    case .answered(let answered): take(answered)
    case .frameworkRead(let visible, let codings, let steps): take(visible, codings, steps)
    case .frameworkRefused(let sentence): refuseFramework(sentence)
    case .summarySaved(let change, let act, let visible): noteSummarySaved(change, act, visible)
    case .summaryNotSaved(let change, let act, let visible, let sentence):
      noteSummaryNotSaved(change, act, visible, sentence)
    case .searchFound(let number, let hits, let searched, let all):
      take(hits, of: number, searched: searched, all: all)
    case .searchEnded(let number, let problem): endStudySearch(number, problem)
    case .questionRefused(let question, let sentence): refuse(question, sentence)
    case .importing(let done, let count): noteImporting(done, of: count)
    case .imported(let files): take(files)
    case .exporting(let step, let done, let count): noteExporting(step, done, of: count)
    case .exportEnded: jobs.exporting = nil
    case .transcriptsListed(let names): takeListed(names)
    case .revealRefused(let sentence): refuseReveal(sentence)
    case .answerRefused(let sentence): refuseAnswer(sentence)
    case .note(let text, let isProblem): isProblem ? complain(text) : say(text)
    case .clock:
      keepDueDraft()
      endQuiet()
    case .questionSeen: break
    }
    // On a screen that is listened to a message stands until the next key; on a blank one nobody has
    // read it.
    if let until = message?.until, until <= moment.now, !settings.isAccessible, !isBlank {
      message = nil
    }
  }

  mutating func take(_ input: Input) {
    switch input {
    case .key, .paste, .stalledPaste, .resized: isPointing = false
    default: break
    }
    switch input {
    case .key(let key):
      if settings.isAccessible { message = nil }
      press(key)
    case .paste where holds(paste: input), .stalledPaste where holds(paste: input): break
    case .paste(let text): paste(text)
    case .stalledPaste(let text):
      paste(text)
      complain(
        "The end of what was pasted has not come: what you type is text of it. Esc ends it."
      )
    case .resized(let size):
      self.size = size
      layOutAgain()
    case .resumed: outbox.append(.redraw)
    case .endRequested: leave(insisting: true)
    case .mouse(let mouse): take(mouse)
    case .woken: break
    }
  }

  // MARK: Messages

  /// How long a message stands in place of the facts, in milliseconds.
  static let messageTime: Int64 = 4000

  mutating func say(_ text: String) { show(text, isProblem: false) }

  /// Goes on from the message in view, or says something new.
  mutating func say(further text: String) {
    guard let message, message.until > moment.now, !message.isProblem else { return say(text) }
    say("\(message.text) \(text)")
  }

  /// Tells of something that went wrong or is not possible here.
  mutating func complain(_ text: String) { show(text, isProblem: true) }

  private mutating func show(_ text: String, isProblem: Bool) {
    guard !text.isEmpty else { return }
    message = Message(
      text: text,
      isProblem: isProblem,
      until: endOfMessage,
      isFromOutside: speaksFromOutside
    )
    // A message that only goes on from the last one takes its place.
    if let last = pastMessages.last, text.hasPrefix(last) { pastMessages.removeLast() }
    pastMessages.append(text)
    if pastMessages.count > 100 { pastMessages.removeFirst() }
  }

  /// When a message ends that is read from now on.
  var endOfMessage: Timestamp {
    Timestamp(milliseconds: moment.now.milliseconds + Self.messageTime)
  }

  /// Takes a message away that was the answer to a key; one from the world stays for its time.
  mutating func dropAnswer() {
    if message?.isFromOutside != true { message = nil }
  }

  // MARK: After every action

  /// Keeps what follows from the rest: the caret on the screen, the place remembered.
  fileprivate mutating func settle() {
    askWhatWaits()
    goOnWithImport()
    guard screen == .coding, coder != nil else { return }
    let height = geometry.bodyHeight
    let margin = isPointing ? 0 : CodingState.margin
    let (hasEffects, endsStay) = (!outbox.isEmpty, outbox.contains(where: \.endsStay))
    // In its place: a copy counts a reference for every text and list in it.
    let isNews = coding?.settle(
      height: height,
      margin: margin,
      hasEffects: hasEffects,
      endsStay: endsStay
    )
    if isNews == true, let effect = remembering { outbox.insert(effect, at: 0) }
  }

  /// Has the coder's place in the open transcript written down.
  mutating func rememberPlace() {
    if let effect = remembering { outbox.append(effect) }
  }

  private var remembering: Effect? {
    // Member by member: a copy of the coding counts a reference for every text and list in it.
    guard let coder, let place = coding?.placeToRemember, let transcript = coding?.transcript.name
    else { return nil }
    return .remember(
      Effect.Place(
        caret: place.caret,
        readTo: place.readTo,
        quickCodes: quickCodes,
        drafts: drafts
      ),
      transcript: transcript,
      coder: coder.id
    )
  }

  /// Lays the text out for the size of the screen.
  mutating func layOutAgain() {
    showRow()
    guard var coding else { return }
    let geometry = geometry
    coding.layout = Layout(
      coding.transcript,
      width: geometry.textWidth,
      speakersAbove: geometry.speakersAbove,
      names: coding.layout.names
    )
    coding.goalColumn = nil
    coding.top = coding.layout.place(of: coding.caret)
    self.coding = coding
  }
}

extension CodingState {
  /// In the text that was coded, where another one is there now.
  fileprivate var placeToRemember: (caret: Int, readTo: Int) { placeInCoded ?? (caret, readTo) }

  /// Keeps what follows from the rest: the caret on the screen, the place remembered.
  ///
  /// - Returns: whether the place is to be written down.
  fileprivate mutating func settle(
    height: Int,
    margin: Int,
    hasEffects: Bool,
    endsStay: Bool
  ) -> Bool {
    let before = (readTo, rememberedCaret)
    selection.takeWholeCharacters(of: text)
    scrollToCaret(height: height, margin: margin)
    showRows(height: height)
    noteRead()
    let turn = turnHere?.number
    let isNewPlace = readTo != before.0 || turn != rememberedTurn
    if isNewPlace || hasEffects { rememberedCaret = caret }
    rememberedTurn = turn
    return !isBeginning && (isNewPlace || endsStay || rememberedCaret != before.1)
  }
}

extension Effect {
  /// Whether the coder goes away from the transcript with it.
  fileprivate var endsStay: Bool {
    switch self {
    case .quit, .suspend, .open: true
    default: false
    }
  }
}

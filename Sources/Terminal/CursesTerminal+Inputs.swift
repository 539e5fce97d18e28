import CTerminalSupport
import EmicTUI
import Glibc

/// Waiting for keys, signals and wake-ups, and for a terminal that takes what waits for it.
extension CursesTerminal {
  /// Waits for the next input; `nil` when nothing came in the time, which is in milliseconds (`nil`:
  /// as long as it takes).
  public func nextInput(timeoutMilliseconds: Int? = nil) -> Input? {
    let deadline = timeoutMilliseconds.map { Int(terminal_clock()) + $0 }
    while true {
      if let input = pendingInput() { return input }
      let now = Int(terminal_clock())
      if let deadline, now >= deadline { return nil }
      if reportsFrames, isTaken, decoder.isEmpty, postponed == nil, frameCount > 0 {
        report()
        flush()
      }
      let end = [deadline, decoder.deadline].compactMap(\.self).min()
      let milliseconds = end.map { Int32(clamping: max(0, $0 - now)) } ?? -1
      wait(milliseconds)
    }
  }

  /// The next input that is already there; never waits.
  public func pendingInput() -> Input? {
    if let input = signalled() { return input }
    if let input = decoded() { return input }
    wait(0)
    if let input = signalled() { return input }
    return decoded()
  }

  /// The next input behind one that has come since the last frame; the terminal is asked only where it may have held
  /// more back then, for to ask after every key costs a call.
  ///
  /// What comes meanwhile has its turn after the next frame.
  public func furtherInput() -> Input? {
    guard isAsked, decoder.isEmpty, decoder.answers.isEmpty, !hasMore else { return pendingInput() }
    return signalled()
  }

  /// Whether the last frame is with the terminal, and no part of a key waits for the rest.
  public var isAtRest: Bool { outgoing.isEmpty && postponed == nil && decoder.isEmpty }

  private func decoded() -> Input? {
    if let input = decoder.next(at: Int(terminal_clock())) { return input }
    // Everything is drawn anew with the next frame, which the loop draws after an input.
    return takeAnswers() ? .woken : nil
  }

  /// Ends the wait in `nextInput`, which then says `.woken`, once for all calls meanwhile.
  ///
  /// Safe on any thread.
  public nonisolated func wake() { terminal_wake() }

  private func wait(_ milliseconds: Int32) {
    var wanted = TERMINAL_EVENT
    if isTaken, !isGone {
      wanted |= TERMINAL_INPUT
      if !outgoing.isEmpty { wanted |= TERMINAL_OUTPUT }
    }
    let there = terminal_wait(Int32(wanted), milliseconds)
    isAsked = true
    if there & Int32(TERMINAL_OUTPUT) != 0 { flush() }
    if outgoing.isEmpty, let canvas = postponed { draw(canvas) }
    if there & Int32(TERMINAL_INPUT) != 0 { read() }
  }

  func read() {
    let now = Int(terminal_clock())
    let count = Self.read(into: &arrived)
    if count > 0 { decoder.feed(arrived.prefix(count), at: now) }
    hasMore = count == arrived.count
    if count == -1 { hangUp() }
  }

  // Of no actor: in a closure of one it would be asked each time whether it runs there.
  private nonisolated static func read(into bytes: inout [UInt8]) -> Int {
    bytes.withUnsafeMutableBufferPointer { bytes in
      bytes.baseAddress.map { terminal_read($0, bytes.count) } ?? -2
    }
  }

  func hangUp() {
    guard !isGone else { return }
    isGone = true
    isHangUpUntold = true
    outgoing = []
    postponed = nil
  }

  private func signalled() -> Input? {
    if isHangUpUntold {
      isHangUpUntold = false
      return .endRequested(signal: SIGHUP)
    }
    switch terminal_take_signal() {
    case SIGTSTP:
      suspend()
      return signalled()
    case SIGCONT:
      return resume()
    case SIGWINCH:
      readSize()
      forgetScreen()
      toldSize = size
      return .resized(size)
    case 0: break
    case let signal: return .endRequested(signal: signal)
    }
    if resumeAfterStop { return resume() }
    return terminal_take_wake() ? .woken : nil
  }

  // Also after a SIGSTOP, which nobody can prepare for: the shell has used the terminal since.
  private func resume() -> Input {
    if isTaken, !resumeAfterStop {
      _ = terminal_make_raw()
      outgoing.append(contentsOf: CursesTerminal.capability("smcup") + modesOn)
      flush()
    }
    resumeAfterStop = false
    readSize()
    forgetScreen()
    // While it was stopped, only the shell heard of another size.
    guard size == toldSize else {
      toldSize = size
      return .resized(size)
    }
    return .resumed
  }
}

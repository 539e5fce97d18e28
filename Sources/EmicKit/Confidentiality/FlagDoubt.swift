/// Why nobody knows which words of a transcript may not leave: then none of them do.
public struct FlagDoubt: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// Something that may flag words cannot be read.
    case unreadable
    /// A sidecar is gone, and not all that was in it is known: why.
    case gone(String)
    /// These coders have flagged words of the text as it was before it changed.
    case changed([Coder.ID])
    /// So do frozen copies whose sidecar is gone, or second versions that were put aside.
    case aside([Coder.ID])
    /// Words that these coders have flagged are not found again for certain.
    case lost([Coder.ID])
  }

  /// Its path.
  public let transcript: String
  public let reason: Reason

  package init(transcript: String, reason: Reason) {
    self.transcript = transcript
    self.reason = reason
  }

  /// A sentence, with what to do.
  public var message: String {
    let name = DisplayText.safe(transcript)
    return switch reason {
    case .unreadable:
      "\(name): a sidecar cannot be read, so nobody knows which words may not leave."
    case .gone(let why):
      "\(name): a sidecar is gone, and nobody knows all that it flagged, so nobody knows which words may not leave. "
        + "\(why) Put the sidecar back from where the folder is kept a second time; or `emic check` says how to bring "
        + "back what is known of it."
    case .changed(let coders):
      "\(name): the text has changed since \(Self.list(coders)) flagged passages of it, so nobody knows "
        + "which words may not leave. Put the old text back, or find the passages again with "
        + "\(ReanchorCommandLine.words(for: coders))."
    case .aside(let coders):
      "\(name): the text has changed since \(Self.list(coders)) flagged passages of it, and the flags stand "
        + "only in a frozen copy, a second version or what is known of a sidecar that is gone or an older version, so "
        + "nobody knows which words may not leave. `emic merge` with the study's folder takes a second version in and "
        + "finds its passages again; a sidecar comes back as `emic check` says; or put the old text back."
    case .lost(let coders):
      "\(name): passages that \(Self.list(coders)) flagged were not found again for certain after the text "
        + "changed, so nobody knows which words may not leave. "
        + "\(ReanchorCommandLine.words(for: coders, isWriting: false)) lists them, and says how each is settled."
    }
  }

  private static func list(_ coders: [Coder.ID]) -> String {
    Set(coders).sorted().map { DisplayText.safe($0.text) }.joined(separator: " and ")
  }
}

extension VisibleWork {
  /// Why nobody knows which words of a transcript may leave; `nil` where it is known.
  ///
  /// - Parameter transcript: as it is now.
  /// - Returns: the first reason; flags bind whoever set them, seen or not.
  public func flagDoubt(about transcript: Transcript) -> FlagDoubt? {
    let name = transcript.name
    if let doubt = study.lostWork.doubt(about: name) {
      return FlagDoubt(transcript: name, reason: .gone(doubt.message))
    }
    guard !hasUnknownFlags(name) else { return FlagDoubt(transcript: name, reason: .unreadable) }
    var (changed, lost): ([Coder.ID], [Coder.ID]) = ([], [])
    for coder in coders(of: name) {
      guard let sidecar = sidecar(of: name, by: coder) else { continue }
      if sidecar.isBinding(onOtherThan: transcript) { changed.append(coder) }
      if sidecar.orphans.contains(where: \.bindsWords) { lost.append(coder) }
    }
    if !changed.isEmpty { return FlagDoubt(transcript: name, reason: .changed(changed)) }
    let aside = versionsAside(of: transcript)
    let old = aside.filter { $0.isBinding(onOtherThan: transcript) }.map(\.coder)
    if !old.isEmpty { return FlagDoubt(transcript: name, reason: .aside(old)) }
    lost += aside.filter { $0.orphans.contains(where: \.bindsWords) }.map(\.coder)
    return lost.isEmpty ? nil : FlagDoubt(transcript: name, reason: .lost(lost))
  }
}

extension Sidecar {
  /// Whether it flags words of another text than this one.
  fileprivate func isBinding(onOtherThan transcript: Transcript) -> Bool {
    source.sha256 != transcript.digest && codings.contains(where: \.bindsWords)
  }
}

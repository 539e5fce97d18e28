/// The codings of one coder that wait to be recoded, transcript by transcript.
///
/// It is made from the codebook and the sidecars each time, so that it can't be out of step: a coding
/// that is decided is no longer in it.
public struct RecodeQueue: Sendable {
  /// One coding that waits.
  public struct Item: Hashable, Sendable {
    /// The path of the transcript.
    public let transcript: String
    public let coding: Coding
    /// As which the coding is read today: the code that was split or redefined.
    public let code: Code
    /// The code as it was when the coding was made or last confirmed.
    public let before: Code
    public let reason: RecodeReason

    /// The codes to choose among: the parts of a split code, else the code itself.
    public var choices: [Code.ID] {
      switch reason {
      case .redefined: [code.id]
      case .split(let parts): parts
      }
    }
  }

  /// A code that is new or means something else, and the coder's transcripts coded before.
  ///
  /// What was coded with it before it was redefined waits in the queue, and is read again there: such a
  /// transcript is not listed twice.
  public struct Rereading: Hashable, Sendable {
    public let code: Code.ID
    /// The version that made or changed it.
    public let version: Int
    public let transcripts: [String]
  }

  private let codebook: Codebook

  /// By transcript, each in the order of its text.
  public let items: [Item]
  /// In the order of the book.
  public let notReread: [Rereading]

  /// - Parameters:
  ///   - work: one coder's sidecars, by the path of the transcript.
  ///   - codebook: as it is today.
  public init(of work: [(transcript: String, sidecar: Sidecar)], codebook: Codebook) {
    self.codebook = codebook
    let waiting = work.flatMap { transcript, sidecar in
      sidecar.codings.compactMap { coding in
        codebook.awaits(coding).map { (transcript, coding, $0) }
      }
    }
    // Going back through the history is the same for all codings of a version.
    let versions = Set(waiting.map { $0.1.codebook })
    let books = Dictionary(uniqueKeysWithValues: versions.map { ($0, codebook.asOf($0)) })
    items = waiting.compactMap { transcript, coding, reason in
      guard let code = codebook[codebook.resolved(coding.code)] else { return nil }
      let old = books[coding.codebook]
      return Item(
        transcript: transcript,
        coding: coding,
        code: code,
        before: old?[code.id] ?? old?[coding.code] ?? code,
        reason: reason
      )
    }
    notReread = codebook.assignable.filter { !$0.isWorking }.compactMap { code in
      let version = codebook.versionToReadFor(code)
      let isRedefined = code.revised == version
      let names = work.filter { _, sidecar in
        let read = sidecar.status.codebook
        guard read < version else { return false }
        guard isRedefined else { return true }
        return !sidecar.codings.contains { codebook.resolved($0.code) == code.id }
          && !(read >= codebook.versionOfWhole(code) && codebook.saysTheSame(code, as: read))
      }.map(\.transcript)
      return names.isEmpty ? nil : Rereading(code: code.id, version: version, transcripts: names)
    }
  }

  /// The codes to choose among, with the words of today.
  public func choices(of item: Item) -> [Code] { item.choices.compactMap { codebook[$0] } }
}

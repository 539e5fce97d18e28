import EmicKit

/// The study's codebook, read for whoever looks.
public struct OpenedCodebook: Sendable {
  /// As it is on the disk.
  public var book: Codebook
  /// Those that whoever looks may see, their own among them.
  public var proposals: [ProposedCode]
  public var uses: CodeUses
  /// What is weak, with the uses that may be seen.
  public var findings: [CodebookLint.Finding]
  /// All that some coding has, seen or not: they can't be taken out of the book.
  public var used: Set<Code.ID>
  /// Why nothing may be changed, in one sentence; `nil` when it may.
  public var readOnlyBecause: String?
  /// Those that are lost when the file is written anew.
  public var commentLines: [Int]
  /// Memos on codes that whoever looks may read.
  public var memos: [ListedMemo]
  /// What whoever looks has done, in this session and before; `nil` where it may be out of date.
  public var history: UndoStacks<CodebookStep>?
  /// What could not be read.
  public var problems: [String]

  public init(
    book: Codebook,
    proposals: [ProposedCode] = [],
    uses: CodeUses = CodeUses(),
    findings: [CodebookLint.Finding] = [],
    used: Set<Code.ID> = [],
    readOnlyBecause: String? = nil,
    commentLines: [Int] = [],
    memos: [ListedMemo] = [],
    history: UndoStacks<CodebookStep>? = nil,
    problems: [String] = []
  ) {
    self.book = book
    self.proposals = proposals
    self.uses = uses
    self.findings = findings
    self.used = used
    self.readOnlyBecause = readOnlyBecause
    self.commentLines = commentLines
    self.memos = memos
    self.history = history
    self.problems = problems
  }
}

import EmicKit

/// One coder's codings that wait to be recoded, on the screen.
struct RecodeState {
  /// The coder's work on one transcript.
  struct Work: SavedWork {
    let transcript: Transcript
    var sidecar: Sidecar
    var saving = CodingState.Saving.saved(nil)
    var revision = 0
    let closedBecause: String?
  }

  /// How many codings a code had when the queue was opened, and has now.
  struct Count: Equatable {
    var code: Code.ID
    var before: Int
    var now: Int
  }

  private let order: [String]
  private(set) var works: [String: Work]
  private(set) var codebook: Codebook
  private(set) var queue: RecodeQueue
  /// How many waited when the queue was opened.
  private(set) var waitedAtFirst: Int
  private var countsAtFirst: [Code.ID: Int]
  /// The place in the queue.
  var row = 0
  /// The codes marked so far, while several are chosen; `nil` otherwise.
  var marked: [Code.ID]?
  /// How far the words are scrolled from where they begin.
  var scroll = 0
  var steps: UndoStacks<OpenedRecoding.Step>
  /// The transcripts of which something was decided since the screen was opened.
  var touched: Set<String> = []

  init(_ opened: OpenedRecoding) {
    order = opened.works.map(\.transcript.name)
    codebook = opened.codebook
    steps = opened.steps
    works = Dictionary(
      opened.works.map { work in
        (
          work.transcript.name,
          Work(
            transcript: work.transcript,
            sidecar: work.sidecar,
            closedBecause: work.closedBecause
          )
        )
      },
      uniquingKeysWith: { first, _ in first }
    )
    queue = RecodeQueue(
      of: opened.works.map { ($0.transcript.name, $0.sidecar) },
      codebook: opened.codebook
    )
    waitedAtFirst = queue.items.count
    countsAtFirst = Self.counts(opened.works.map(\.sidecar), by: opened.codebook)
  }

  /// The coding that is decided next.
  var item: RecodeQueue.Item? {
    queue.items.indices.contains(row) ? queue.items[row] : nil
  }

  /// The codes of the digits.
  var choices: [Code] { item.map { queue.choices(of: $0) } ?? [] }

  func work(on transcript: String) -> Work? { works[transcript] }

  mutating func change(_ transcript: String, _ change: (inout Work) -> Void) {
    guard var work = works[transcript] else { return }
    change(&work)
    works[transcript] = work
    findWaiting()
  }

  /// Asks again what waits, now that somebody has changed the codebook: what the queue was opened for may
  /// have been taken back.
  mutating func follow(_ codebook: Codebook) {
    guard codebook != self.codebook else { return }
    let inHand = item?.coding.id
    let isAnotherVersion = codebook.version != self.codebook.version
    self.codebook = codebook
    findWaiting()
    if let inHand { go(to: inHand) }
    guard isAnotherVersion else { return }
    waitedAtFirst = queue.items.count
    countsAtFirst = Self.counts(works.values.map(\.sidecar), by: codebook)
  }

  private mutating func findWaiting() {
    queue = RecodeQueue(
      of: order.compactMap { name in works[name].map { (name, $0.sidecar) } },
      codebook: codebook
    )
    row = min(row, max(0, queue.items.count - 1))
    (marked, scroll) = (nil, 0)
  }

  mutating func go(to id: Coding.ID) {
    guard let place = queue.items.firstIndex(where: { $0.coding.id == id }) else { return }
    (row, marked, scroll) = (place, nil, 0)
  }

  mutating func move(by distance: Int) {
    guard !queue.items.isEmpty else { return }
    row = (row + distance + queue.items.count) % queue.items.count
    (marked, scroll) = (nil, 0)
  }

  /// Keeps the counts that were there before the work was read again.
  mutating func goOn(from old: RecodeState) {
    touched = old.touched
    guard old.codebook.version == codebook.version else { return }
    (waitedAtFirst, countsAtFirst) = (old.waitedAtFirst, old.countsAtFirst)
  }

  // MARK: Counts

  /// The codes whose counts the decisions have changed, in the order of the book.
  var counts: [Count] {
    let now = Self.counts(works.values.map(\.sidecar), by: codebook)
    let codes = Set(now.keys).union(countsAtFirst.keys).filter { now[$0] != countsAtFirst[$0] }
    let places = Dictionary(
      codebook.codes.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return codes.sorted { (places[$0] ?? .max, $0) < (places[$1] ?? .max, $1) }
      .map { Count(code: $0, before: countsAtFirst[$0] ?? 0, now: now[$0] ?? 0) }
  }

  /// As they are read today.
  private static func counts(_ sidecars: [Sidecar], by book: Codebook) -> [Code.ID: Int] {
    var counts: [Code.ID: Int] = [:]
    for sidecar in sidecars {
      for coding in sidecar.codings { counts[coding.code, default: 0] += 1 }
    }
    return Dictionary(counts.map { (book.resolved($0), $1) }, uniquingKeysWith: +)
  }

  /// Whatever is not on the disk yet, by transcript.
  var unsaved: [String] {
    works.filter { if case .saved = $0.value.saving { false } else { true } }.keys.sorted()
  }
}

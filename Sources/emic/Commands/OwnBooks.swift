import EmicKit
import Synchronization

/// The codebook with the proposals of the coders whose work is in an answer.
struct OwnBooks {
  private(set) var all: Codebook
  private let readings: OwnReadings

  init(_ readings: OwnReadings) {
    all = readings.shared
    self.readings = readings
  }

  mutating func reading(of coder: Coder.ID) -> ReadCodes {
    let (proposals, codes) = readings.reading(of: coder)
    if !proposals.isEmpty { all = all.adding(proposals) }
    return codes
  }
}

/// The codebook as each coder reads it, with their own proposals: read once for each coder, however many
/// parts the answer has.
final class OwnReadings: Sendable {
  fileprivate let shared: Codebook
  private let study: StudyFolder
  private let known = Mutex<[Coder.ID: (proposals: [Code], codes: ReadCodes)]>([:])

  init(_ book: Codebook, _ study: StudyFolder) {
    shared = book
    self.study = study
  }

  fileprivate func reading(of coder: Coder.ID) -> (proposals: [Code], codes: ReadCodes) {
    known.withLock { known in
      if let reading = known[coder] { return reading }
      let proposals = (try? study.proposals(of: coder)) ?? []
      let codes = ReadCodes(by: proposals.isEmpty ? shared : shared.adding(proposals))
      known[coder] = (proposals, codes)
      return (proposals, codes)
    }
  }
}

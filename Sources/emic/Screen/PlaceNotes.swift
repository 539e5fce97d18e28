import EmicKit
import EmicTUI

/// Where a coder is in each transcript, noted at once and written now and then.
@MainActor
final class PlaceNotes {
  private let study: StudyFolder
  private let writer: LatestWriter<(ResumePlaces, noted: Set<String>, Coder.ID)>
  private var places: ResumePlaces?
  /// The transcripts in which a place was noted.
  private var noted: Set<String> = []
  /// Whose place has changed since it was last written.
  private var unwritten: Coder.ID?

  init(study: StudyFolder) {
    self.study = study
    // Of what was withdrawn meanwhile nothing comes back, not even where the caret was. Asked when it
    // is written, off the screen's thread: a place is noted with every key.
    writer = LatestWriter { places, noted, coder in
      var places = places
      for name in noted where !study.hasFile(name) { places.places[name] = nil }
      places.save(for: coder, in: study)
    }
  }

  /// - Returns: the coder's quick codes, memos begun and columns chosen, as they were left.
  func begin(_ coder: Coder.ID) -> ResumePlaces {
    let places = ResumePlaces(of: coder, in: study)
    self.places = places
    return places
  }

  func note(_ place: Effect.Place, in transcript: String, by coder: Coder.ID) {
    change(by: coder) {
      $0.places[transcript] = ResumePlaces.Place(caret: place.caret, furthestTurn: place.readTo)
      $0.quickCodes = place.quickCodes
      $0.drafts = place.drafts
    }
    noted.insert(transcript)
  }

  /// Notes what was begun and not saved, wherever the coder is.
  func note(drafts: [String: Draft], by coder: Coder.ID) {
    change(by: coder) { $0.drafts = drafts }
  }

  /// Notes the columns of the framework matrix that were chosen.
  func note(columns: [Code.ID], by coder: Coder.ID) {
    change(by: coder) { $0.columns = columns }
  }

  /// In their place: a copy would copy the places of all transcripts with every key.
  private func change(by coder: Coder.ID, _ body: (inout ResumePlaces) -> Void) {
    var places = self.places ?? ResumePlaces(of: coder, in: study)
    self.places = nil
    body(&places)
    self.places = places
    unwritten = coder
  }

  /// Begins to write what is not written yet.
  func write() {
    guard let coder = unwritten, let places else { return }
    unwritten = nil
    writer.write((places, noted, coder))
  }

  /// Writes the rest and waits for it, at the end of the program.
  func finish() {
    write()
    writer.finish()
  }
}

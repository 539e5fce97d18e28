import EmicKit

/// What was found of the codings of a transcript that has changed, and what was stored of that.
struct ReanchoringState {
  /// What was found last.
  var list: ReanchoringList?
  /// What was stored last, as long as it can be taken back.
  var stored: StoredReanchoring?
  /// The list that was agreed to for it.
  var storedList: ReanchoringList?
  /// The list that is being stored: the disk has not answered yet.
  var askedList: ReanchoringList?
  /// The list that was taken back last, to be stored again.
  var takenBackList: ReanchoringList?
  /// Whether what is being looked for is to be stored as the list that was taken back.
  var storesAgain = false
}

/// A re-anchoring that was stored, as long as it can be taken back.
struct StoredReanchoring: Equatable {
  var transcript: String
  var before: Sidecar
  var after: Sidecar
  /// How many codings have moved, in words; empty where another session has stored it.
  var summary: String
}

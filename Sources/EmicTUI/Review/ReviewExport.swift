import EmicKit

/// A table of the review that is written into a file.
public enum ReviewExport: Hashable, Sendable {
  /// The codes, and pairs of coders.
  ///
  /// - Parameter names: what stands for the coders' ids; none: the ids.
  case figures(names: [Coder.ID: String])
  /// - Parameter names: what stands for the coders' ids; none: the ids.
  case rounds(names: [Coder.ID: String])
  /// - Parameter passages: of each, by its path.
  case transcripts(passages: [String: PassageCount])
  /// Which codes stand where others have others.
  ///
  /// - Parameter names: what stands for the coders' ids; none: the ids.
  case confusions(names: [Coder.ID: String])
}

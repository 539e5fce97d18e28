/// The codebook with which two copies of a study have begun, as far as one of them still has it.
enum BookAncestor {
  /// - Parameters:
  ///   - one: a codebook.
  ///   - other: the one of another copy.
  ///   - studies: in whose `.emic/backup/codebook/` earlier versions are looked for.
  /// - Returns: the latest version of which all history stands in both; `nil` when there is none.
  static func latest(
    of one: Codebook,
    _ other: Codebook,
    in studies: [StudyFolder]
  ) -> Codebook? {
    let (left, right) = (Set(one.history), Set(other.history))
    let kept = studies.flatMap { study in
      let folder = study.absolute(".emic/backup/codebook")
      return ((try? Folder.list(folder)) ?? []).compactMap { entry -> Codebook? in
        let path = Path.join(folder, entry.name)
        guard entry.kind == .file,
          let bytes = try? FileReader.read(path, limit: 8 << 20).bytes
        else { return nil }
        return try? CodebookReader.read(bytes, file: path)
      }
    }
    return (kept + [one, other])
      .filter { book in
        book.version <= min(one.version, other.version)
          && Set(book.history).isSubset(of: left.intersection(right))
      }
      .max { ($0.version, $0.history.count) < ($1.version, $1.history.count) }
  }
}

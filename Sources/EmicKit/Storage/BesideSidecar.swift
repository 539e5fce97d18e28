/// A file that has a sidecar's name in its own, and is neither one nor a second version that can be told:
/// `T03.txt.ana.json.bak`, `.T03.txt.ana.json.swp`, `~syncthing~T03.txt.ana.json.tmp`.
struct BesideSidecar: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// An editor has the sidecar open, or was killed while it had.
    case editing
    /// A synchronising program has not brought all of it.
    case unfinished
    /// Something as it was, put aside by somebody.
    case aside
  }

  /// Relative to the study.
  let path: String
  /// The sidecar whose name it has, as a path.
  let sidecar: String
  let kind: Kind
}

extension StudyFolder {
  /// Such files, hidden ones too, sorted by path.
  var filesBesideTheirSidecars: [BesideSidecar] {
    let known = Set(transcripts)
    let copies = Set(conflictCopies.map(\.path))
    let folders = Set(
      (transcripts + files.filter { $0.hasPrefix("codings/") }).map { Path.split($0).folder }
    )
    let hidden = folders.flatMap { folder -> [String] in
      let entries = (try? Folder.list(folder == "." ? path : absolute(folder))) ?? []
      return entries.filter { entry in
        (entry.kind == .file || entry.kind == .link) && entry.name.hasPrefix(".")
          && !TemporaryFiles.isOwn(entry.name)
      }
      .map { Path.join(folder, $0.name) }
    }
    let shown = files.filter { path in
      !path.hasPrefix("exports/") && !path.hasPrefix("submissions/") && !copies.contains(path)
    }
    return Set(shown + hidden).sorted().compactMap { beside($0, known) }
  }

  private func beside(_ path: String, _ known: Set<String>) -> BesideSidecar? {
    let (folder, name) = Path.split(path)
    // What is put before a name: longest first.
    let sign = [
      "~syncthing~", ".syncthing.", ".~lock.", ".#", ".", "#", "~$", "~",
    ].first(where: name.hasPrefix)
    // What macOS writes beside every file on a foreign disk holds no words.
    guard !name.hasPrefix("._") else { return nil }
    let bare = sign.map { name.dropFirst($0.count) } ?? name[...]
    guard let end = bare.ranges(of: ".json").last?.upperBound, sign != nil || end < bare.endIndex
    else { return nil }
    let original = Path.join(folder, String(bare[..<end]))
    guard sidecar(original, known) != nil, sidecar(path, known) == nil else { return nil }
    return BesideSidecar(
      path: path,
      sidecar: original,
      kind: Self.kind(sign ?? "", String(bare[end...]))
    )
  }

  private static func kind(_ sign: String, _ ending: String) -> BesideSidecar.Kind {
    let isSwap = ending.hasPrefix(".sw") && ending.utf8.count == 4
    if isSwap || ending == "#" || [".#", ".~lock.", "~$"].contains(sign) { return .editing }
    if sign.contains("syncthing") || [".tmp", ".part", ".partial", ".crdownload"].contains(ending) {
      return .unfinished
    }
    // rsync: `.NAME.aB3xYz`.
    return sign == "." && !ending.isEmpty ? .unfinished : .aside
  }
}

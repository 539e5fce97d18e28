/// Second versions of files, and what cannot be told from one.
extension StudyCheck {
  mutating func checkCopies() {
    for copy in study.conflictCopies {
      let original = relative(copy.original)
      add(
        .conflictCopy,
        relative(copy.path),
        "this is a second version of \(original), put aside by a synchronising program or an editor"
          + (copy.kind == .text
            ? ", so it is not listed as a transcript. `emic merge` with the study's folder puts it into "
              + "\(ConflictCopyMerge.folder) where its words are the same; where they are not, put the right "
              + "text into \(original). A source of its own gets another name."
            : ". `emic merge` with the study's folder takes it in and keeps the copy in "
              + "\(ConflictCopyMerge.folder).")
      )
    }
    for (path, transcript) in study.strangeSidecars {
      add(
        .foreign,
        path,
        "its name begins like that of a sidecar of \(transcript), and nothing reads it. A sidecar is called "
          + "\(study.sidecarName(of: transcript, by: Coder.ID("CODER"))), the coder in small letters, digits and "
          + "hyphens: rename it so, or move it away."
      )
    }
    checkCodedCopies()
  }

  /// Copies of texts that somebody has coded count as transcripts.
  private mutating func checkCodedCopies() {
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      let originals = ConflictMark.originals(ofText: name)
      guard let original = originals.first(where: { texts[$0]?.digest == text.digest }) else {
        continue
      }
      add(
        .conflictCopy,
        name,
        "this is a copy of \(original), and has codings of its own. If they belong there, put "
          + "\(original) into the names of its sidecars and into their \"file\", and move the copy away; a "
          + "source of its own gets another name."
      )
    }
  }
}

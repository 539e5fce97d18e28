import Glibc

/// Names, permissions, and files that nothing else depends on.
extension StudyCheck {
  mutating func checkNames() {
    for link in study.links {
      add(.link, link, "this is a link, and links in a study are not followed. Put the file there.")
    }
    for folder in [".emic", ".emic/backup", ".emic/history"] {
      for entry in (try? Folder.list(study.absolute(folder))) ?? [] where entry.kind == .link {
        add(
          .link,
          Path.join(folder, entry.name),
          "this is a link, and links in a study are not followed, so nothing is kept there for undo and restore. "
            + "Put the folder or file itself there."
        )
      }
    }
    for entry in study.unusable { add(.unusable, entry.path, entry.sentence) }
    for folder in study.closedFolders {
      warnings.append(
        Problem(
          file: folder,
          line: nil,
          kind: .permissions,
          message:
            "you may not look into this folder, so what is in it is not checked, and nothing can be "
            + "quoted or exported: nobody knows which words its coder has flagged."
        )
      )
    }
    if study.transcripts.isEmpty { add(.study, ".", StudyFolder.withoutTranscripts) }
  }

  /// The files of memos and of the framework matrix: whether they can be read, and what is on record
  /// there of what was shown.
  mutating func checkMemosAndFramework() {
    for coder in study.codersOfMemos {
      do throws(StudyProblem) {
        let reveals = try study.memos(of: coder).reveals
        for (transcript, time) in reveals.sorted(by: { $0.key < $1.key }) {
          checkReveal(of: transcript, to: coder, at: time)
        }
      } catch {
        add(error, .memos)
      }
    }
    do throws(StudyProblem) { _ = try study.framework() } catch { add(error, .framework) }
  }

  private mutating func checkReveal(
    of transcript: String,
    to coder: Coder.ID,
    at time: Timestamp
  ) {
    let name = StudyFolder.memosName(of: coder)
    guard study.transcripts.contains(transcript) else {
      let nearest = EditDistance.nearest(to: transcript, among: study.transcripts)
      return add(
        .memos,
        name,
        "others' codings of \(DisplayText.quoted(transcript)) were shown to \(coder), but there is no such "
          + "transcript." + (nearest.map { " Did you mean \(DisplayText.quoted($0))?" } ?? "")
          + " If it was renamed, rename it here, too."
      )
    }
    let sidecar = try? study.sidecar(of: transcript, by: coder)
    for entry in sidecar?.log ?? [] {
      guard entry["act"]?.string == "submit", entry["blind"] != .bool(false),
        let number = entry["number"]?.int,
        let at = entry["at"]?.string.flatMap({ Timestamp($0) }), at > time
      else { continue }
      add(
        .submission,
        study.sidecarName(of: transcript, by: coder),
        "submission \(number) is called blind, but others' codings were shown to \(coder) before, on "
          + "\(time.date), as \(name) says. Take the right one of the two files from a backup, or open "
          + "and submit it again."
      )
    }
  }

  /// Whoever may write can change codings; whoever may read is not always unwanted, as in a
  /// published sample.
  mutating func checkPermissions() {
    var readable = 0
    for path in [""] + study.files.sorted() {
      var status = stat()
      let absolute = path.isEmpty ? study.path : study.absolute(path)
      guard lstat(absolute, &status) == 0 else { continue }
      if status.st_mode & S_IWOTH != 0 {
        add(
          .permissions,
          path.isEmpty ? "." : path,
          "everybody on this computer may change it. Take that away: chmod o-w."
        )
      }
      if !path.isEmpty, status.st_mode & S_IROTH != 0 { readable += 1 }
    }
    guard readable > 0, isReachable else { return }
    warnings.append(
      Problem(
        file: ".",
        line: nil,
        kind: .permissions,
        message: "\(readable) \(readable == 1 ? "file" : "files") can be read by everybody on this "
          + "computer. If they are confidential: chmod -R o-rwx."
      )
    )
  }

  // Behind one closed folder nothing below can be read.
  private var isReachable: Bool {
    var path = study.path
    while true {
      var status = stat()
      if stat(path, &status) == 0, status.st_mode & S_IXOTH == 0 { return false }
      guard path != "/", path != "." else { return true }
      path = Path.split(path).folder
    }
  }
}

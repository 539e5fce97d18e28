/// Second versions of files, and what cannot be told from one.
extension StudyCheck {
  mutating func checkCopies() {
    for copy in study.conflictCopies {
      let original = relative(copy.original)
      add(
        .conflictCopy,
        relative(copy.path),
        "this is a second version of \(original), put aside by a synchronising program or an editor"
          + wayOut(of: copy, original)
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
    for beside in study.filesBesideTheirSidecars {
      let sentence = words(about: beside)
      add(.foreign, beside.path, sentence)
    }
    checkCodedCopies()
  }

  /// A name under which `emic merge` takes a version of a file in: of no file that is there, and given once.
  mutating func freeName(beside name: String) -> String {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    var number = 1
    var free: String { "\(name[..<dot]) (\(number))\(name[dot...])" }
    while study.holds(free) || offered.contains(free) { number += 1 }
    offered.insert(free)
    return free
  }

  private mutating func words(about beside: BesideSidecar) -> String {
    let name = beside.sidecar
    switch beside.kind {
    case .editing:
      return
        "this is what an editor keeps of \(name) while it is open there, or has left where it was ended, and "
        + "nothing here reads it. Close \(name) in that editor; where it was ended, open it there once more: the "
        + "editor offers what was not saved. Then move this away."
    case .unfinished:
      return
        "this is a part of \(name) that a program has not finished writing, and nothing reads it. Let the "
        + "program finish; if it stays, look whether \(name) is whole, and move this away."
    case .aside:
      return
        "this is \(name) as somebody or an editor has put it aside, and nothing reads it. Where work in it is "
        + "missed, rename it to \(freeName(beside: name)), which `emic merge` takes in; otherwise move it "
        + "out of the study."
    }
  }

  private func wayOut(of copy: ConflictCopy, _ original: String) -> String {
    if copy.kind == .text {
      return
        ", so it is not listed as a transcript. `emic merge` with the study's folder puts it into "
        + "\(ConflictCopyMerge.folder) where its words are the same; where they are not, put the right "
        + "text into \(original). A source of its own gets another name."
    }
    if let damage = damage(of: copy) {
      return
        ", and `emic merge` cannot take it in as it is: \(damage) Put a whole copy in its place, from "
        + "where it was made; or move it out of the study when nothing in it is missed."
    }
    return ". `emic merge` with the study's folder takes it in and keeps the copy in "
      + "\(ConflictCopyMerge.folder)."
  }

  /// Why a copy cannot be read, without the study's folder; `nil` where it can.
  private func damage(of copy: ConflictCopy) -> String? {
    let sentence: String?
    switch copy.kind {
    case .text: sentence = nil
    case .sidecar(_, let coder):
      do throws(StudyProblem) {
        _ = try study.sidecar(inCopy: copy.path, by: coder)
        sentence = nil
      } catch {
        sentence = error.message
      }
    case .codebook:
      var file = CodebookFile(path: study.place(of: copy), study: study.path)
      do throws(CodebookSaveProblem) {
        _ = try file.load()
        sentence = nil
      } catch {
        sentence = error.message
      }
    case .other: sentence = damage(ofFile: study.place(of: copy), as: copy.original)
    }
    return sentence.map { text in
      text.hasPrefix(study.path + "/") ? String(text.dropFirst(study.path.count + 1)) : text
    }
  }

  private func damage(ofFile place: String, as name: String) -> String? {
    do throws(FileProblem) {
      let theirs = try FileReader.read(place).bytes
      // Where nothing is there the copy becomes the file, as it is.
      guard let ours = try? FileReader.read(study.absolute(name)).bytes else { return nil }
      do throws(FileMergeProblem) {
        _ = try FileMerge.merged(ours, theirs, base: nil, path: name, otherPath: place)
        return nil
      } catch {
        if case .unreadable = error { return error.message }
        return nil
      }
    } catch {
      return error.message
    }
  }

  /// Copies of texts that somebody has coded, or whose names say nothing of a copy, count as transcripts.
  private mutating func checkCodedCopies() {
    var firsts: [String: String] = [:]
    for (name, digest) in digests.sorted(by: { Path.precedes($0.key, $1.key) })
    where !withdrawn.contains(digest, of: name) {
      let originals = ConflictMark.originals(ofText: name)
      guard let original = originals.first(where: { digests[$0] == digest }) else {
        if let first = firsts[digest] {
          warnAboutTwin(name, of: first)
        } else {
          firsts[digest] = name
        }
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

  private mutating func warnAboutTwin(_ name: String, of first: String) {
    warnings.append(
      Problem(
        file: name,
        kind: .transcript,
        message:
          "its text is that of \(DisplayText.quoted(first)) to the letter, and counts and searches find both. Where it "
          + "is a copy, move it and its sidecars out of the study."
      )
    )
  }
}

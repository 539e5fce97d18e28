/// Sidecars, submissions and what lies beside them.
extension StudyCheck {
  mutating func checkSidecar(of transcript: String, by coder: Coder.ID) {
    let name = study.sidecarName(of: transcript, by: coder)
    counts.sidecars += 1
    if coder != Coder.consensus, study.hasStudyFile, !study.file.coders.isEmpty,
      !study.file.coders.contains(where: { $0.id == coder })
    {
      add(
        .unknownCoder,
        name,
        "\"\(coder)\" is not among the coders of study.yaml. Add the coder there, or rename the "
          + "file."
      )
    }
    let sidecar: Sidecar
    do throws(StudyProblem) {
      // What could be read once need not be read again; for the rest the reason is asked for.
      if let read = work.sidecar(of: transcript, by: coder) {
        sidecar = read
      } else {
        guard let read = try study.sidecar(of: transcript, by: coder) else { return }
        sidecar = read
      }
    } catch {
      return add(error, Self.kind(of: error))
    }
    guard !sidecar.isReadOnly else {
      let error = SidecarError(
        file: study.absolute(name),
        problem: .newerVersion(sidecar.version)
      )
      return add(.sidecar(error), .newer)
    }
    let fileName = Path.split(transcript).name
    if sidecar.source.file != fileName {
      add(
        .foreign,
        name,
        "the sidecar says it is of \(DisplayText.quoted(sidecar.source.file)), but its name says "
          + "\(DisplayText.quoted(fileName)). Rename the file, or mend its \"file\"."
      )
    }
    noteVersions(of: sidecar, name)
    checkText(of: sidecar, name)
    checkLostFlags(of: sidecar, name)
    if work.blindness.sees(workOf: coder, on: transcript) {
      counts.codings += sidecar.codings.count
    }
    checkCodes(of: sidecar, transcript, name)
    checkOverlaps(of: sidecar, transcript, name)
    checkFrozenCopies(of: sidecar, transcript, name)
    checkIsLatest(sidecar, transcript, name)
  }

  /// Of a file in the study, for the lines of messages.
  private func bytes(_ name: String) -> [UInt8] {
    (try? FileReader.read(study.absolute(name)).bytes) ?? []
  }

  /// The codebook with a coder's own proposals, which are read once.
  private mutating func book(of coder: Coder.ID) -> Codebook? {
    guard let book else { return nil }
    if let known = booksOfCoders[coder] { return known }
    let own = book.adding((try? study.proposals(of: coder)) ?? [])
    booksOfCoders[coder] = own
    return own
  }

  private static func kind(of problem: StudyProblem) -> Problem.Kind {
    guard case .sidecar(let error) = problem else { return .damaged }
    return switch error.problem {
    case .newerVersion: .newer
    case .coderOfFileName: .foreign
    default: .damaged
    }
  }

  private mutating func checkText(of sidecar: Sidecar, _ name: String) {
    guard let text else { return }
    do throws(SidecarError) {
      let match = try sidecar.check(against: text, file: study.absolute(name), bytes: bytes(name))
      guard match == .changed else { return }
      add(
        .stale,
        name,
        "\(DisplayText.quoted(text.name)) has changed since it was coded, so nothing is written "
          + "here. \(ReanchorCommandLine.words(for: [sidecar.coder])) finds its codings again; or bring the old "
          + "text back."
      )
    } catch {
      add(.sidecar(error), .damaged)
    }
  }

  /// Whoever asks: nothing of the transcript leaves before somebody has looked.
  private mutating func checkLostFlags(of sidecar: Sidecar, _ name: String) {
    let count = sidecar.orphans.count(where: \.bindsWords)
    guard count > 0 else { return }
    add(
      .stale,
      name,
      "\(count == 1 ? "a passage that is" : "\(count) passages that are") flagged do-not-quote or redact "
        + "\(count == 1 ? "was" : "were") not found again for certain after the text changed, so nothing of the "
        + "transcript leaves. \(ReanchorCommandLine.words(for: [sidecar.coder], isWriting: false)) lists "
        + "\(count == 1 ? "it" : "them"), and says how each is settled."
    )
  }

  private mutating func checkCodes(
    of sidecar: Sidecar,
    _ transcript: String,
    _ name: String
  ) {
    guard let book = book(of: sidecar.coder) else { return }
    // By places: a loop over codings copies each of them.
    let codings = sidecar.codings
    let unknown = codings.indices.filter { book[codings[$0].code] == nil }.map { codings[$0] }
    guard !unknown.isEmpty else { return }
    guard work.blindness.sees(workOf: sidecar.coder, on: transcript) else {
      return add(
        .unknownCode,
        name,
        "the sidecar uses codes that are not in the codebook. \(sidecar.coder) can see which with "
          + "--as \(sidecar.coder)."
      )
    }
    let lines = SidecarReader.codingLines(bytes(name))
    let place = study.codebookPath.map(relative) ?? "a codebook"
    for coding in unknown {
      let nearest = book.nearest(to: coding.code).map { " Did you mean \"\($0)\"?" } ?? ""
      add(
        .unknownCode,
        name,
        line: lines[coding.id],
        "code \(DisplayText.quoted(coding.code.text)) is not in \(place).\(nearest) "
          + "Rename it or add the code."
      )
    }
  }

  /// Coding never leaves two codings of one code over each other, but two versions of a sidecar as one may.
  private mutating func checkOverlaps(
    of sidecar: Sidecar,
    _ transcript: String,
    _ name: String
  ) {
    guard work.blindness.sees(workOf: sidecar.coder, on: transcript) else { return }
    let codings = sidecar.codings
    var widest: [Code.ID: Int] = [:]
    var pairs: [(Int, Int)] = []
    // In the order of the text, so that the one that reaches furthest is all that need be known.
    for place in codings.indices {
      let (span, code) = (codings[place].span, codings[place].code)
      guard let before = widest[code] else {
        widest[code] = place
        continue
      }
      if span.start < codings[before].span.end { pairs.append((before, place)) }
      if span.end > codings[before].span.end { widest[code] = place }
    }
    guard let (first, second) = pairs.first else { return }
    let (one, other) = (codings[first], codings[second])
    let places = pairs.count == 1 ? "" : " in \(pairs.count) places"
    warnings.append(
      Problem(
        file: name,
        line: SidecarReader.codingLines(bytes(name))[other.id],
        kind: .overlap,
        message: "codings of one code lie over each other\(places), as "
          + "\(DisplayText.safe(one.code.text)) \(one.span.start)–\(one.span.end) and "
          + "\(other.span.start)–\(other.span.end): agreement reads them as one. To give the code to all "
          + "these words once more makes one coding of them."
      )
    )
  }

  /// A submitted sidecar equals its last frozen copy in all but its log, which may have grown, and
  /// what was recoded since.
  private mutating func checkFrozenCopies(
    of sidecar: Sidecar,
    _ transcript: String,
    _ name: String
  ) {
    let coder = sidecar.coder
    let frozen = self.frozen.numbers(of: transcript, by: coder)
    let logged = sidecar.submissions
    for number in frozen where !logged.contains(number) {
      add(
        .submission,
        study.submissionName(of: transcript, by: coder, number: number),
        "the log of \(name) knows no submission \(number): it was interrupted, or one of the two is "
          + "older. Submit again, or take the right one from a backup."
      )
    }
    for number in logged where !frozen.contains(number) {
      add(
        .submission,
        name,
        "the log has a submission \(number), but its frozen copy is missing. Take it from another copy of the study, or submit "
          + "again."
      )
    }
    for number in frozen where logged.contains(number) {
      // What cannot be read is told with the other submissions.
      guard let copy = try? study.submission(of: transcript, by: coder, number: number),
        copy.entries(ofSubmission: number).last.map(sidecar.entries(ofSubmission: number).contains)
          != true
      else { continue }
      return add(
        .submission,
        study.submissionName(of: transcript, by: coder, number: number),
        "the log of \(name) tells of another submission \(number) than the frozen copy does. One of them "
          + "was changed by hand or is older: take the right one from a backup."
      )
    }
    guard let last = logged.last, frozen.contains(last), sidecar.status.state == .submitted,
      let copy = try? study.submission(of: transcript, by: coder, number: last)
    else { return }
    // The copy belongs to the text that was coded.
    if sidecar.isReanchored, copy.source.sha256 != sidecar.source.sha256 { return }
    var (one, other) = (sidecar, copy)
    let recoded = sidecar.recodedSinceSubmission
    one.leaveOut(recoded)
    other.leaveOut(recoded)
    (one.log, other.log) = ([], [])
    guard SidecarWriter.encode(one) != SidecarWriter.encode(other) else { return }
    add(
      .submission,
      study.submissionName(of: transcript, by: coder, number: last),
      "the frozen copy differs from \(name), which its log calls submitted. One of them was changed "
        + "by hand: take it from a backup."
    )
  }

  mutating func checkSubmissions() {
    let known = Set(study.transcripts)
    for path in study.files.sorted() where path.hasPrefix("submissions/") {
      guard path.hasSuffix(".json"), let parts = Self.parts(of: String(path.dropLast(5))),
        let number = Int(parts.coder), let owner = Self.parts(of: parts.transcript)
      else { continue }
      counts.submissions += 1
      let transcript = String(owner.transcript.dropFirst("submissions/".count))
      guard known.contains(transcript) else {
        add(.orphan, path, Self.orphanMessage(transcript))
        continue
      }
      let coder = Coder.ID(owner.coder)
      if Coder.isWellFormed(owner.coder), !study.coders(of: transcript).contains(coder),
        !study.closedFolders.contains("codings/\(coder)")
      {
        add(
          .submission,
          path,
          "\(coder) has submitted this, and the sidecar is gone: agreement counts the frozen copy. `emic restore "
            + "--list` shows from which day \(study.sidecarName(of: transcript, by: coder)) comes back."
        )
      }
      do throws(StudyProblem) {
        _ = try study.submission(of: transcript, by: coder, number: number)
      } catch {
        add(error, Self.kind(of: error))
      }
    }
  }

  mutating func checkOrphans() {
    let known = Set(
      study.sidecars.map { study.sidecarName(of: $0.transcript, by: $0.coder) }
        + study.conflictCopies.map(\.path)
    )
    for path in study.files.sorted() where !known.contains(path) {
      guard let (transcript, coder) = owner(ofMarked: path) else { continue }
      if study.transcripts.contains(transcript) {
        add(
          .foreign,
          path,
          "study.yaml says sidecars: \(study.file.sidecars.rawValue), so the sidecar is not read "
            + "here. Move it to \(study.sidecarName(of: transcript, by: Coder.ID(coder)))."
        )
        continue
      }
      let sidecar = try? SidecarReader.read(
        FileReader.read(study.absolute(path)).bytes,
        file: path
      )
      if let sidecar, withdrawn.contains(sidecar.source.sha256, of: transcript) {
        add(
          .orphan,
          path,
          "its text was withdrawn from the study, and the file holds words of it: a synchronising program "
            + "may have brought it back. `emic withdraw`, given once more with the case, takes it out."
        )
        continue
      }
      let renamed = sidecar.flatMap { sidecar in
        digests.filter { $0.value == sidecar.source.sha256 }.keys.min()
      }
      var sentence = Self.orphanMessage(transcript)
      if let renamed {
        sentence += wayOut(ofRenamed: path, to: renamed, Coder.ID(coder))
      }
      add(.orphan, path, sentence)
    }
  }

  /// Never over a sidecar that is there.
  private mutating func wayOut(
    ofRenamed path: String,
    to transcript: String,
    _ coder: Coder.ID
  ) -> String {
    let name = study.sidecarName(of: transcript, by: coder)
    let same = " \(DisplayText.quoted(transcript)) has the same text: rename the sidecar"
    return study.holds(name)
      ? "\(same) to \(freeName(beside: name)), since there is \(name) already; `emic merge` takes it in."
      : "\(same) to \(name)."
  }

  /// Whose sidecar a path is, by its name or by one without a mark.
  private func owner(ofMarked path: String) -> (transcript: String, coder: String)? {
    let marked =
      ConflictMark.mayMark(path) ? ConflictMark.originals(of: path).map(\.original) : []
    for name in [path] + marked where name.hasSuffix(".json") {
      guard let (transcript, coder) = owner(of: name), Coder.isWellFormed(coder),
        StudyListing.isText(transcript), coder != Coder.times.text
      else { continue }
      return (transcript, coder)
    }
    return nil
  }

  func owner(of path: String) -> (transcript: String, coder: String)? {
    let stem = String(path.dropLast(5))
    if path.hasPrefix("codings/") {
      let parts = stem.split(separator: "/", maxSplits: 2).map { String($0) }
      return parts.count == 3 ? (parts[2], parts[1]) : nil
    }
    return path.hasPrefix("submissions/") ? nil : Self.parts(of: stem)
  }

  private static func parts(of stem: String) -> (transcript: String, coder: String)? {
    guard let dot = stem.lastIndex(of: ".") else { return nil }
    return (String(stem[..<dot]), String(stem[stem.index(after: dot)...]))
  }

  private static func orphanMessage(_ transcript: String) -> String {
    "its transcript \(DisplayText.quoted(transcript)) is missing. Bring it back, or rename the "
      + "file after the transcript."
  }
}

extension Sidecar {
  /// What the log says of a submission; where two machines have made one of the same number and were merged,
  /// of both.
  fileprivate func entries(ofSubmission number: Int) -> [JSONValue] {
    log.filter { $0["act"]?.string == "submit" && $0["number"]?.int == number }
  }
}

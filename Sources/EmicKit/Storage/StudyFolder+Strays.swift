/// Work whose sidecar or transcript is gone: its flags bind all the same.
extension StudyFolder {
  /// What the names of files tell of such work.
  struct Strays: Sendable {
    /// A coder's frozen copies of one transcript.
    struct Copies: Sendable {
      let coder: Coder.ID
      fileprivate(set) var numbers: [Int]

      /// The newest that binds: of which a sidecar's log knows nothing, since it was begun anew or is an older one.
      ///
      /// - Parameter sidecar: as it is now; `nil` where it is gone or cannot be read.
      /// - Returns: `nil` where the log knows all.
      func binding(beside sidecar: Sidecar?) -> Int? {
        let known = Set(sidecar?.submissions ?? [])
        return numbers.filter { !known.contains($0) }.max()
      }
    }

    /// A file by whose name it is a coder's work on a transcript, and is not read as such.
    struct Stray: Sendable {
      let path: String
      let transcript: String
      let coder: Coder.ID
    }

    /// Of coders who have no sidecar, by transcript.
    fileprivate(set) var copies: [String: [Copies]] = [:]
    /// Of coders who have one, by transcript.
    fileprivate(set) var besideSidecars: [String: [Copies]] = [:]
    /// In the order of the listing.
    fileprivate(set) var files: [Stray] = []
  }

  /// Found once; a large study has many names.
  var strays: Strays { straysOnce.value { foundStrays() } }

  private func foundStrays() -> Strays {
    var strays = Strays()
    let known = Set(transcripts)
    for path in jsonFilesBesideSidecars where !path.hasPrefix("exports/") {
      var stem = String(path.dropLast(5))
      var number: Int?
      if path.hasPrefix("submissions/") {
        guard let parts = Self.lastDot(in: stem.dropFirst("submissions/".count)),
          let count = Int(parts.behind), Sidecar.submissionNumbers.contains(count)
        else { continue }
        (stem, number) = (parts.before, count)
      }
      guard let (transcript, coder) = Self.owner(stem, isFrozen: number != nil) else { continue }
      guard let number, known.contains(transcript) else {
        strays.files.append(Strays.Stray(path: path, transcript: transcript, coder: coder))
        continue
      }
      if coders(of: transcript).contains(coder) {
        strays.besideSidecars[transcript, default: []].add(number, by: coder)
      } else {
        strays.copies[transcript, default: []].add(number, by: coder)
      }
    }
    return strays
  }

  private static func owner(_ stem: String, isFrozen: Bool) -> (String, Coder.ID)? {
    var found = lastDot(in: stem[...]).map { ($0.before, $0.behind) }
    if !isFrozen, stem.hasPrefix("codings/") {
      let parts = stem.split(separator: "/", maxSplits: 2).map { String($0) }
      found = parts.count == 3 ? (parts[2], parts[1]) : nil
    }
    guard let (transcript, coder) = found, StudyListing.isText(transcript),
      Coder.isWellFormed(coder), coder != Coder.times.text
    else { return nil }
    return (transcript, Coder.ID(coder))
  }

  private static func lastDot(in stem: Substring) -> (before: String, behind: String)? {
    guard let dot = stem.lastIndex(of: ".") else { return nil }
    return (String(stem[..<dot]), String(stem[stem.index(after: dot)...]))
  }

  /// The work in stray files by the text that was coded: a transcript may have another name now.
  ///
  /// What cannot be read tells of no text.
  func strayWork(on transcript: Transcript) -> [Sidecar] {
    guard !strays.files.isEmpty else { return [] }
    let byText = strayWorkOnce.value {
      let read = strays.files.compactMap { try? sidecar(inCopy: $0.path, by: $0.coder) }
      return Dictionary(grouping: read, by: \.source.sha256)
    }
    return byText[transcript.digest] ?? []
  }

  /// A transcript that is not there, though something in the study is about it.
  public struct MissingTranscript: Hashable, Sendable {
    public let transcript: String
    /// What is about it: `T03.txt.ana.json`, `cases.csv:4`; `nil` where it is a link, which is not followed.
    public let named: String?
  }

  /// The transcripts that are missing; those that were withdrawn, or that `study.yaml` leaves out, are not.
  ///
  /// - Parameter cases: the study's table.
  /// - Returns: one entry for each, by path.
  /// - Throws: when it cannot be read what was withdrawn.
  public func missingTranscripts(
    _ cases: CaseTable
  ) throws(StudyProblem) -> [MissingTranscript] {
    let known = Set(transcripts)
    var missing: [String: MissingTranscript] = [:]
    func add(_ transcript: String, _ named: String?) {
      guard !known.contains(transcript), !holds(transcript), missing[transcript] == nil else {
        return
      }
      missing[transcript] = MissingTranscript(transcript: transcript, named: named)
    }
    for link in links where StudyListing.isText(link) && !link.hasPrefix("exports/") {
      guard Path.split(link).name.hasPrefix("README") == false else { continue }
      add(link, nil)
    }
    for row in cases.rows { add(row.transcript, "cases.csv:\(row.line)") }
    let strays = strays.files.filter { !known.contains($0.transcript) && !holds($0.transcript) }
    guard !strays.isEmpty else { return missing.values.sorted { $0.transcript < $1.transcript } }
    let folder = path
    let withdrawn = try Self.file { () throws(FileProblem) in try WithdrawnTexts(in: folder).all() }
    for stray in strays where missing[stray.transcript] == nil {
      let sidecar = try? sidecar(inCopy: stray.path, by: stray.coder)
      if let sidecar, withdrawn.contains(sidecar.source.sha256, of: stray.transcript) { continue }
      add(stray.transcript, stray.path)
    }
    return missing.values.sorted { $0.transcript < $1.transcript }
  }
}

extension [StudyFolder.Strays.Copies] {
  fileprivate mutating func add(_ number: Int, by coder: Coder.ID) {
    if let place = firstIndex(where: { $0.coder == coder }) {
      self[place].numbers.append(number)
    } else {
      append(Element(coder: coder, numbers: [number]))
    }
  }
}

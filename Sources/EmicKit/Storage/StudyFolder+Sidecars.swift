extension StudyFolder {
  /// Where a coder's sidecar of a transcript is or would be, relative to the study.
  public func sidecarName(of transcript: String, by coder: Coder.ID) -> String {
    switch file.sidecars {
    case .beside: "\(transcript).\(coder).json"
    case .byCoder: "codings/\(coder)/\(transcript).json"
    }
  }

  /// The file of a coder's sidecar, for reading and saving.
  public func sidecarFile(of transcript: String, by coder: Coder.ID) -> SidecarFile {
    SidecarFile(path: absolute(sidecarName(of: transcript, by: coder)), study: path)
  }

  /// Reads a coder's sidecar; `nil` when there is none.
  public func sidecar(
    of transcript: String,
    by coder: Coder.ID
  ) throws(StudyProblem) -> Sidecar? {
    let name = sidecarName(of: transcript, by: coder)
    return try read(sidecar: name, of: coder)
  }

  /// The coders that have a sidecar of a transcript, by id, `consensus` included.
  public func coders(of transcript: String) -> [Coder.ID] {
    sidecars.filter { $0.transcript == transcript }.map(\.coder)
  }

  /// All sidecars: by transcript, then by coder.
  public var sidecars: [(transcript: String, coder: Coder.ID)] {
    var found: [(transcript: String, coder: Coder.ID)] = []
    switch file.sidecars {
    case .beside:
      let known = Set(transcripts)
      for path in files where path.hasSuffix(".json") {
        let stem = path.dropLast(5)
        guard let dot = stem.lastIndex(of: ".") else { continue }
        let transcript = String(stem[..<dot])
        let coder = String(stem[stem.index(after: dot)...])
        // The caption times of a recording lie beside the transcript, too.
        if known.contains(transcript), Coder.isWellFormed(coder), coder != "times" {
          found.append((transcript, Coder.ID(coder)))
        }
      }
    case .byCoder:
      let known = Set(transcripts)
      for path in files where path.hasPrefix("codings/") && path.hasSuffix(".json") {
        let parts = path.dropLast(5).split(separator: "/", maxSplits: 2).map(String.init)
        if parts.count == 3, known.contains(parts[2]), Coder.isWellFormed(parts[1]) {
          found.append((parts[2], Coder.ID(parts[1])))
        }
      }
    }
    return found.sorted { ($0.transcript, $0.coder) < ($1.transcript, $1.coder) }
  }

  /// The frozen copies of a coder's submissions of a transcript: their numbers, the first first.
  public func submissions(of transcript: String, by coder: Coder.ID) -> [Int] {
    let (folder, start) = Path.split("submissions/\(transcript).\(coder).")
    // Asked anew: a submission may have been made since the study was opened.
    let names = ((try? Folder.list(absolute(folder))) ?? []).filter { $0.kind == .file }.map(\.name)
    return names.filter { $0.hasPrefix(start) && $0.hasSuffix(".json") }
      .compactMap { Int($0.dropFirst(start.count).dropLast(5)) }
      .filter(Sidecar.submissionNumbers.contains).sorted()
  }

  /// The path, relative to the study, of a frozen copy; numbers count from 1.
  public func submissionName(of transcript: String, by coder: Coder.ID, number: Int) -> String {
    "submissions/\(transcript).\(coder).\(number).json"
  }

  /// Reads a frozen copy.
  public func submission(
    of transcript: String,
    by coder: Coder.ID,
    number: Int
  ) throws(StudyProblem) -> Sidecar? {
    let name = submissionName(of: transcript, by: coder, number: number)
    return try read(sidecar: name, of: coder)
  }

  private func read(
    sidecar name: String,
    of coder: Coder.ID
  ) throws(StudyProblem) -> Sidecar? {
    let path = absolute(name)
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(path).bytes
    } catch {
      if error.isMissing { return nil }
      throw .file(error)
    }
    do throws(SidecarError) {
      let sidecar = try SidecarReader.read(bytes, file: path)
      guard sidecar.coder == coder else {
        throw SidecarError(
          file: path,
          problem: .coderOfFileName(sidecar.coder.text, expected: coder.text)
        )
      }
      return sidecar
    } catch {
      throw .sidecar(error)
    }
  }

  /// Copies of sidecars that synchronising programs and editors have put aside: second versions
  /// of the same coder's work, never other coders.
  public var conflictCopies: [(copy: String, of: String)] {
    let names = Set(sidecars.map { sidecarName(of: $0.transcript, by: $0.coder) })
    return files.compactMap { path -> (copy: String, of: String)? in
      guard let original = ConflictCopy.original(of: path), names.contains(original) else {
        return nil
      }
      return (path, original)
    }.sorted { $0.copy < $1.copy }
  }
}

/// The names that synchronising programs give to a second version of a file.
enum ConflictCopy {
  /// `a.json` for `a (conflicted copy 2026-03-20).json`, `a.sync-conflict-….json`, `a (1).json`,
  /// `a.json~`, `a.json.orig`; `nil` for other names.
  static func original(of path: String) -> String? {
    if path.hasSuffix(".json~") { return String(path.dropLast()) }
    if path.hasSuffix(".json.orig") { return String(path.dropLast(5)) }
    guard path.hasSuffix(".json") else { return nil }
    let stem = path.dropLast(5)
    if let mark = stem.ranges(of: ".sync-conflict-").last {
      return stem[..<mark.lowerBound] + ".json"
    }
    guard stem.hasSuffix(")"), let open = stem.ranges(of: " (").last else { return nil }
    let note = stem[open.upperBound...].dropLast()
    guard note.contains("conflicted copy") || !note.isEmpty && note.allSatisfy(\.isWholeNumber)
    else { return nil }
    return stem[..<open.lowerBound] + ".json"
  }
}

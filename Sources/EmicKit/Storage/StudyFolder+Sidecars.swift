extension StudyFolder {
  /// Where a coder's sidecar of a transcript is or would be, relative to the study.
  public func sidecarName(of transcript: String, by coder: Coder.ID) -> String {
    switch file.sidecars {
    case .beside: "\(transcript).\(coder).json"
    case .byCoder: "codings/\(coder)/\(transcript).json"
    }
  }

  /// The way back from a sidecar's name, however the study keeps them.
  ///
  /// - Parameters:
  ///   - sidecar: its file, relative to the study.
  ///   - coder: whose it is.
  /// - Returns: the path of the transcript; `nil` where the file is none of the coder's.
  static func transcript(ofSidecar sidecar: String, by coder: Coder.ID) -> String? {
    let (folder, ending) = ("codings/\(coder)/", ".\(coder).json")
    if sidecar.hasPrefix(folder), sidecar.hasSuffix(".json") {
      return String(sidecar.dropFirst(folder.count).dropLast(5))
    }
    return sidecar.hasSuffix(ending) ? String(sidecar.dropLast(ending.count)) : nil
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

  /// Reads a coder's sidecar to be shown or counted: as strictly, but without what is not asked for.
  ///
  /// Never to be saved.
  func sidecar(
    of transcript: String,
    by coder: Coder.ID,
    words: CodingWords
  ) throws(StudyProblem) -> Sidecar? {
    try read(sidecar: sidecarName(of: transcript, by: coder), of: coder, words: words)
  }

  /// The coders that have a sidecar of a transcript, by id, `consensus` included.
  public func coders(of transcript: String) -> [Coder.ID] { found.coders[transcript] ?? [] }

  /// The transcripts of which a coder has a sidecar, sorted.
  func transcripts(codedBy coder: Coder.ID) -> [String] { found.transcripts[coder] ?? [] }

  /// All sidecars: by transcript, then by coder.
  public var sidecars: [(transcript: String, coder: Coder.ID)] { found.sidecars }

  /// Which sidecars the names of the files promise.
  struct FoundSidecars: Sendable {
    let sidecars: [(transcript: String, coder: Coder.ID)]
    /// By transcript.
    let coders: [String: [Coder.ID]]
    /// By coder, sorted.
    let transcripts: [Coder.ID: [String]]
    /// Files of JSON that are no sidecars.
    let others: [String]

    init(_ sidecars: [(transcript: String, coder: Coder.ID)], others: [String]) {
      self.others = others
      self.sidecars = sidecars.sorted { ($0.transcript, $0.coder) < ($1.transcript, $1.coder) }
      coders = Dictionary(grouping: self.sidecars, by: \.transcript).mapValues { $0.map(\.coder) }
      transcripts = Dictionary(grouping: self.sidecars, by: \.coder)
        .mapValues { $0.map(\.transcript) }
    }
  }

  private var found: FoundSidecars {
    foundOnce.value {
      let known = Set(transcripts)
      var others: [String] = []
      let sidecars = jsonFiles.compactMap { path in
        let sidecar = Self.sidecar(path, file.sidecars, known)
        if sidecar == nil { others.append(path) }
        return sidecar
      }
      return FoundSidecars(sidecars, others: others)
    }
  }

  /// Files of JSON where sidecars lie, and are none.
  var filesBesideSidecars: [String] {
    found.others.filter { !$0.hasPrefix("submissions/") && !$0.hasPrefix("exports/") }
  }

  /// The same, and frozen copies.
  var jsonFilesBesideSidecars: [String] { found.others }

  /// Whose sidecar of which transcript a path is, by its name; `nil` where it is none.
  func sidecar(
    _ path: String,
    _ transcripts: Set<String>
  ) -> (transcript: String, coder: Coder.ID)? {
    path.hasSuffix(".json") ? Self.sidecar(path, file.sidecars, transcripts) : nil
  }

  /// Whose sidecar of which transcript a path is, by its name.
  private static func sidecar(
    _ path: String,
    _ place: StudyFile.SidecarPlace,
    _ transcripts: Set<String>
  ) -> (transcript: String, coder: Coder.ID)? {
    // As bytes: characters would be put together only to find a dot.
    let stem = path.utf8.dropLast(5)
    switch place {
    case .beside:
      guard let dot = stem.lastIndex(of: UInt8(ascii: ".")), let transcript = String(stem[..<dot]),
        let coder = String(stem[stem.index(after: dot)...]), transcripts.contains(transcript),
        // The caption times of a recording lie beside the transcript, too.
        Coder.isWellFormed(coder), coder != Coder.times.text
      else { return nil }
      return (transcript, Coder.ID(coder))
    case .byCoder:
      guard path.hasPrefix("codings/") else { return nil }
      let parts = stem.split(separator: UInt8(ascii: "/"), maxSplits: 2).compactMap { String($0) }
      guard parts.count == 3, transcripts.contains(parts[2]), Coder.isWellFormed(parts[1]) else {
        return nil
      }
      return (parts[2], Coder.ID(parts[1]))
    }
  }

  /// The frozen copies of a coder's submissions of a transcript: their numbers, the first first.
  ///
  /// Asked anew each time: a submission may have been made since the study was opened.
  public func submissions(of transcript: String, by coder: Coder.ID) -> [Int] {
    let copies = FrozenCopies(in: self)
    return copies.numbers(of: transcript, by: coder)
  }

  /// The coders that have a frozen copy of a transcript, by transcript.
  package var submitters: [String: Set<Coder.ID>] {
    let copies = FrozenCopies(in: self)
    return transcripts.reduce(into: [:]) { $0[$1] = Set(copies.coders(of: $1)) }
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
    of coder: Coder.ID,
    words: CodingWords = .all
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
      let sidecar = try SidecarReader.read(bytes, file: path, words: words)
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

  /// Reads a second version of a sidecar.
  ///
  /// - Parameters:
  ///   - path: relative to the study.
  ///   - coder: whose it is.
  /// - Returns: `nil` when it is not there any more.
  /// - Throws: when it cannot be read, or is somebody else's.
  func sidecar(inCopy path: String, by coder: Coder.ID) throws(StudyProblem) -> Sidecar? {
    try read(sidecar: path, of: coder)
  }
}

extension StudyFolder {
  /// Whether a coder has a sidecar of a transcript that counts as coding (`Blindness.counts`); one that
  /// cannot be read does.
  func isCoded(_ transcript: String, by coder: Coder.ID) -> Bool {
    guard file.coders.contains(where: { $0.id == coder && $0.role == .supervisor }) else {
      return coders(of: transcript).contains(coder)
    }
    do throws(StudyProblem) {
      return try sidecar(of: transcript, by: coder, words: .none)
        .map { Blindness.counts($0, in: file) } ?? false
    } catch {
      return true
    }
  }
}

import CPlatform

/// Reading what is flagged in a study.
extension StudyFolder {
  /// The passages that may not leave, to be taken out wherever somebody has repeated one.
  ///
  /// Every sidecar counts, whoever asks: also those that are gone, as far as they are known, second versions, and
  /// orphans.
  ///
  /// - Throws: what cannot be read, of sidecars that are gone, too: then nobody knows.
  public func flaggedPassages() throws(StudyProblem) -> FlaggedPassages {
    let files = filesThatMayFlag
    let flagging = try Self.all(of: files) { file throws(StudyProblem) in
      // Most sidecars flag nothing, and need not be understood for that.
      Self.mayFlag(try bytes(ofSidecar: file.path)) ? file.transcript : nil
    }
    if let doubt = lostWork.unlisted ?? lostWork.doubts.min(by: { $0.key < $1.key })?.value {
      throw doubt
    }
    let lost = lostWork.sidecars.filter {
      $0.value.contains { ($0.codings + $0.orphans).contains(where: \.bindsWords) }
    }
    let texts = Set(flagging).union(lost.keys)
    let sidecars =
      try Self.all(of: files.filter { texts.contains($0.transcript) }) {
        file throws(StudyProblem) in try sidecar(inCopy: file.path, by: file.coder)
      } + lost.keys.sorted().flatMap { lost[$0] ?? [] }
    let binding = sidecars.map { sidecar in
      (source: sidecar.source.sha256, (sidecar.codings + sidecar.orphans).filter(\.bindsWords))
    }
    let spans = Dictionary(grouping: binding) { $0.source }.mapValues {
      $0.flatMap(\.1).map(\.span)
    }
    // A phrase of a flagged passage that a code is called by, whoever has made the code.
    let naming = sidecars.flatMap { sidecar in
      sidecar.codings.filter { coding in
        coding.isInVivo
          && spans[sidecar.source.sha256, default: []].contains { $0.overlaps(coding.span) }
      }
    }
    let flagged = binding.flatMap(\.1)
    return FlaggedPassages(
      of: flagged,
      naming: naming,
      codes: try flagged.isEmpty ? [] : codesCalled(byWordsOf: flagged),
      texts: FlaggedTexts(sidecars)
    )
  }

  /// Codes that nobody has explained and that are called by words of a passage, though no coding says so any
  /// more: its edge was moved, or it was given another code.
  private func codesCalled(
    byWordsOf flagged: [Coding]
  ) throws(StudyProblem) -> [(code: Code.ID, by: Coding)] {
    var codes = try codebook().codes
    for coder in Set(sidecars.map(\.coder) + file.coders.map(\.id)) {
      codes += try proposals(of: coder)
    }
    let passages = flagged.sorted { $0.id < $1.id }.map {
      (coding: $0, words: Self.folded($0.quote))
    }
    return codes.filter { !$0.isExplained }.compactMap { code in
      let names = code.name.entries.map { Self.folded($0.text) }.filter(Self.isPhrase)
      let passage = passages.first { passage in names.contains { passage.words.contains($0) } }
      return passage.map { (code.id, $0.coding) }
    }
  }

  /// Words between blanks, so that whole ones are found.
  private static func folded(_ text: String) -> String {
    var folded = ""
    for scalar in NameFolding(text.unicodeScalars, wordsAlone: true).scalars {
      if scalar.isHan { folded += " " }
      folded.unicodeScalars.append(scalar)
    }
    return " \(folded.split(separator: " ").joined(separator: " ")) "
  }

  /// A word, or two Chinese characters, may be a term of anybody's.
  private static func isPhrase(_ folded: String) -> Bool {
    let words = folded.split(separator: " ")
    let characters = words.count { $0.unicodeScalars.first?.isHan == true }
    return characters > 2 || words.count - characters > 1
  }

  private typealias FlagFile = (path: String, transcript: String, coder: Coder.ID)

  private var filesThatMayFlag: [FlagFile] {
    sidecars.map {
      (sidecarName(of: $0.transcript, by: $0.coder), $0.transcript, $0.coder)
    } + copiesOfSidecars + strays.files.map { ($0.path, $0.transcript, $0.coder) }
      + frozenCopiesThatBind
  }

  /// Frozen copies of sidecars that are gone, were begun anew or are older.
  private var frozenCopiesThatBind: [FlagFile] {
    let beside = strays.besideSidecars.flatMap { transcript, copies in
      copies.compactMap { copies -> FlagFile? in
        let sidecar = try? sidecar(of: transcript, by: copies.coder, words: .none)
        return file(copies.binding(beside: sidecar), of: transcript, by: copies.coder)
      }
    }
    let gone = strays.copies.flatMap { transcript, copies in
      copies.compactMap { file($0.binding(beside: nil), of: transcript, by: $0.coder) }
    }
    return gone + beside
  }

  private func file(_ number: Int?, of transcript: String, by coder: Coder.ID) -> FlagFile? {
    number.map { (submissionName(of: transcript, by: coder, number: $0), transcript, coder) }
  }

  /// What comes of each file, on all cores; in their order.
  private static func all<Value: Sendable>(
    of files: [FlagFile],
    _ read: @escaping @Sendable (FlagFile) throws(StudyProblem) -> Value?
  ) throws(StudyProblem) -> [Value] {
    let results = Concurrently.map(files.count) { index in
      Result { () throws(StudyProblem) in try read(files[index]) }
    }
    var values: [Value] = []
    for result in results { if let value = try result.get() { values.append(value) } }
    return values
  }

  /// - Returns: none where the file is gone meanwhile.
  private func bytes(ofSidecar path: String) throws(StudyProblem) -> [UInt8] {
    do throws(FileProblem) {
      return try FileReader.read(absolute(path)).bytes
    } catch {
      if error.isMissing { return [] }
      throw .file(error)
    }
  }

  /// Whether the name of a binding flag stands anywhere, or anything that is written as an escape.
  private static func mayFlag(_ bytes: [UInt8]) -> Bool {
    let names = [Coding.Flag.doNotQuote, .redact].map { Array($0.text.utf8) } + [Array("\\u".utf8)]
    return bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return false }
      return names.contains { platform_find(start, bytes.count, $0, $0.count) != nil }
    }
  }
}

extension Code {
  fileprivate var isExplained: Bool {
    ![brief, definition, useWhen, notWhen].allSatisfy(\.isEmpty)
  }
}

extension Coding {
  /// Whether its code is called by its words.
  var isInVivo: Bool {
    guard let name = Code.Name.inVivo(quote) else { return false }
    let id = code.text.hasPrefix("?") ? String(code.text.dropFirst()) : code.text
    let slug = Slug.id(for: name)
    // A second one of the name has a number behind it.
    return id == slug
      || id.hasPrefix(slug + "-") && id.dropFirst(slug.count + 1).allSatisfy(\.isNumber)
  }
}

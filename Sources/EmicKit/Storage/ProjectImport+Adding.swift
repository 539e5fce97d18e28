/// Into a study that is there: what is new of a project, or nothing.
extension ProjectImport {
  func add(to study: StudyFolder) throws(Problem) -> Outcome {
    let there: Codebook
    do throws(StudyProblem) {
      there = try study.codebook()
    } catch {
      throw .study(error)
    }
    let matched = ProjectImport(imported.matched(to: there), at: now)
    return try matched.addMatched(to: study)
  }

  private func addMatched(to study: StudyFolder) throws(Problem) -> Outcome {
    var known = 0
    var files: [(name: String, bytes: [UInt8])] = []
    let book = try codebook(with: study)
    for transcript in imported.transcripts {
      if try has(transcript, study) {
        known += 1
      } else {
        files.append((transcript.name, transcript.text.withUTF8 { Array($0) }))
      }
    }
    for work in imported.work {
      if try has(work, study) {
        known += 1
      } else {
        var sidecar = work.sidecar
        sidecar.status.codebook = book.version
        for place in sidecar.codings.indices { sidecar.codings[place].codebook = book.version }
        files.append(
          (
            study.sidecarName(of: work.transcript, by: sidecar.coder),
            SidecarWriter.encode(sidecar)
          )
        )
      }
    }
    if let cases = try cases(with: study) { files.append(("cases.csv", cases)) }
    for memos in imported.memos {
      if let bytes = try self.memos(memos, with: study) {
        files.append((StudyFolder.memosName(of: memos.coder), bytes))
      }
    }
    var written = WrittenFiles(in: study.path)
    do throws(Problem) {
      for file in files { try written.write(file.bytes, to: file.name) }
      if book.isChanged { try written.writeCodebook(book.bytes, of: study) }
      let declared = Set(study.file.coders.map(\.id))
      let added = imported.file.coders.filter { !declared.contains($0.id) }
      if !added.isEmpty { try written.remember("study.yaml") }
      do throws(StudyProblem) {
        try study.add(added)
      } catch {
        throw .study(error)
      }
    } catch {
      written.takeBack()
      throw error
    }
    return Outcome(
      isNew: false,
      known: known,
      written: written.names,
      codes: imported.codebook.codes.map(\.id)
    )
  }

  private func has(_ transcript: Transcript, _ study: StudyFolder) throws(Problem) -> Bool {
    let path = study.absolute(transcript.name)
    let exists = try Self.file { () throws(FileProblem) in try FileReader.identity(of: path) != nil
    }
    guard exists else { return false }
    // One that cannot be read is another one, too.
    guard let there = try? study.transcript(transcript.name), there.text == transcript.text else {
      throw .otherText(transcript.name)
    }
    return true
  }

  /// Whether the coder has all of this work, by ids or by places, with its flags and memos.
  private func has(_ work: ImportedStudy.Work, _ study: StudyFolder) throws(Problem) -> Bool {
    let there: Sidecar?
    do throws(StudyProblem) {
      there = try study.sidecar(of: work.transcript, by: work.sidecar.coder)
    } catch {
      throw .study(error)
    }
    guard let there else { return false }
    let known = Dictionary(there.codings.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    let isSame = work.sidecar.codings.allSatisfy { coding in
      let own =
        known[coding.id]
        ?? there.codings.first { $0.span == coding.span && $0.code == coding.code }
      guard let own else { return false }
      return coding.flags.allSatisfy(own.flags.contains)
        && (coding.memo.isEmpty || coding.memo == own.memo)
    }
    let hasMemos = work.sidecar.memos.allSatisfy { memo in
      there.memos.contains { $0.text == memo.text }
    }
    guard isSame, hasMemos else {
      throw .otherWork(transcript: work.transcript, coder: work.sidecar.coder)
    }
    return true
  }

  private func codebook(
    with study: StudyFolder
  ) throws(Problem) -> (bytes: [UInt8], version: Int, isChanged: Bool) {
    let book: Codebook
    do throws(StudyProblem) {
      book = try study.codebook()
    } catch {
      throw .study(error)
    }
    var added: [Code] = []
    for code in imported.codebook.codes {
      if let known = book[code.id] {
        guard known.name.primary == code.name.primary else {
          throw .otherCode(code.id, known.name.primary, code.name.primary)
        }
      } else {
        added.append(code)
      }
    }
    guard !added.isEmpty else { return ([], book.version, false) }
    let version = book.version + 1
    var changed = Codebook(
      title: book.title,
      version: version,
      codes: Codebook.depthFirst(
        book.codes
          + added.map { code in
            var code = code
            code.since = version
            (code.revised, code.key) = (nil, nil)
            return code
          }
      ),
      history: book.history,
      heading: book.heading,
      kept: book.kept
    )
    changed.history.append(
      CodebookHistoryEntry(
        version: version,
        at: now,
        change: .add,
        codes: added.map(\.id),
        reason: "imported from a \(imported.kind)"
      )
    )
    return (Array(CodebookWriter.text(of: changed).utf8), version, true)
  }

  /// The table with the new rows; `nil` when there is nothing new.
  private func cases(with study: StudyFolder) throws(Problem) -> [UInt8]? {
    let path = study.absolute("cases.csv")
    var rows: [[String]] = []
    let bytes = try Self.file { () throws(FileProblem) -> [UInt8]? in
      guard try FileReader.identity(of: path) != nil else { return nil }
      return try FileReader.read(path).bytes
    }
    if let bytes {
      do throws(CSVError) {
        rows = try CSV.read(bytes, file: path).map(\.fields)
      } catch {
        throw .study(.cases(CaseTableError(file: path, line: error.line, problem: .csv(error))))
      }
    }
    var header = rows.first ?? ["transcript", "case"]
    guard let column = header.firstIndex(of: "transcript") else {
      throw .study(
        .cases(CaseTableError(file: path, line: 1, problem: .missingColumn("transcript")))
      )
    }
    let known = Set(rows.dropFirst().filter { $0.count > column }.map { $0[column] })
    let new = imported.cases.filter { !known.contains($0.transcript) }
    guard !new.isEmpty else { return nil }
    for name in ["case"] + imported.attributes where !header.contains(name) { header.append(name) }
    let old = rows.dropFirst().map { row in
      row + Array(repeating: "", count: max(0, header.count - row.count))
    }
    let added = new.map { row in
      header.map { name in
        switch name {
        case "transcript": row.transcript
        case "case": row.case
        default: row.values[name] ?? ""
        }
      }
    }
    return CSV.bytes(of: [header] + old + added, replacing: bytes.map { [$0] } ?? [])
  }

  private func memos(_ memos: MemosFile, with study: StudyFolder) throws(Problem) -> [UInt8]? {
    var file: MemosFile
    do throws(StudyProblem) {
      file = try study.memos(of: memos.coder)
    } catch {
      throw .study(error)
    }
    let known = Set(file.entries.map(\.memo.id))
    let words = Set(file.entries.map(\.memo.text))
    let new = memos.entries.filter {
      !known.contains($0.memo.id) && !words.contains($0.memo.text)
    }
    guard !new.isEmpty else { return nil }
    file.entries += new
    return file.bytes
  }
}

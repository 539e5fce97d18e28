import Glibc

/// Brings files into a study, one after the other; each as a whole or not at all.
///
/// Nothing that lies in the study is ever replaced, and the file that is imported is only read.
package struct StudyImport: Sendable {
  package let study: StudyFolder
  private let originals: String?
  /// By digest; of what was there and of what was brought.
  private var known: [String: String] = [:]
  /// Lower case: two names that differ in case only are one elsewhere.
  private var names: [String: String] = [:]

  /// - Parameters:
  ///   - study: into which the texts go; its transcripts are read once, to know them again.
  ///   - originals: a folder outside the study for copies of the files; made where it is missing.
  /// - Throws: when that folder lies in the study or cannot be made.
  package init(into study: StudyFolder, keepingOriginalsIn originals: String? = nil) throws(Refusal)
  {
    self.study = study
    self.originals = try originals.map { path throws(Refusal) in
      try Originals.folder(path, outside: study)
    }
    for name in study.transcripts {
      names[name.lowercased()] = name
      if let transcript = try? study.transcript(name) { known[transcript.digest] = name }
    }
  }

  package enum Refusal: Error, Hashable, Sendable {
    /// The folder for originals lies in the study.
    case originalsInside(String)
    case file(FileProblem)
  }

  /// Reads a file and puts its text into the study.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - name: for its text in the study, in place of its own.
  ///   - options: what is said beside the file.
  ///   - progress: told the bytes of text that were found so far, where that takes long.
  /// - Returns: what was made of it, or why nothing.
  package mutating func bring(
    _ path: String,
    as name: String? = nil,
    options: ImportSource.Options = ImportSource.Options(),
    progress: @escaping (Int) -> Void = { _ in }
  ) -> Report {
    var report = Report(file: path)
    do throws(ImportProblem) {
      let source = ImportSource(
        path: path,
        bytes: try Self.bytes(of: path),
        options: options,
        progress: progress
      )
      let (format, imported) = try ImportFormat.read(source)
      report.format = (format.name, format.title)
      report.encoding = imported.encoding
      report.leftOut = imported.leftOut
      report.warnings = imported.notes.map {
        Warning(kind: .other, transcript: nil, line: $0.line, sentence: $0.sentence)
      }
      let placed = try place(imported.texts, of: path, named: name)
      let original = try originals.map { folder throws(ImportProblem) in
        try Originals.keep(source, in: folder)
      }
      do throws(ImportProblem) {
        try write(placed)
      } catch {
        // Nothing of the file came in, so nothing of it is kept.
        if let original, original.isNew { unlink(original.path) }
        throw error
      }
      report.original = original?.path
      for text in placed { report.add(text, isOnly: placed.count == 1) }
      noteIfHidden(placed, in: &report)
    } catch {
      report.problem = error
    }
    return report
  }

  private static let largest = 64 << 20

  private static func bytes(of path: String) throws(ImportProblem) -> [UInt8] {
    do throws(FileProblem) {
      return try FileReader.read(path, limit: largest).bytes
    } catch {
      var status = stat()
      if error.cause == .notAFile, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        throw .folder
      }
      throw .file(error)
    }
  }

  // MARK: Names

  /// A text with the place that it gets.
  struct Placed {
    var path: String
    var text: ImportedText
    var transcript: Transcript
    var sameAs: String?
  }

  /// Finds a free name for each text, or the text that is there already.
  private func place(
    _ texts: [ImportedText],
    of path: String,
    named name: String?
  ) throws(ImportProblem) -> [Placed] {
    let own = SourceName.slug(of: Path.split(path).name) + ".txt"
    let base =
      try name.map { name throws(ImportProblem) in try SourceName.path(named: name) } ?? own
    var placed: [Placed] = []
    for text in texts {
      var target = base
      if let part = text.part { target = "\(base.dropLast(4))-\(SourceName.slugged(part)).txt" }
      let transcript = try transcript(text, named: target)
      let twin = placed.first { $0.transcript.digest == transcript.digest }?.path
      let same = known[transcript.digest] ?? twin
      if same == nil {
        try refuseTaken(target)
        if placed.contains(where: { $0.path.lowercased() == target.lowercased() }) {
          throw .nameTaken(target, suggestion: free(target))
        }
      }
      placed.append(
        Placed(path: same ?? target, text: text, transcript: transcript, sameAs: same)
      )
    }
    return placed
  }

  private func transcript(
    _ text: ImportedText,
    named name: String
  ) throws(ImportProblem) -> Transcript {
    do throws(TranscriptTextProblem) {
      return Transcript(
        name: name,
        text: try TranscriptText(bytes: text.bytes),
        interviewers: study.file.interviewers,
        respondents: study.file.respondents
      )
    } catch {
      throw .text(error)
    }
  }

  private func refuseTaken(_ target: String) throws(ImportProblem) {
    // A name without a transcript may still be a folder, a link, a text that the study leaves out.
    let isThere = FileReader.isThere(study.absolute(target))
    if isThere { throw .nameTaken(target, suggestion: free(target)) }
    if let other = names[target.lowercased()] { throw .nameCollides(target, with: other) }
  }

  private func free(_ target: String) -> String {
    let stem = target.dropLast(4)
    for number in 2...999 {
      let candidate = "\(stem)-\(number).txt"
      guard names[candidate.lowercased()] == nil,
        !FileReader.isThere(study.absolute(candidate))
      else { continue }
      return String(candidate.dropLast(4))
    }
    return "\(stem)-new"
  }

  // MARK: Writing

  /// All texts, or none: what was written of them is taken away again.
  private mutating func write(_ placed: [Placed]) throws(ImportProblem) {
    var written: [String] = []
    do throws(FileProblem) {
      let lock = try lock()
      defer { lock.release() }
      for text in placed where text.sameAs == nil {
        written += try write(text)
      }
    } catch {
      for path in written { unlink(study.absolute(path)) }
      throw .file(error)
    }
    for text in placed where text.sameAs == nil {
      known[text.transcript.digest] = text.path
      names[text.path.lowercased()] = text.path
    }
  }

  private func lock() throws(FileProblem) -> FileLock {
    try? Folder.make(".emic", in: study.path, mode: Folder.modes(of: study.path).folder)
    return try FileLock(study.absolute(".emic/lock"), mode: Folder.modes(of: study.path).file)
  }

  /// - Returns: the paths of the files that are there now.
  private func write(_ placed: Placed) throws(FileProblem) -> [String] {
    let modes = Folder.modes(of: study.path)
    let folder = Path.split(placed.path).folder
    if folder != "." { try Folder.make(folder, in: study.path, mode: modes.folder) }
    var written: [String] = []
    do throws(FileProblem) {
      // First: without its text it means nothing, and is written over.
      if !placed.text.times.isEmpty {
        let path = "\(placed.path).times.json"
        let file = try StreamedFile(beside: study.absolute(path), newMode: modes.file)
        try CaptionTime.forEachPiece(of: placed.text.times) { piece throws(FileProblem) in
          try file.append(piece)
        }
        _ = try file.finish().putInPlace()
        written.append(path)
      }
      try FileSaver().save(
        placed.text.bytes,
        to: study.absolute(placed.path),
        newMode: modes.file,
        isNew: true
      )
      written.append(placed.path)
    } catch {
      for path in written { unlink(study.absolute(path)) }
      throw error
    }
    return written
  }

  /// A study whose `transcripts:` patterns pass the new text over would never show it.
  private func noteIfHidden(_ placed: [Placed], in report: inout Report) {
    let patterns = study.file.transcripts.map { PathPattern($0) }
    guard !patterns.isEmpty else { return }
    for text in placed where !patterns.contains(where: { $0.matches(text.path) }) {
      report.warnings.append(
        Warning(
          kind: .other,
          transcript: nil,
          line: nil,
          sentence: "\(text.path) is none of the study's transcripts: study.yaml has "
            + "`transcripts:` patterns that do not match it. Add it there, or import it with --as "
            + "under a name that matches."
        )
      )
    }
  }
}

/// The codings of a study that somebody may see, read and ready for any number of questions.
///
/// A question is then answered without reading: what is here grows with the codings and the texts,
/// the time of an answer with the codings that are asked about.
public struct StudyCodings: Sendable {
  public let study: StudyFolder
  public private(set) var work: VisibleWork
  public let cases: CaseTable
  /// With the proposals of the coders whose work is here.
  public let codebook: Codebook
  /// The texts that could be read, by path.
  public let transcripts: [String: Transcript]
  public let names: SourceNames
  /// Of the case table and of the study: those that listings have as columns.
  public let attributeNames: [String]
  /// What the headers name beside them.
  public let headerNames: [String]
  /// Labels as they stand in the texts, sorted.
  public let speakers: [String]
  /// What could not be read, a sentence each: it is not in the answers, and not nothing.
  public let problems: [String]
  /// Frozen copies that are gone, a sentence each: they are lacking in submitted work alone.
  let goneCopies: [String]
  /// Sidecars as they stand, by path and coder; the consensus among them.
  private var current: [String: [Coder.ID: CodedSource]] = [:]
  /// The last blind submissions.
  private let submitted: [String: [Coder.ID: CodedSource]]
  private let attributes: [String: CaseTable.Attributes]
  /// The team's codebook.
  private let book: Codebook

  /// Reads the study as it is on disk now.
  ///
  /// - Parameters:
  ///   - study: its folder.
  ///   - asker: who asks, under the blind rule; `nil` is an observer.
  ///   - book: the team's codebook.
  /// - Throws: when the case table cannot be read; the rest is left out and named in `problems`.
  public init(of study: StudyFolder, asker: Coder.ID?, book: Codebook) throws(StudyProblem) {
    self.study = study
    self.book = book
    cases = try study.cases()
    names = SourceNames(of: study)
    var work = VisibleWork(of: study, asker: asker)
    var problems = [String]()
    var gathering = Gathering(book)
    for name in study.transcripts {
      do throws(StudyProblem) {
        gathering.transcripts[name] = try study.transcript(name)
      } catch {
        problems.append(error.message)
      }
      let transcript = gathering.transcripts[name]
      if let transcript { work.leaveOutDamaged(of: [transcript]) }
      gathering.attributes[name] = cases.attributes(
        of: name,
        header: transcript?.structure.header,
        study: study.file
      )
      let visible = work.coders(of: name).filter {
        work.isCoding($0, name) && work.blindness.sees(workOf: $0, on: name)
      }
      let sidecars = (try? work.sidecars(of: name, layer: .current, coders: visible)) ?? []
      for sidecar in sidecars {
        gathering.add(sidecar, of: name, \.current, study)
        gathering.current[name]?[sidecar.coder]?.codebook = work.versionRead(
          for: sidecar,
          of: name
        )
      }
      let frozen = (try? work.sidecars(of: name, layer: .submitted)) ?? []
      for sidecar in frozen { gathering.add(sidecar, of: name, \.submitted, study) }
    }
    current = gathering.current
    submitted = gathering.submitted
    attributes = gathering.attributes
    transcripts = gathering.transcripts
    codebook = gathering.codebook
    attributeNames = cases.attributeNames(study: study.file)
    headerNames = Set(gathering.attributes.values.flatMap(\.values.keys))
      .subtracting(attributeNames).sorted()
    speakers = Set(gathering.transcripts.values.flatMap { $0.structure.turns.map(\.speaker) })
      .sorted()
    goneCopies = work.problems.filter(\.isOfFrozenCopyGone).map(\.message)
    self.problems =
      problems + work.problems.filter { !$0.isOfFrozenCopyGone }.map(\.message)
    self.work = work
  }

  /// Who asks; `nil` is an observer.
  public var asker: Coder.ID? { work.blindness.asker }

  /// The coders of the study, those without a place in `study.yaml` at the end.
  public var coders: [Coder.ID] {
    let listed = study.file.coders.map(\.id)
    let others = Set(study.sidecars.map(\.coder)).subtracting(listed + [Coder.consensus]).sorted()
    return listed + others
  }

  /// Whether the asker has codings anywhere.
  public var hasOwnWork: Bool {
    asker.map { asker in current.values.contains { $0[asker] != nil } } ?? false
  }

  /// The links of a coder, as far as they may be seen, by transcript.
  public func links(of coder: Coder.ID) -> [Link] {
    study.transcripts.flatMap { current[$0]?[coder]?.links ?? [] }
  }

  /// Where every coding that may be seen stands: `T03, turn 14`.
  public var references: [Coding.ID: String] {
    var references: [Coding.ID: String] = [:]
    for (transcript, coders) in current {
      let kind = transcripts[transcript]?.structure.kind
      for row in coders.values.flatMap(\.rows) {
        references[row.coding.id] = names.reference(to: row, kind: kind)
      }
    }
    return references
  }

  /// A coding by its id, as far as it may be seen.
  public func row(of id: Coding.ID) -> CodingRow? {
    for coders in current.values {
      for source in coders.values {
        if let place = source.rows.indices.first(where: { source.rows[$0].coding.id == id }) {
          return source.rows[place]
        }
      }
    }
    return nil
  }

  /// Whether a coder's work on a source is here.
  public func has(workOf coder: Coder.ID, on transcript: String) -> Bool {
    current[transcript]?[coder] != nil
  }

  /// The case and attributes of a source.
  public func attributes(of transcript: String) -> CaseTable.Attributes {
    attributes[transcript] ?? CaseTable.Attributes(case: "", values: [:])
  }

  /// The values that an attribute has in the study, as the study lists them, else in order.
  public func values(of attribute: String) -> [String] {
    let found = Set(
      attributes.values.compactMap { attribute == "case" ? $0.case : $0.values[attribute] }
    ).subtracting([""])
    let listed = study.file.values(of: attribute)?.values ?? []
    let others = found.subtracting(listed).sorted { AttributeValue($0) < AttributeValue($1) }
    return listed + others
  }

  /// One coder's work as it stands.
  func source(_ transcript: String, _ coder: Coder.ID) -> CodedSource? {
    current[transcript]?[coder]
  }

  /// The last blind submissions of a source that may be seen.
  func submissions(of transcript: String) -> [CodedSource] {
    (submitted[transcript] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
  }

  /// Takes in what the asker has changed since, without reading anything.
  ///
  /// - Complexity: O(codings of that one sidecar).
  public mutating func take(own sidecar: Sidecar, of transcript: String) {
    guard sidecar.coder == asker, study.transcripts.contains(transcript) else { return }
    let proposals = (try? study.proposals(of: sidecar.coder)) ?? []
    work.take(own: sidecar, of: transcript)
    guard Blindness.counts(sidecar, in: study.file) else {
      current[transcript]?[sidecar.coder] = nil
      return
    }
    current[transcript, default: [:]][sidecar.coder] = CodedSource(
      of: sidecar,
      in: transcripts[transcript],
      named: transcript,
      codebook: book.adding(proposals),
      attributes: attributes(of: transcript)
    )
  }

  /// What is gathered while the study is read.
  private struct Gathering {
    var current: [String: [Coder.ID: CodedSource]] = [:]
    var submitted: [String: [Coder.ID: CodedSource]] = [:]
    var transcripts: [String: Transcript] = [:]
    var attributes: [String: CaseTable.Attributes] = [:]
    private(set) var codebook: Codebook
    private let book: Codebook
    private var readings: [Coder.ID: ReadCodes] = [:]

    init(_ book: Codebook) {
      self.book = book
      codebook = book
    }

    mutating func add(
      _ sidecar: Sidecar,
      of name: String,
      _ layer: WritableKeyPath<Gathering, [String: [Coder.ID: CodedSource]]>,
      _ study: StudyFolder
    ) {
      self[keyPath: layer][name, default: [:]][sidecar.coder] = CodedSource(
        of: sidecar,
        in: transcripts[name],
        named: name,
        reading: reading(of: sidecar.coder, study),
        attributes: attributes[name] ?? CaseTable.Attributes(case: "", values: [:])
      )
    }

    private mutating func reading(of coder: Coder.ID, _ study: StudyFolder) -> ReadCodes {
      if let known = readings[coder] { return known }
      let proposals = (try? study.proposals(of: coder)) ?? []
      codebook = codebook.adding(proposals)
      let reading = ReadCodes(by: book.adding(proposals))
      readings[coder] = reading
      return reading
    }
  }
}

/// A form in which a study's work leaves it: a row of `ExportFormat.all`.
///
///     study.qdpx, codebook.csv, codings.excel.csv, report.html
public struct ExportFormat: Sendable {
  /// With the dot; `.excel.csv` goes before `.csv`.
  public let ending: String
  /// What is in such a file, as `--what` says it.
  public let what: String
  /// What it can be made for, as `--for` says it; empty where there is one form only.
  ///
  /// The first counts where nobody says it.
  public let profiles: [String]
  let write: @Sendable (ExportedStudy, ExportFile, ExportRequest) throws -> ExportOutcome

  init(
    _ ending: String,
    _ what: String,
    profiles: [String] = [],
    write: @escaping @Sendable (ExportedStudy, ExportFile, ExportRequest) throws -> ExportOutcome
  ) {
    self.ending = ending
    self.what = what
    self.profiles = profiles
    self.write = write
  }

  /// All that there are; of one ending the usual content first.
  public static let all: [ExportFormat] =
    tables(".excel.csv", isForExcel: true) + tables(".csv", isForExcel: false) + qda + [
      ExportFormat(".jsonl", "codings") { study, file, _ in
        try CodingLines(study).write(to: file)
      },
      ExportFormat(".jsonld", "annotations") { study, file, _ in
        try AnnotationPage(study).write(to: file)
      },
      ExportFormat(".md", "quotations") { study, file, request in
        try QuotationPages(study, references: request.references).write(to: file)
      },
      ExportFormat(".html", "report") { study, file, request in
        try HTMLReport(study, references: request.references).write(to: file)
      },
    ]

  private static func tables(_ ending: String, isForExcel: Bool) -> [ExportFormat] {
    [
      ExportFormat(ending, "codings") { study, file, _ in
        try CodingTable(study, isForExcel: isForExcel).write(to: file)
      },
      ExportFormat(ending, "codebook", profiles: ["spec", "taguette"]) { study, file, request in
        try CodebookTable(
          study,
          isForExcel: isForExcel,
          isForTaguette: request.profile == "taguette"
        )
        .write(to: file)
      },
      ExportFormat(ending, "units") { study, file, _ in
        try UnitTable(study, isForExcel: isForExcel).write(to: file)
      },
      ExportFormat(ending, "agreement") { study, file, _ in
        try AgreementSummaryTable(study, isForExcel: isForExcel).write(to: file)
      },
    ]
  }

  /// The form of a file.
  ///
  /// What is in it is said by `what`, else by the file's own name (`codebook.csv`,
  /// `2026-agreement.csv`), else it is the usual content of its ending.
  public static func named(_ path: String, what: String? = nil) throws(ExportProblem)
    -> ExportFormat
  {
    let name = Path.split(path).name
    let lower = name.lowercased()
    guard let ending = all.map(\.ending).first(where: { lower.hasSuffix($0) }) else {
      throw .unknownEnding(path, known: endings)
    }
    let forms = all.filter { $0.ending == ending }
    if let what {
      guard let form = forms.first(where: { $0.what == what }) else {
        throw .notInThisForm(
          what,
          ending: ending,
          known: forms.count > 1 ? forms.map(\.what) : []
        )
      }
      return form
    }
    let words = lower.split { !$0.isLetter }
    let said = words.lazy.compactMap { word in forms.first { $0.what == word } }.first
    return said ?? forms[0]
  }

  /// Each once, in the order of `all`.
  public static var endings: [String] {
    all.map(\.ending).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Writes the file; the old one stays until the new one is whole.
  ///
  /// - Throws: `ExportProblem`, or what reading the study throws.
  public func export(
    _ study: ExportedStudy,
    to place: ExportPlace,
    _ request: ExportRequest
  ) throws -> ExportOutcome {
    var request = request
    if let profile = request.profile {
      guard profiles.contains(profile) else {
        throw ExportProblem.unknownProfile(profile, known: profiles)
      }
    } else {
      request.profile = profiles.first
    }
    if !request.replacesOthers { try place.refuseToReplace() }
    do {
      let left = Leftovers.take(beside: place.path)
      let file = try ExportFile(place.path)
      var outcome = try write(study, file, request)
      try file.finish()
      if !left.isEmpty { outcome.notes.append(Leftovers.sentence(left, of: "an export")) }
      return outcome
    } catch let problem as FileProblem {
      throw ExportProblem.file(problem)
    } catch let problem as StudyProblem {
      throw ExportProblem.incomplete(problem.message)
    }
  }
}

/// How an export is wanted beyond its form.
public struct ExportRequest: Sendable {
  /// For which program; one of the format's profiles.
  public var profile: String?
  /// Attributes that stand in references of quotations.
  public var references: [String]
  /// Whether it may take the place of a file that is no export of emic's.
  public var replacesOthers: Bool

  public init(
    profile: String? = nil,
    references: [String] = [],
    replacesOthers: Bool = false
  ) {
    self.profile = profile
    self.references = references
    self.replacesOthers = replacesOthers
  }
}

/// What was exported.
public struct ExportOutcome: Hashable, Sendable {
  /// Of the kind that the form holds: codings, codes, units, rows.
  public var count: Int
  /// What is counted, in the singular and in the plural.
  public var noun: (one: String, many: String)
  /// Sentences to go with it.
  public var notes: [String]

  public init(_ count: Int, _ one: String, _ many: String, notes: [String] = []) {
    self.count = count
    noun = (one, many)
    self.notes = notes
  }

  public static func == (one: Self, other: Self) -> Bool {
    one.count == other.count && one.noun == other.noun && one.notes == other.notes
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(count) }
}

/// Makes a study: a folder, `study.yaml` and a codebook, for the owner's eyes only.
public enum NewStudy {
  public enum Refusal: Error, Hashable, Sendable {
    /// Something lies in the folder already: the first name.
    case notEmpty(String, holding: String)
    case study(StudyProblem)

    public var message: String {
      switch self {
      case .notEmpty(let folder, let name):
        "\(DisplayText.safe(folder)): \(DisplayText.quoted(name)) lies there already, and a new "
          + "study begins empty. Nothing was made; choose another folder."
      case .study(let problem): problem.message
      }
    }
  }

  /// - Parameters:
  ///   - folder: is made, unless it is there and empty; the one above it must be there.
  ///   - title: of the study and, in a codebook that is begun, of the codebook.
  ///   - codebook: the path of a codebook that is copied; a first one is written for `nil`.
  /// - Returns: the names of the files that were made.
  /// - Throws: when something is there already, or cannot be read or made.
  public static func make(
    _ folder: String,
    title: String,
    codebook: String? = nil
  ) throws(Refusal) -> [String] {
    let book = try bytes(of: codebook, title: title)
    var study = StudyFile()
    study.title = title
    study.codebook = "codebook.yaml"
    let entries = try file { () throws(FileProblem) in
      let (above, name) = Path.split(folder)
      if name != "..", name != "." { try Folder.make(name, in: above) }
      return try Folder.list(folder).filter { !$0.name.hasPrefix(".") }
    }
    if let first = entries.first { throw .notEmpty(folder, holding: first.name) }
    try file { () throws(FileProblem) in
      let saver = FileSaver()
      try saver.save(book, to: Path.join(folder, "codebook.yaml"), isNew: true)
      // Last, since a folder with it is a study.
      let text = Array(StudyFileWriter.text(of: study).utf8)
      try saver.save(text, to: Path.join(folder, "study.yaml"), isNew: true)
    }
    return ["codebook.yaml", "study.yaml"]
  }

  private static func bytes(of path: String?, title: String) throws(Refusal) -> [UInt8] {
    guard let path else { return Array(CodebookWriter.text(of: first(title)).utf8) }
    let bytes = try file { () throws(FileProblem) in
      try FileReader.read(path, limit: 8 << 20).bytes
    }
    do throws(CodebookError) {
      _ = try CodebookReader.read(bytes, file: path)
    } catch {
      throw .study(.codebook(error))
    }
    return bytes
  }

  /// A codebook with which coding can begin: passages for the next meeting.
  private static func first(_ title: String) -> Codebook {
    Codebook(
      title: title,
      codes: [
        Code(
          id: "to-discuss",
          name: Code.Name([
            Code.Name.Entry(language: "en", text: "To discuss"),
            Code.Name.Entry(language: "zh", text: "待讨论"),
          ]),
          isWorking: true,
          brief: "For the next meeting of the coders.",
          definition: "A passage that no code fits, or that several do.",
          useWhen: "You hesitate, or a new code seems to be needed.",
          notWhen: "A code of the codebook fits."
        )
      ],
      heading: """
        # Add codes here, each with its six parts, under families if you like:
        #   - id: trust
        #     name: {en: Trust, zh: 信任}
        #     brief: Confidence, or its lack, between parties.
        #     definition: What the code means, in a sentence or two.
        #     use-when: When it is assigned.
        #     not-when: Which code is assigned in its place.
        #     example: "The section chief trusts me."

        """
    )
  }

  private static func file<Value>(
    _ body: () throws(FileProblem) -> Value
  ) throws(Refusal) -> Value {
    do throws(FileProblem) {
      return try body()
    } catch {
      throw .study(.file(error))
    }
  }
}

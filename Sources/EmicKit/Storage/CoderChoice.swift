import Glibc

/// Whose work this is: `--coder`, else `$EMIC_CODER`, else the coder remembered for this study.
///
/// Never the login name: people share machines.
public enum CoderChoice {
  public enum Refusal: Error, Hashable, Sendable {
    /// Nobody was named; the coders of the study to choose from.
    case missing([Coder.ID])
    case malformed(String)
    case reserved
    /// The name of files that hold the times of a recording.
    case times
    case unknown(String, known: [Coder.ID])

    /// For whoever begins to code: a new coder is added there and then.
    public var message: String {
      message(listed: "Choose one, or add it with --new-coder.", none: "Add it with --new-coder.")
    }

    /// For whoever asks, changes or decides: coders are added where they code.
    public var messageWithoutAdding: String {
      guard case .unknown(let text, _) = self else { return message }
      let wayOut = "begin coding as \(text): `emic STUDY --coder \(text) --new-coder`."
      return message(
        listed: "Choose one, or \(wayOut)",
        none: "Ask without a name, or \(wayOut)"
      )
    }

    private func message(listed: String, none: String) -> String {
      func list(_ ids: [Coder.ID]) -> String { ids.map(\.text).joined(separator: ", ") }
      return switch self {
      case .missing([]): "no coder is named. Say who codes with --coder ID or $EMIC_CODER."
      case .missing(let ids):
        "no coder is named. Say who codes with --coder ID or $EMIC_CODER: \(list(ids))."
      case .malformed(let text):
        "\"\(DisplayText.safe(text))\" cannot be a coder's id. Use lower-case letters, digits and hyphens, at most 32."
      case .reserved: "\"consensus\" is the layer of settled codings. Choose another coder id."
      case .times:
        "\"times\" stands in the names of files that hold the times of a recording. Choose another "
          + "coder id."
      case .unknown(let text, []):
        "\"\(text)\" is not a coder of this study, which lists none yet. \(none)"
      case .unknown(let text, let known):
        "\"\(text)\" is not a coder of this study: \(list(known)). \(listed)"
      }
    }
  }

  /// Who is named, if anybody.
  ///
  /// - Parameters:
  ///   - study: whose coders are known.
  ///   - option: `--coder`.
  ///   - environment: `$EMIC_CODER`.
  ///   - allowsNew: `--new-coder`.
  ///   - settings: where the choice is remembered.
  /// - Returns: `nil` when nobody is named.
  /// - Throws: when who is named cannot code in this study.
  public static func choose(
    for study: StudyFolder,
    option: String?,
    environment: String? = Settings.environment("EMIC_CODER"),
    allowsNew: Bool = false,
    settings: Settings = Settings()
  ) throws(Refusal) -> Coder.ID? {
    let named = [option, environment].compactMap { $0 }.first { !$0.isEmpty }
    guard let text = named ?? settings.rememberedCoder(of: study.path) else { return nil }
    guard Coder.isWellFormed(text) else { throw .malformed(text) }
    guard text != Coder.consensus.text else { throw .reserved }
    guard text != Coder.times.text else { throw .times }
    let id = Coder.ID(text)
    let known = study.file.coders.map(\.id)
    guard allowsNew || !study.hasStudyFile || known.contains(id) else {
      // What was remembered may be of a time when the study named other coders.
      if named == nil { return nil }
      throw .unknown(text, known: known)
    }
    return id
  }

  /// For commands that write: somebody must be named.
  public static func require(
    for study: StudyFolder,
    option: String?,
    environment: String? = Settings.environment("EMIC_CODER"),
    allowsNew: Bool = false,
    settings: Settings = Settings()
  ) throws(Refusal) -> Coder.ID {
    let coder = try choose(
      for: study,
      option: option,
      environment: environment,
      allowsNew: allowsNew,
      settings: settings
    )
    guard let coder else { throw .missing(study.file.coders.map(\.id)) }
    return coder
  }
}

/// The user's own settings, outside every study: `$XDG_CONFIG_HOME/emic/`.
public struct Settings: Sendable {
  /// `nil` where the user has no home: then nothing is remembered.
  public let folder: String?

  public init(folder: String? = Settings.defaultFolder) { self.folder = folder }

  /// `$XDG_CONFIG_HOME/emic`, else `~/.config/emic`; `nil` without a home.
  public static var defaultFolder: String? {
    if let configured = environment("XDG_CONFIG_HOME"), configured.hasPrefix("/") {
      return Path.join(configured, "emic")
    }
    return environment("HOME").flatMap { $0.hasPrefix("/") ? Path.join($0, ".config/emic") : nil }
  }

  /// A variable of the environment; `nil` when it is not set.
  public static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The coder last chosen for a study, by its path; `nil` when none is remembered.
  public func rememberedCoder(of study: String) -> String? {
    coders.first { $0.key == study }?.value.string
  }

  /// Remembers a coder for a study, by its path; best effort.
  public func remember(_ coder: Coder.ID, for study: String) {
    guard let folder, rememberedCoder(of: study) != coder.text else { return }
    let others = coders.filter { $0.key != study }
    let all = JSONValue.object(others + [JSONMember(study, .string(coder.text))])
    try? Folder.make(String(folder.drop { $0 == "/" }), in: "/")
    _ = try? FileSaver().save(all.printed(), to: Path.join(folder, "coders.json"))
  }

  private var coders: [JSONMember] {
    guard let folder,
      let contents = try? FileReader.read(Path.join(folder, "coders.json"), limit: 1 << 20),
      case .object(let members)? = try? JSONValue(reading: contents.bytes)
    else { return [] }
    return members
  }
}

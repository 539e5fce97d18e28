/// Where a coder was and which codes were at hand, kept in `.emic/state/<coder>.json`.
///
/// Comfort only: read and written best effort.
public struct ResumePlaces: Hashable, Sendable {
  /// Where a coder is in one transcript.
  public struct Place: Hashable, Sendable {
    /// In scalars.
    public var caret: Int
    /// The furthest turn read, from 1; 0 for none.
    public var furthestTurn: Int

    public init(caret: Int, furthestTurn: Int) {
      self.caret = caret
      self.furthestTurn = furthestTurn
    }
  }

  /// By the transcript's path.
  public var places: [String: Place]
  /// Code by digit, 1 to 9.
  public var quickCodes: [Int: Code.ID]
  /// Memos begun and not saved, by what they are on.
  public var drafts: [String: Draft]
  /// Columns of the framework matrix that were chosen, whether or not anything is summed up there.
  public var columns: [Code.ID]

  public init(
    places: [String: Place] = [:],
    quickCodes: [Int: Code.ID] = [:],
    drafts: [String: Draft] = [:],
    columns: [Code.ID] = []
  ) {
    self.places = places
    self.quickCodes = quickCodes
    self.drafts = drafts
    self.columns = columns
  }
}

extension ResumePlaces {
  /// What is remembered of a coder; nothing where it cannot be read.
  public init(of coder: Coder.ID, in study: StudyFolder) {
    self.init()
    let path = study.absolute(Self.name(coder))
    guard let bytes = try? FileReader.read(path, limit: 4 << 20).bytes,
      let value = try? JSONValue(reading: bytes)
    else { return }
    if case .object(let transcripts)? = value["places"] {
      for member in transcripts {
        places[member.key] = Place(
          caret: max(0, member.value["caret"]?.int ?? 0),
          furthestTurn: max(0, member.value["turn"]?.int ?? 0)
        )
      }
    }
    if case .object(let texts)? = value["drafts"] {
      for member in texts {
        guard let text = member.value.string else { continue }
        let begun = value["begun-over"]?[member.key]?.string ?? ""
        drafts[member.key] = Draft(text, begunOver: begun)
      }
    }
    if case .array(let codes)? = value["columns"] {
      columns = codes.compactMap(\.string).map { Code.ID($0) }
    }
    if case .array(let codes)? = value["pinned"] {
      for (digit, code) in zip(1...9, codes.compactMap(\.string)) where !code.isEmpty {
        quickCodes[digit] = Code.ID(code)
      }
    }
  }

  /// Keeps the places of a coder; what cannot be written is let go.
  public func save(for coder: Coder.ID, in study: StudyFolder) {
    let transcripts = places.sorted { $0.key < $1.key }.map { name, place in
      JSONMember(
        name,
        .object([
          JSONMember("caret", .number(String(place.caret))),
          JSONMember("turn", .number(String(place.furthestTurn))),
        ])
      )
    }
    // In the order of the digits; an empty text stands for one without a code.
    let pinned = (1..<(quickCodes.keys.max() ?? 0) + 1).map { quickCodes[$0]?.text ?? "" }
    let value = JSONValue.object([
      JSONMember("places", .object(transcripts)),
      JSONMember("pinned", .array(pinned.map { .string($0) })),
      JSONMember("columns", .array(columns.map { .string($0.text) })),
      JSONMember("drafts", Self.texts(drafts.mapValues(\.text))),
      JSONMember(
        "begun-over",
        Self.texts(drafts.mapValues(\.begunOver).filter { !$0.value.isEmpty })
      ),
    ])
    let modes = Folder.modes(of: study.path)
    guard (try? Folder.make(".emic/state", in: study.path, mode: modes.folder)) != nil else {
      return
    }
    _ = try? FileSaver().save(
      value.printed(),
      to: study.absolute(Self.name(coder)),
      newMode: modes.file
    )
  }

  private static func texts(_ texts: [String: String]) -> JSONValue {
    .object(texts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
  }

  private static func name(_ coder: Coder.ID) -> String { ".emic/state/\(coder).json" }
}

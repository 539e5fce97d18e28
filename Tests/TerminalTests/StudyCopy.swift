import EmicKit
import EmicTUI
import Glibc

/// A fresh copy of the sample study after its calibration round, in a folder of its own, with a home
/// beside it; gone after the test.
final class StudyCopy {
  static let english = "T03-disability-ngo-en.txt"
  static let chinese = "T06-migrant-official-zh.txt"
  private static let root =
    #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(2).joined(separator: "/") + "/CalibrationStudy"

  let folder: String
  var path: String { folder + "/sample-transcripts" }

  init() throws {
    var template = Array("/tmp/emic-screen-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw PseudoTerminal.Failure.notStarted("mkdtemp") }
    folder = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    for name in ["home", "config", "sample-transcripts", "codebooks"] {
      mkdir(folder + "/\(name)", 0o700)
    }
    for name in ["sample-transcripts", "codebooks"] {
      for entry in try Folder.list(Self.root + "/\(name)") where entry.kind == .file {
        let bytes = try FileReader.read(Self.root + "/\(name)/\(entry.name)").bytes
        try FileSaver().save(bytes, to: "\(folder)/\(name)/\(entry.name)")
      }
    }
  }

  deinit { Self.remove(folder) }

  private static func remove(_ path: String) {
    guard path.hasPrefix("/tmp/emic-screen-") else { return }
    for entry in (try? Folder.list(path)) ?? [] {
      if entry.kind == .folder {
        remove("\(path)/\(entry.name)")
      } else {
        unlink("\(path)/\(entry.name)")
      }
    }
    rmdir(path)
  }

  // MARK: Files

  func read(_ name: String) throws -> [UInt8] { try FileReader.read("\(path)/\(name)").bytes }

  func write(_ text: String, to name: String) throws {
    try write(bytes: Array(text.utf8), to: name)
  }

  func write(bytes: [UInt8], to name: String) throws {
    try FileSaver().save(bytes, to: "\(path)/\(name)")
  }

  func sidecarFile(of transcript: String = english, by coder: Coder.ID = "guest") throws
    -> SidecarFile
  {
    try StudyFolder.open(path: path).sidecarFile(of: transcript, by: coder)
  }

  /// The sidecar as it is on disk; `nil` when there is none.
  func sidecar(of transcript: String = english, by coder: Coder.ID = "guest") throws -> Sidecar? {
    var file = try sidecarFile(of: transcript, by: coder)
    return try file.load()
  }

  /// The codings on disk as `code: words`.
  func codings(of transcript: String = english) throws -> [String] {
    (try sidecar(of: transcript)?.codings ?? []).map { "\($0.code): \($0.quote)" }
  }

  func text(of transcript: String = english) throws -> Transcript {
    try StudyFolder.open(path: path).transcript(transcript)
  }

  // MARK: The program

  /// Starts emic on this study, or on a path within its folder, and waits for its screen.
  func open(
    _ target: String? = nil,
    command: String? = nil,
    coder: String? = "guest",
    size: Size = Size(width: 80, height: 24),
    environment: [String: String?] = [:]
  ) throws -> PseudoTerminal {
    let emic = try start(
      target,
      command: command,
      coder: coder,
      size: size,
      environment: environment
    )
    try emic.waitForFrame()
    try emic.wait { !$0.screenText.contains("…") || $0.cursor.y > 3 }
    return emic
  }

  /// Starts emic without waiting.
  func start(
    _ target: String? = nil,
    command: String? = nil,
    coder: String? = "guest",
    size: Size = Size(width: 80, height: 24),
    environment: [String: String?] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      program: "emic",
      arguments: [command, target.map { "\(path)/\($0)" } ?? path].compactMap { $0 }
        + (coder.map { ["--coder", $0] } ?? []),
      environment: settings.merging(environment) { $1 },
      size: size
    )
  }

  var settings: [String: String?] {
    ["HOME": folder + "/home", "XDG_CONFIG_HOME": folder + "/config"]
  }
}

extension PseudoTerminal {
  /// Waits until the screen calls the work saved, at the right of its first row.
  func waitUntilSaved() throws {
    try wait { $0.row(0).hasSuffix("saved") && !$0.row(0).hasSuffix("unsaved") }
  }

  /// Waits until a row holds some words.
  func wait(for words: String) throws { try wait { $0.flowingText.contains(words) } }

  /// The screen as one line, so that wrapped sentences can be read.
  var flowingText: String {
    screenText.split(whereSeparator: \.isWhitespace).filter { $0 != "│" }.joined(separator: " ")
  }
}

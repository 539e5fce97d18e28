import EmicKit
import Foundation
import Testing

/// A temporary folder in which the real program runs, with a copy of the sample study as it was
/// after its calibration round.
final class Workshop {
  struct Answer {
    var status: Int32
    var out: String
    var error: String

    /// stdout as JSON.
    func json() throws -> JSONValue { try JSONValue(reading: Array(out.utf8)) }
  }

  let folder: URL
  var study: URL { folder.appending(path: "sample-transcripts") }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "emic-\(UUID().uuidString)")
    let files = FileManager.default
    try files.createDirectory(
      at: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for name in ["sample-transcripts", "codebooks"] {
      try files.copyItem(
        at: root.appending(path: "Tests/CalibrationStudy/\(name)"),
        to: folder.appending(path: name)
      )
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Starts `emic` in the workshop, without anything of whoever runs the tests.
  func start(
    _ arguments: [String],
    environment: [String: String] = [:]
  ) throws -> (process: Process, out: Pipe, error: Pipe) {
    let process = Process()
    process.executableURL = try Self.program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["HOME": folder.path(), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
      .merging(Self.sanitizing) { $1 }.merging(environment) { $1 }
    let (out, error) = (Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = error
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return (process, out, error)
  }

  /// What sanitizers are told, where the suite is built with one.
  private static let sanitizing = ProcessInfo.processInfo.environment
    .filter { $0.key.hasSuffix("SAN_OPTIONS") }

  func emic(_ arguments: String..., environment: [String: String] = [:]) throws -> Answer {
    try emic(arguments, environment: environment)
  }

  /// A command as it is typed, its words parted by blanks.
  func run(_ line: String) throws -> Answer {
    try emic(line.split(separator: " ").map { String($0) })
  }

  func emic(
    _ arguments: [String],
    environment: [String: String] = [:]
  ) throws -> Answer {
    let (process, out, error) = try start(arguments, environment: environment)
    // Read first: a full pipe would keep the program from ending.
    let (bytes, messages) = (Self.bytes(of: out), Self.bytes(of: error))
    process.waitUntilExit()
    return Answer(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      out: String(decoding: bytes, as: UTF8.self),
      error: String(decoding: messages, as: UTF8.self)
    )
  }

  /// All that comes out of a pipe; a signal to the tests in between is no end of it.
  private static func bytes(of pipe: Pipe) -> [UInt8] {
    let file = pipe.fileHandleForReading.fileDescriptor
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: study.appending(path: name)))
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: study.appending(path: name))
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(
      atPath: study.appending(path: name).path(percentEncoded: false)
    )
  }

  func mode(_ name: String) throws -> Int {
    let path = study.appending(path: name).path(percentEncoded: false)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  // The program stands beside the bundle of tests, wherever the build folder is.
  static var program: URL {
    get throws {
      let places =
        CommandLine.arguments.map { URL(filePath: $0).deletingLastPathComponent() }
        + [URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()]
        + [
          URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: ".build/debug")
        ]
      let found = places.map { $0.appending(path: "emic") }.first {
        FileManager.default.isExecutableFile(atPath: $0.path())
      }
      return try #require(found, "build emic first")
    }
  }
}

extension JSONValue {
  var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
  var keys: [String] { if case .object(let members) = self { members.map(\.key) } else { [] } }
}

let t03 = "T03-disability-ngo-en.txt"
let t06 = "T06-migrant-official-zh.txt"

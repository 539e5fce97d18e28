import FoundationEssentials
import Testing

@testable import EmicKit

/// A file in one of the formats, and the text that an import makes of it.
struct ImportFixture: Decodable, CustomTestStringConvertible {
  struct Segment: Decodable, Equatable {
    var start_ms: Int
    var end_ms: Int
    var text: String
  }

  var file: String
  var expected: String
  var format: String
  /// What somebody has to say, where the file does not.
  var encoding: String?
  var segments: [Segment]?
  /// The milliseconds at which stretches end.
  var ends: [Int]?

  var testDescription: String { file }

  static let folder =
    #filePath.split(separator: "/").dropLast(2)
    .reduce("") { $0 + "/" + $1 } + "/Fixtures/imports/"

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: folder + path)))
  }

  static let all: [ImportFixture] = {
    guard let file = try? bytes("manifest.json") else { return [] }
    return (try? JSONDecoder().decode([ImportFixture].self, from: Data(file))) ?? []
  }()

  var source: ImportSource {
    get throws {
      var options = ImportSource.Options()
      options.encoding = encoding.flatMap { TextEncoding(named: $0) }
      return ImportSource(
        path: Self.folder + file,
        bytes: try Self.bytes(file),
        options: options
      )
    }
  }
}

/// What a format makes of bytes under a name.
func imported(
  _ bytes: [UInt8],
  named name: String,
  as encoding: TextEncoding? = nil
) throws(ImportProblem) -> (format: String, imported: Imported) {
  var options = ImportSource.Options()
  options.encoding = encoding
  let source = ImportSource(path: name, bytes: bytes, options: options)
  let (format, imported) = try ImportFormat.read(source)
  return (format.name, imported)
}

func imported(_ text: String, named name: String) throws(ImportProblem) -> Imported {
  try imported(Array(text.utf8), named: name).imported
}

extension Imported {
  /// The only text.
  var text: String {
    texts.count == 1 ? String(decoding: texts[0].bytes, as: UTF8.self) : "\(texts.count) texts"
  }

  func leftOut(_ what: String) -> Int { leftOut.first { $0.what == what }?.count ?? 0 }
}

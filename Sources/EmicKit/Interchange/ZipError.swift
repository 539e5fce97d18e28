import CZip

/// Why a ZIP file, or a member of it, is not read.
package struct ZipError: Error, Hashable, Sendable {
  package enum Problem: Error, Hashable, Sendable {
    /// The library that reads ZIP files is not installed.
    case noLibrary
    case noMemory
    /// It is no ZIP file or a damaged one: libzip's words.
    case damaged(String)
    case file(FileProblem)
    case unsafeName(String)
    case twice(String)
    case encrypted(String)
    /// Members lie over each other.
    case overlap
    case tooManyMembers(Int, Int)
    case tooLarge(limit: Int)
    case packedTooWell(String, ratio: Int)
    case noMember(String)
    case memberTooLarge(String, limit: Int)
    case damagedMember(String, String)
  }

  package var file: String
  package var problem: Problem

  static func words(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension ZipError.Problem {
  init(_ status: Int32, _ message: [CChar]) {
    self =
      switch Int(status) {
      case CZIP_MISSING: .noLibrary
      case CZIP_NO_MEMORY: .noMemory
      default: .damaged(ZipError.words(message))
      }
  }
}

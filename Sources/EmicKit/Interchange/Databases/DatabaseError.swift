import CSQLite

/// Why another program's database cannot be imported.
package struct DatabaseError: Error, Hashable, Sendable {
  package enum Problem: Error, Hashable, Sendable {
    case file(FileProblem)
    /// The library that reads such databases is not installed.
    case noLibrary
    case noMemory
    case notADatabase
    /// The end of the file is missing.
    case cut
    /// SQLite's words.
    case damaged(String)
    case tooMuch
    /// A log beside the file holds work that is not yet in it.
    case unfinished
    /// Somebody has written to it while it was read.
    case changed
    /// It belongs to another program.
    case unknownProgram
    /// There is no database in the folder.
    case noDatabase
    case noTexts
    case text(TranscriptTextProblem, name: String)
    /// Several projects in one database, none of them chosen.
    case severalProjects([String])
    /// None of the projects has this name.
    case noProject(String, [String])
  }

  package var file: String
  package var problem: Problem
}

extension DatabaseError.Problem {
  init(_ status: Int32, _ message: [CChar]) {
    self =
      switch Int(status) {
      case CSQLITE_MISSING: .noLibrary
      case CSQLITE_NO_MEMORY: .noMemory
      case CSQLITE_NOT_A_DATABASE: .notADatabase
      case CSQLITE_TOO_MUCH: .tooMuch
      default: .damaged(ZipError.words(message))
      }
  }
}

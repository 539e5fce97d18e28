import EmicKit

/// A reader of files that anybody may have made, and what holds of it whatever bytes it gets: it comes back with
/// a sentence that names the file and can be shown, or with a value that is read again from what is written of it.
package enum ReaderLaw: String, CaseIterable, Sendable {
  // Files of a study.
  case sidecar, codebook, study, cases, memos, proposals, framework
  // Files to import, by the ending of their names.
  case txt, rtf, vtt, srt, json, otr, eaf, cha, csv
  // The XML in archives that are whole, and archives that need not be.
  case documentOfDocx = "docx", contentOfODT = "odt", projectOfQDPX = "qdpx", archive

  /// What does not hold.
  package struct Violation: Error, CustomStringConvertible {
    package let description: String
  }

  /// The name that messages have to use: none of their words.
  static let file = "q7x"

  /// - Parameter bytes: of the file.
  /// - Returns: whether it could be read.
  /// - Throws: when the law does not hold.
  @discardableResult
  package func holds(for bytes: [UInt8]) throws(Violation) -> Bool {
    switch self {
    case .sidecar:
      _ = SidecarText.lines(of: bytes, file: Self.file)
      return try isReadAgain(bytes, { try SidecarReader.read($0, file: Self.file) }) {
        SidecarWriter.encode($0)
      }
    case .codebook:
      return try isReadAgain(bytes, { try CodebookReader.read($0, file: Self.file) }) {
        Array(CodebookWriter.text(of: $0).utf8)
      }
    case .study: return try value { try StudyFileReader.read(bytes, file: Self.file) } != nil
    case .cases:
      return try value { try CaseTable.read(bytes, file: Self.file, study: StudyFile()) } != nil
    case .memos:
      return try isReadAgain(bytes, { try MemosFile.read($0, file: Self.file) }) { $0.bytes }
    case .proposals:
      return try isReadAgain(bytes, { try ProposalsFile.read($0, file: Self.file) }) {
        Array(ProposalsFile.text(of: $0).utf8)
      }
    case .framework:
      return try isReadAgain(bytes, { try FrameworkFile.read($0, file: Self.file) }) {
        Array(FrameworkFile.text(of: $0).utf8)
      }
    case .txt, .rtf, .vtt, .srt, .json, .otr, .eaf, .cha, .csv:
      return try importHolds(for: bytes, ending: rawValue)
    case .documentOfDocx:
      return try importHolds(for: try packed(["word/document.xml": bytes]), ending: "docx")
    case .contentOfODT:
      return try importHolds(
        for: try packed(["mimetype": Self.odt, "content.xml": bytes]),
        ending: "odt"
      )
    case .projectOfQDPX:
      return try projectHolds(for: try packed(["project.qde": bytes, "sources/A.txt": Self.text]))
    case .archive:
      let isProject = try projectHolds(for: bytes)
      return try importHolds(for: bytes, ending: "docx") || isProject
    }
  }

  private func isReadAgain<Value: Equatable>(
    _ bytes: [UInt8],
    _ read: ([UInt8]) throws -> Value,
    _ written: (Value) -> [UInt8]
  ) throws(Violation) -> Bool {
    guard let first = try value({ try read(bytes) }) else { return false }
    let again = written(first)
    guard try value({ try read(again) }) == first else {
      throw Violation(description: "\(self): read otherwise from what was written of it")
    }
    return true
  }

  /// - Returns: `nil` where the reader refuses, as it should.
  private func value<Value>(_ read: () throws -> Value) throws(Violation) -> Value? {
    do {
      return try read()
    } catch {
      try checkRefusal("\(error)")
      return nil
    }
  }

  func checkRefusal(_ sentence: String) throws(Violation) {
    guard sentence.contains(Self.file) else {
      throw Violation(description: "\(self): the refusal names no file: \(sentence)")
    }
    guard !sentence.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" }) else {
      throw Violation(
        description: "\(self): the refusal cannot be shown: \(sentence.debugDescription)"
      )
    }
  }
}

/// Somebody who codes, adjudicates or looks after the codebook.
public struct Coder: Hashable, Sendable {
  public typealias ID = Identifier<Coder>

  public enum Role: String, Sendable {
    case coder
    case lead
    case supervisor
  }

  /// `[a-z0-9][a-z0-9-]{0,31}`; part of the sidecar's file name.
  public let id: ID
  /// As the study's file gives it, else the id.
  public let name: String
  public let role: Role

  public init(id: ID, name: String? = nil, role: Role = .coder) {
    self.id = id
    self.name = name ?? id.text
    self.role = role
  }

  /// The layer of settled codings; nobody can code under this id.
  public static let consensus: ID = "consensus"

  /// What stands where a sidecar has its coder in the name of the file of a recording's times: nobody
  /// can be called so.
  public static let times: ID = "times"

  /// Whether a text can be a coder's id at all (`consensus` included).
  public static func isWellFormed(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard let first = bytes.first, bytes.count <= 32, isLetterOrDigit(first) else { return false }
    return bytes.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
  }
}

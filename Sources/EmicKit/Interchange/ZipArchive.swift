import CZip

/// A ZIP file, of which members are read into memory by their names.
///
/// Nothing is ever unpacked.
///
/// What could hurt is refused when the archive is opened: names that lead out of a folder, members
/// that share bytes, sizes that no document has.
package final class ZipArchive {
  package struct Member: Hashable, Sendable {
    package var name: String
    /// In bytes, unpacked, as the archive says.
    package var size: Int
    package var packedSize: Int

    /// Whether it stands for a folder and has no content.
    package var isFolder: Bool { name.hasSuffix("/") }
  }

  /// What an archive may hold at most.
  package struct Limits: Sendable {
    package var members = 10_000
    /// Bytes of all members, unpacked.
    package var total = 1 << 30
    /// Unpacked bytes for each packed one, in members larger than `ratioFrom`.
    ///
    /// Text of one repeated line packs so well, too, which hurts only where it is large.
    package var ratio = 200
    package var ratioFrom = 1 << 20

    package static let standard = Limits()
  }

  /// The limit of a member that is read whole: XML, a text.
  package static let memberLimit = 64 << 20

  /// In the archive's order.
  package let members: [Member]
  /// For messages.
  let file: String
  private let archive: OpaquePointer
  private let bytes: UnsafeMutableBufferPointer<UInt8>?
  private let places: [String: Int]

  /// Opens an archive that lies in memory.
  ///
  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: its name, for messages.
  ///   - limits: what it may hold.
  /// - Throws: when it is no ZIP file or could hurt.
  package convenience init(
    _ bytes: [UInt8],
    file: String,
    limits: Limits = .standard
  ) throws(ZipError) {
    // libzip keeps the pointer.
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count, 1))
    _ = copy.initialize(from: bytes)
    var message = [CChar](repeating: 0, count: Int(CZIP_MESSAGE_SIZE))
    var status: Int32 = 0
    let archive = copy.baseAddress.flatMap { czip_open($0, bytes.count, &status, &message) }
    guard let archive else {
      copy.deallocate()
      throw ZipError(file: file, problem: .init(status, message))
    }
    try self.init(archive, over: copy, packedSize: bytes.count, file: file, limits: limits)
  }

  /// Opens an archive in a regular file, which may be larger than fits into memory.
  ///
  /// - Throws: when it cannot be opened, is no ZIP file or could hurt.
  package convenience init(
    path: String,
    file: String,
    limits: Limits = .standard
  ) throws(ZipError) {
    let opened: FileReader.Descriptor
    do throws(FileProblem) {
      opened = try FileReader.descriptor(path)
    } catch {
      throw ZipError(file: file, problem: .file(error))
    }
    var message = [CChar](repeating: 0, count: Int(CZIP_MESSAGE_SIZE))
    var status: Int32 = 0
    guard let archive = czip_open_descriptor(opened.number, &status, &message) else {
      throw ZipError(file: file, problem: .init(status, message))
    }
    try self.init(archive, over: nil, packedSize: opened.size, file: file, limits: limits)
  }

  /// Takes the archive over, and closes it when it is refused.
  private init(
    _ archive: OpaquePointer,
    over bytes: UnsafeMutableBufferPointer<UInt8>?,
    packedSize: Int,
    file: String,
    limits: Limits
  ) throws(ZipError) {
    do throws(ZipError.Problem) {
      let members = try Self.members(of: archive, limits: limits)
      places = try Self.places(of: members, packedSize: packedSize)
      self.members = members
    } catch {
      czip_close(archive)
      bytes?.deallocate()
      throw ZipError(file: file, problem: error)
    }
    self.archive = archive
    self.bytes = bytes
    self.file = file
  }

  deinit {
    czip_close(archive)
    bytes?.deallocate()
  }

  package func has(_ name: String) -> Bool { places[name] != nil }

  /// The bytes of a member.
  ///
  /// - Throws: when there is none of this name, it is larger than `limit`, or damaged.
  package func read(
    _ name: String,
    limit: Int = memberLimit
  ) throws(ZipError) -> [UInt8] {
    guard let place = places[name] else { throw error(.noMember(name)) }
    let size = members[place].size
    guard size <= limit else { throw error(.memberTooLarge(name, limit: limit)) }
    var message = [CChar](repeating: 0, count: Int(CZIP_MESSAGE_SIZE))
    var status: Int32 = 0
    let content = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { buffer, count in
      if let base = buffer.baseAddress {
        status = czip_read(archive, Int64(place), base, size, &message)
      }
      count = status == CZIP_OK ? size : 0
    }
    guard status == CZIP_OK else {
      throw error(.damagedMember(name, ZipError.words(message)))
    }
    return content
  }

  private func error(_ problem: ZipError.Problem) -> ZipError {
    ZipError(file: file, problem: problem)
  }

  private static func members(
    of archive: OpaquePointer,
    limits: Limits
  ) throws(ZipError.Problem) -> [Member] {
    let count = czip_count(archive)
    guard count <= limits.members else { throw .tooManyMembers(Int(count), limits.members) }
    var members: [Member] = []
    members.reserveCapacity(Int(max(count, 0)))
    var total = 0
    for place in 0..<max(count, 0) {
      var found = czip_member()
      guard czip_describe(archive, place, &found) == CZIP_OK, let bytes = found.name,
        let name = String(validatingCString: bytes)
      else { throw .damaged("a member has no name") }
      guard let size = Int(exactly: found.size), let packed = Int(exactly: found.packed_size),
        size <= limits.total
      else { throw .tooLarge(limit: limits.total) }
      guard found.is_encrypted == 0 else { throw .encrypted(name) }
      if size > limits.ratioFrom, size / limits.ratio >= max(packed, 1) {
        throw .packedTooWell(name, ratio: limits.ratio)
      }
      total += size
      guard total <= limits.total else { throw .tooLarge(limit: limits.total) }
      members.append(Member(name: name, size: size, packedSize: packed))
    }
    return members
  }

  private static func places(
    of members: [Member],
    packedSize: Int
  ) throws(ZipError.Problem) -> [String: Int] {
    var places: [String: Int] = [:]
    // Each member has its bytes, a head before them and an entry in the directory: more than the
    // file holds means that members share them.
    var needed = 22
    for (place, member) in members.enumerated() {
      guard ZipName.isHarmless(member.name) else { throw .unsafeName(member.name) }
      guard places.updateValue(place, forKey: member.name) == nil else {
        throw .twice(member.name)
      }
      needed += member.packedSize + 30 + 46 + 2 * member.name.utf8.count
    }
    guard needed <= packedSize else { throw .overlap }
    return places
  }
}

/// Names of members of a ZIP file.
enum ZipName {
  /// Whether a name is relative and stays in its folder wherever it would be unpacked.
  static func isHarmless(_ name: String) -> Bool {
    guard !name.isEmpty, !name.hasPrefix("/") else { return false }
    let scalars = name.unicodeScalars
    guard !scalars.contains(where: { $0 == "\\" || $0.value < 0x20 || $0.value == 0x7F }) else {
      return false
    }
    // A drive letter.
    guard scalars.dropFirst().first != ":" else { return false }
    return !name.split(separator: "/", omittingEmptySubsequences: false).contains("..")
  }
}

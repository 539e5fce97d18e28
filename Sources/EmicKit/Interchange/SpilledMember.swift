/// A member of an archive that is made piece by piece and kept on the disk: what stands before it in the
/// archive is known at its end.
final class SpilledMember {
  private let name: String
  private let spill: SpillFile
  private var deflater: Deflater
  private var places: [SpillFile.Place] = []
  private var packedSize = 0

  /// - Parameters:
  ///   - name: with `/` between folders.
  ///   - spill: where it is kept.
  ///   - path: of the archive, which messages name.
  /// - Throws: when there is no memory to pack with.
  init(_ name: String, _ spill: SpillFile, _ path: String) throws(FileProblem) {
    self.name = name
    self.spill = spill
    deflater = try Deflater(for: path)
  }

  /// Adds bytes behind those that were added before; after the last ones no more come.
  func add(_ bytes: [UInt8], isLast: Bool = false) throws(FileProblem) {
    let packed = deflater.add(bytes, isLast: isLast)
    guard !packed.isEmpty else { return }
    places.append(try spill.keep(packed))
    packedSize += packed.count
  }

  /// Writes it behind what is in a file.
  func write(to file: ExportFile) throws(FileProblem) -> ZipMember {
    let member = ZipMember(
      name,
      checksum: deflater.checksum,
      size: deflater.count,
      packedSize: packedSize
    )
    try file.write(member.header)
    for place in places { try file.write(spill.read(place)) }
    return member
  }
}

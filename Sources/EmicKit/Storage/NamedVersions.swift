import CPlatform

/// Which versions of the codebook something in a study names: no later one may have a number of theirs.
///
/// Where an older codebook was put back, the next version would else have a number under which others have coded,
/// and what they coded would pass for coded under the new one.
enum NamedVersions {
  /// The highest of the version that was last seen and of those in sidecars, which are only looked through.
  ///
  /// - Parameters:
  ///   - path: of the codebook.
  ///   - study: the study's folder.
  /// - Returns: 0 where nothing names any.
  static func highest(of path: String, in study: String) -> Int {
    let copy = SharedFile.codebook(path, in: study).copy
    let kept = (try? FileReader.read(copy, limit: 8 << 20).bytes)
      .flatMap { try? CodebookReader.read($0, file: copy) }?.version
    guard let folder = try? StudyFolder.open(path: study, takesTwins: true) else {
      return kept ?? 0
    }
    let names = folder.sidecars
    let coded = Concurrently.map(names.count) { index in
      let (transcript, coder) = names[index]
      let file = folder.absolute(folder.sidecarName(of: transcript, by: coder))
      return (try? FileReader.read(file).bytes).map(highest) ?? 0
    }
    return max(kept ?? 0, coded.max() ?? 0)
  }

  private static let key = Array("\"codebook\":".utf8)

  /// Of a sidecar: in a text of JSON the key cannot stand as it is.
  static func highest(in bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      var (place, highest) = (0, 0)
      while let found = platform_find(start + place, bytes.count - place, key, key.count) {
        place = UnsafePointer(start).distance(to: found) + key.count
        while place < bytes.count, bytes[place] == UInt8(ascii: " ") { place += 1 }
        var number = 0
        while place < bytes.count, (0x30...0x39).contains(bytes[place]), number < 1_000_000 {
          number = number * 10 + Int(bytes[place] - 0x30)
          place += 1
        }
        highest = max(highest, number)
      }
      return highest
    }
  }
}

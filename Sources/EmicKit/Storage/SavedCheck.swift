/// What is asked of the bytes of a save before they get the file's name.
struct SavedCheck: Sendable {
  /// Whether they are read again as what was saved.
  let isReadable: Bool
  /// For the mark of what was saved last (`LastSaved`); `nil` where there is to be none.
  let digest: String?

  /// - Parameters:
  ///   - bytes: as they are written.
  ///   - sidecar: that they hold.
  ///   - wantsDigest: whether there is to be a mark.
  init(of bytes: [UInt8], as sidecar: Sidecar, wantsDigest: Bool) {
    isReadable = SidecarReader.reads(bytes, as: sidecar)
    digest = wantsDigest ? Digest.sha256(bytes) : nil
  }
}

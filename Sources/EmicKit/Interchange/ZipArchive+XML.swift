extension ZipArchive {
  /// Walks through a member that is XML.
  ///
  /// - Parameters:
  ///   - part: the member's name.
  ///   - file: the archive's, for messages.
  ///   - body: gets each piece in turn.
  /// - Throws: when there is no such member, or it cannot be read to its end.
  func forEachPiece(
    of part: String,
    file: String,
    _ body: (XMLReader.Piece) -> Void
  ) throws(ImportProblem) {
    let bytes: [UInt8]
    do throws(ZipError) {
      bytes = try read(part)
    } catch {
      throw .archive(error)
    }
    do throws(XMLError) {
      let reader = try XMLReader(bytes, file: "\(file) (\(part))")
      while let piece = try reader.next() { body(piece) }
    } catch {
      throw .xml(error)
    }
  }
}

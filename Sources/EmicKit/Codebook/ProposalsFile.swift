/// The file of codes that one coder proposes: `proposals/coder-a.yaml`.
///
/// The codes have the keys of the codebook's and a `parent`, the id of the code or family of the
/// codebook under which they would stand.
public enum ProposalsFile {
  /// - Returns: the codes in the order of the file, each marked as a proposal.
  public static func read(_ bytes: [UInt8], file: String) throws(CodebookError) -> [Code] {
    let root = try YAMLTree.read(bytes, file: file, as: CodebookError.self)
    var fields = try YAMLFields<CodebookError>(root, of: "the file", file: file)
    try fields.format("emic/proposals")
    try fields.formatVersion()
    var reader = CodeReader(file: file, isProposals: true)
    try reader.read(try fields.items("codes"), under: nil)
    return reader.codes
  }

  /// The file's text in canonical form.
  public static func text(of proposals: [Code]) -> String {
    let codes = proposals.map { code in
      var members = code.members
      if let parent = code.parent {
        members.insert(YAMLMember("parent", .text(parent.text)), at: 1)
      }
      return YAMLNode.mapping(members)
    }
    return YAMLWriter.text(of: [
      YAMLMember("format", .text("emic/proposals")),
      YAMLMember("version", .number(1)),
      YAMLMember("codes", .list(codes)),
    ])
  }
}

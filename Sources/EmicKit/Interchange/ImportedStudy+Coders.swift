extension ImportedStudy {
  /// The coders of an imported project, by the keys of its users.
  struct Coders {
    private(set) var all: [Coder] = []
    private var ids: [String?: Coder.ID] = [:]

    init(of project: inout ForeignProject) {
      for user in project.users where ids[user.key] == nil {
        add(user.key, name: user.name, id: user.id, declared: project.study?.coders)
      }
      // Whoever has coded and is nowhere declared.
      let authors =
        project.codings.map(\.user)
        + project.notes.filter { !$0.text.isEmpty }.map(\.user)
      for key in authors where ids[key] == nil {
        add(key, name: key == nil ? "unknown" : "user", id: nil, declared: nil)
        project.report.notes.append(
          key == nil
            ? "Some work has no author in the project; it stands under the coder \(self[key])."
            : "An author of codings is not among the project's users; it stands under the coder "
              + "\(self[key])."
        )
      }
      // Coders who have not coded yet.
      for coder in project.study?.coders ?? [] where !all.contains(where: { $0.id == coder.id }) {
        all.append(coder)
      }
    }

    subscript(key: String?) -> Coder.ID { ids[key] ?? "unknown" }

    private mutating func add(
      _ key: String?,
      name: String,
      id: Coder.ID?,
      declared: [Coder]?
    ) {
      let wanted = id.flatMap { Coder.isWellFormed($0.text) ? $0.text : nil } ?? Self.id(for: name)
      let taken = Set(all.map(\.id.text))
      var free = wanted == Coder.consensus.text ? "consensus-2" : wanted
      var number = 2
      while taken.contains(free) || free == Coder.times.text {
        free = "\(wanted.prefix(28))-\(number)"
        number += 1
      }
      let known = declared?.first { $0.id.text == free }
      let coder = Coder(
        id: Coder.ID(free),
        name: name.isEmpty ? nil : name,
        role: known?.role ?? .coder
      )
      all.append(coder)
      ids[key] = coder.id
    }

    /// `张 三` gives `zhang-san`.
    private static func id(for name: String) -> String {
      var slug = String(Slug.id(for: name).prefix(32))
      while slug.hasSuffix("-") { slug.removeLast() }
      return slug == "code" ? "coder" : slug
    }
  }
}

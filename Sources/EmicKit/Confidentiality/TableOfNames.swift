/// A table that says who is who, told by the names of its columns, whoever has made it.
///
///     name;replacement;comment     No.,Real name,Pseudonym     序号,姓名,化名,备注
struct TableOfNames {
  /// The columns of real names.
  let names: [Int]
  /// That of what stands for them.
  let replacement: Int
  /// Whether it is nothing else: all other columns are remarks, as such lists have them, and no answers.
  let isList: Bool

  /// - Parameter head: the names of the columns; `nil` where it is no such table.
  init?(below head: [String]) {
    let columns = head.map { $0.trimmingBlanks().lowercased().replacing("_", with: " ") }
    names = columns.indices.filter { Self.realNames.contains(columns[$0]) }
    guard !names.isEmpty, let place = columns.firstIndex(where: Self.replacements.contains) else {
      return nil
    }
    replacement = place
    isList = columns.allSatisfy { column in
      column.isEmpty || Self.realNames.contains(column) || Self.replacements.contains(column)
        || Self.remarks.contains(column)
    }
  }

  private static let realNames: Set<String> = [
    "name", "names", "real name", "full name", "first name", "last name", "given name",
    "family name", "surname", "klarname", "vorname", "nachname", "nom", "prénom", "nombre",
    "apellido", "姓名", "名字", "真名", "本名", "真实姓名",
  ]
  private static let replacements: Set<String> = [
    "replacement", "replacements", "replace with", "replaced by", "pseudonym", "pseudonyms",
    "alias", "code name", "codename", "pseudonyme", "seudónimo", "化名", "代号", "代称", "假名",
    "替换",
  ]
  private static let remarks: Set<String> = [
    "kind", "type", "variant", "variants", "nickname", "nicknames", "comment", "comments", "remark",
    "remarks", "note", "notes", "description", "id", "no", "no.", "nr", "nr.", "#", "number",
    "code", "case", "transcript", "file", "role", "position", "function", "gender", "sex", "age",
    "place",
    "town", "city", "site", "region", "organisation", "organization", "institution", "employer",
    "phone", "telephone", "email", "e-mail", "address", "wechat", "date", "bemerkung",
    "bemerkungen", "kommentar", "notiz", "notizen", "anmerkung", "funktion", "rolle", "ort",
    "备注", "说明", "类型", "类别", "别名", "昵称", "序号", "编号", "性别", "年龄", "单位", "职务", "电话",
    "手机", "微信", "邮箱", "地址", "地点", "日期",
  ]
}

/// Whether a speaker's label looks like the name of a real person.
enum SpeakerNames {
  static func looksReal(_ label: String) -> Bool {
    let words = label.split { $0 == " " || $0 == "." || $0 == "·" }
    guard !KnownSpeakers.isKnown(label), !KnownSpeakers.isInterviewer(label),
      !label.unicodeScalars.contains(where: \.isDecimalDigit), !words.isEmpty
    else { return false }
    let han = label.unicodeScalars.filter(\.isHan)
    if han.count == label.unicodeScalars.count { return looksChinese(Array(han)) }
    guard words.count <= 4,
      !words.contains(where: { roles.contains($0.lowercased()) })
    else { return false }
    return words.allSatisfy { word in
      guard let first = word.first, first.isLetter, first.isUppercase else { return false }
      // `DW` and `INT` are initials and abbreviations.
      return word.count == 1 ? words.count > 1 : word.dropFirst().contains(where: \.isLowercase)
    }
  }

  /// A family name with one to three characters more, be they a form of address: `王芳`, `张老师`.
  private static func looksChinese(_ name: [Unicode.Scalar]) -> Bool {
    (2...4).contains(name.count) && familyNames.contains(name[0])
  }

  private static let familyNames: Set<Unicode.Scalar> = Set(
    ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
      + "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤陳張劉黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇呂盧鍾陸賈韋鄒")
      .unicodeScalars
  )

  private static let roles: Set<String> = [
    "interviewer", "interviewee", "respondent", "participant", "speaker", "moderator",
    "facilitator", "translator", "interpreter", "researcher", "teacher", "student", "official",
    "mother", "father", "parent", "son", "daughter", "wife", "husband", "nurse", "doctor",
    "patient", "manager", "director", "man", "woman", "male", "female", "voice", "all", "unknown",
    "question", "answer", "note", "notes", "host", "guest", "client", "worker", "volunteer",
    "coordinator", "observer", "group", "chair", "expert", "the", "person", "other", "others",
    "staff", "member", "narrator", "audience", "caller", "informant", "subject", "transcriber",
    "beamter", "lehrer", "befragte", "befragter", "erzählerin", "frage", "antwort",
  ]
}

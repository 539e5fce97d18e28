import Testing

@testable import EmicKit

@Suite("Names that do not leave") struct NameListTests {
  private static func list(_ rows: String...) throws -> NameList {
    let text = (["name,replacement,kind,variants"] + rows).joined(separator: "\n")
    return try NameList(reading: Array(text.utf8), file: "names.csv")
  }

  private static let list = Result {
    try list(
      "张伟,局长甲,person,张局长|老张|Zhang Wei|Zhangwei|伟哥",
      "张伟民,局长乙,person,",
      "Hope Home,[NGO 1],organisation,希望之家",
      "O'Brien,the trainer,person,Müller",
      "阿依古丽·买买提,a mother,person,",
      "Li,the driver,person,"
    )
  }

  @Test("ids of codes leave without names, in pinyin too, and two never become one")
  func ids() throws {
    let release = Release.released(try Self.list.get())
    let ids: [Code.ID] = ["lao-zhang", "zhang-wei", "?zhang-wei-shuo", "trust", "zhang"]
    let leaving = ids.map { release.id($0) }
    #expect(leaving[3...] == ["trust", "zhang"])
    #expect(leaving[2].text.hasPrefix("?ju-zhang-jia"))
    #expect(Set(leaving).count == ids.count)
    #expect(!leaving.contains { $0.text.contains("lao-zhang") || $0.text.contains("zhang-wei") })
    // Whoever asks again gets the same.
    #expect(ids.map { release.id($0) } == leaving)
  }

  @Test(
    "every spelling of a name is replaced, the longest first",
    arguments: [
      ("张伟说", "局长甲说"), ("张伟民说", "局长乙说"), ("叫老张来", "叫局长甲来"), ("张 伟", "局长甲"), ("张　伟，", "局长甲，"),
      ("张\n伟", "局长甲"), ("Zhang\n\nWei", "局长甲"), ("zhang wei.", "局长甲."), ("ZHANG  WEI", "局长甲"),
      ("Zhāng Wěi", "局长甲"),
      ("Zhang\u{A0}Wei", "局长甲"), ("Zhang-Wei", "局长甲"), ("Zhang\nWei", "局长甲"), ("ＺｈａｎｇＷｅｉ", "局长甲"),
      ("ZHANGWEI", "局长甲"), ("zhang_wei.txt", "局长甲.txt"), ("我和Zhang Wei说", "我和局长甲说"),
      ("Zhang\u{200B}Wei", "局长甲"), ("Zhang Wei's", "局长甲's"), ("hope home", "[NGO 1]"),
      ("希望之家的", "[NGO 1]的"), ("O’Brien", "the trainer"), ("Mu\u{308}ller", "the trainer"),
      ("muller", "the trainer"), ("阿依古丽买买提", "a mother"), ("阿依古丽・买买提", "a mother"),
      ("Li2", "the driver2"), ("張偉說", "局长甲說"), ("張偉民說", "局长乙說"), ("老張", "局长甲"), ("張 伟", "局长甲"),
      // As file names and addresses part words.
      ("Zhang.Wei", "局长甲"), ("mail zhang.wei@example.org", "mail 局长甲@example.org"),
      ("Zhang/Wei", "局长甲"), ("Zhang / Wei", "局长甲"), ("Zhang\\Wei", "局长甲"),
      ("Zhang+Wei", "局长甲"),
      ("Zhang|Wei", "局长甲"), ("Zhang...Wei", "局长甲"), ("张.伟", "局长甲"), ("张/伟说", "局长甲说"),
      ("张／伟", "局长甲"), ("张．伟", "局长甲"), ("希望.之家", "[NGO 1]"),
      ("O.K. Zhang.Wei. Yes", "O.K. 局长甲. Yes"),
      ("T5_Zhang.Wei_2018.txt", "T5_局长甲_2018.txt"), ("T5.张.伟.txt", "T5.局长甲.txt"),
      // Words that begin with a capital.
      ("ZhangWeiInterview6", "局长甲Interview6"), ("InterviewZhangWei", "Interview局长甲"),
      ("ZhangWEIInterview.txt", "局长甲Interview.txt"),
      ("ZHANGWeiming and ZHANGWei", "ZHANGWeiming and 局长甲"), ("HopeHome", "[NGO 1]"),
      ("LiInterview", "the driverInterview"), ("OBrien and O.Brien", "OBrien and O.Brien"),
      // Other letters that look like these.
      ("𝐙𝐡𝐚𝐧𝐠 𝐖𝐞𝐢 said", "局长甲 said"), ("ⓏⓗⓐⓝⓖWei", "局长甲"),
      ("\u{2F38}\u{5F20}\u{4F1F}", "\u{2F38}局长甲"),
      // Any sign without blanks, and several of them.
      ("Zhang:Wei", "局长甲"), ("Zhang—Wei", "局长甲"), ("Zhang.-Wei", "局长甲"), ("Zhang-.Wei", "局长甲"),
      ("Zhang…Wei", "局长甲"), ("Zhang!Wei", "局长甲"), ("Zhang?!Wei", "局长甲"), ("Zhang;Wei", "局长甲"),
      ("Zhang：Wei", "局长甲"), ("Zhang——Wei", "局长甲"), ("张.-伟", "局长甲"), ("张-.伟", "局长甲"),
      ("Who?Zhang.-Wei!So.", "Who?局长甲!So."), ("R:Zhang Wei", "R:局长甲"),
    ]
  )
  func spellings(text: String, expected: String) throws {
    #expect(try Self.list.get().replacing(in: text) == expected)
  }

  @Test(
    "what only begins or ends like a name is left alone",
    arguments: [
      "Zhang Weiming", "XZhang Wei", "Lisa", "Oli", "张大伟", "Hope. Home", "张。伟", "", "Lithium",
      "LITHIUM", "Zhang.Weiming", "ZhangWeiming", "hope, home", "hope,home", "姓张，伟大", "姓张,伟大",
      "3.5", "L.I", "张！伟", "张：伟", "张……伟", "张——伟", "hope! Home", "hope— home", "hope .-home",
      "hope.- home", "hope(home)", "hope\"home", "hope'home", "hope.,home",
    ]
  )
  func others(text: String) throws {
    #expect(try Self.list.get().replacing(in: text) == text)
  }

  @Test(
    "a full stop behind an initial or a title parts no name, and long names are found in one word"
  )
  func parted() throws {
    let list = try Self.list("Mr He,P9,,", "J K Rowling,P8,,", "Ma Li,P4,,")
    #expect(list.replacing(in: "Mr. He, J.K. Rowling and jkrowling") == "P9, P8 and P8")
    for text in ["I saw ma. Li came.", "Ask the mr. He left.", "mali", "Mrs. He"] {
      #expect(list.replacing(in: text) == text)
    }
  }

  @Test("a short name is found in capitals, and in no other word")
  func short() throws {
    let list = try Self.list("An,P1,,", "Wei,P2,,", "Ma Li,P3,,", "Ng,P4,,", "小明,P5,,")
    for (text, expected) in [
      (
        "AnInterview, wei.txt, Wei2018, MaLi, T5.An.txt",
        "P1Interview, P2.txt, P22018, P3, T5.P1.txt"
      ),
      ("I saw Ma.Li there", "I saw P3 there"), ("小.明 小/明", "P5 P5"),
    ] { #expect(list.replacing(in: text) == expected) }
    for text in [
      "Answer", "ANSWER", "can", "CAn't", "Weight", "weibo", "NGOs", "mali", "Ma, Li",
      "I saw ma. Li came",
      "小。明", "小，明天",
    ] { #expect(list.replacing(in: text) == text) }
  }

  @Test("leakcheck finds what is replaced, at the same places")
  func leaks() throws {
    let list = try Self.list.get()
    let check = LeakCheck(names: list)
    for text in ["Zhang.Wei", "a ZhangWeiInterview6", "张/伟", "𝐙𝐡𝐚𝐧𝐠 𝐖𝐞𝐢", "T5_Zhang.Wei_2018.txt"] {
      let leaks = check.leaks(in: text, file: "f")
      #expect(leaks.map(\.column) == list.hits(in: text).map { $0.span.start + 1 })
      #expect(leaks.count == 1, "\(text)")
      #expect(check.leaks(inName: text, of: text).count == 1)
    }
  }

  @Test(
    "letters that a text out of a PDF file has joined are letters",
    arguments: [
      ("my sister Soﬁa Keller", "my sister P1"), ("SOﬁAKELLER", "P1"), ("Jan Dĳkstra", "Jan P2"),
      ("ĲSBRAND", "P3"), ("DĲKSTRAĲsbrand", "P2P3"), ("ijsbrandﬀ", "ijsbrandﬀ"), ("Soﬁa", "Soﬁa"),
      ("Steﬀi Oﬃzier, Ǆamonja", "P4, P5"), ("Steﬀ", "Steﬀ"), ("ﬁn ﬂag", "ﬁn ﬂag"),
    ]
  )
  func ligatures(text: String, expected: String) throws {
    let list = try Self.list(
      "Sofia Keller,P1,,",
      "Dijkstra,P2,,",
      "Ĳsbrand,P3,,",
      "Steffi Offizier,P4,,",
      "Džamonja,P5,,"
    )
    #expect(list.replacing(in: text) == expected)
    #expect(LeakCheck(names: list).leaks(in: text, file: "f").count == list.hits(in: text).count)
  }

  @Test("a list in traditional characters finds simplified ones")
  func traditional() throws {
    let list = try Self.list("張偉,A,,", "葉發,B,,")
    #expect(list.replacing(in: "张伟和叶发，張偉和葉發") == "A和B，A和B")
  }

  @Test("folding changes no lengths: a character stands for one character")
  func simplified() {
    for value in UInt32(0x4E00)...0x9FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let folded = NameFolding([scalar])
      #expect(folded.scalars.count == 1)
      let isHan = folded.scalars.allSatisfy { $0.isHan }
      #expect(isHan)
      #expect(NameFolding(folded.scalars).scalars.count == 1)
    }
  }

  @Test("a tree of spellings finds what one spelling after the other does", arguments: 0..<300)
  func sameAsOneByOne(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    func word(_ lengths: ClosedRange<Int>) -> [Unicode.Scalar] {
      (0..<Int.random(in: lengths, using: &random)).map { _ in
        "abA1 -./张伟民張\n".unicodeScalars.randomElement(using: &random) ?? "a"
      }
    }
    var spellings: [NameMatcher.Spelling] = []
    for entry in 0..<8 {
      let scalars = NameFolding(word(1...5)).scalars
      guard !scalars.isEmpty, !spellings.contains(where: { $0.scalars == scalars }) else {
        continue
      }
      spellings.append(NameMatcher.Spelling(scalars: scalars, entry: entry))
    }
    let text = NameFolding(word(0...60))
    #expect(NameMatcher(spellings).hits(in: text) == Self.hits(of: spellings, in: text))
  }

  /// The slow, obvious version.
  private static func hits(
    of spellings: [NameMatcher.Spelling],
    in text: NameFolding
  ) -> [NameList.Hit] {
    let scalars = text.scalars
    func isBorder(_ place: Int) -> Bool {
      guard place > 0, place < scalars.count, let kind = scalars[place].wordKind else {
        return true
      }
      return scalars[place - 1].wordKind != kind || text.humps.contains(place)
    }
    /// The ends of a spelling at a place, each with the humps that it goes over: 0 as a blank, 1 as nothing.
    func ends(
      of rest: ArraySlice<Unicode.Scalar>,
      at place: Int,
      _ humps: [Int] = [],
      isFirst: Bool = true
    ) -> [(end: Int, humps: [Int])] {
      guard let next = rest.first else { return isBorder(place) ? [(place, humps)] : [] }
      let isHump = !isFirst && text.humps.contains(place)
      var all: [(end: Int, humps: [Int])] = []
      if isHump, next == " ", let behind = rest.dropFirst().first, place < scalars.count,
        behind == scalars[place]
      {
        all += ends(of: rest.dropFirst(2), at: place + 1, humps + [0], isFirst: false)
      }
      if place < scalars.count, next == scalars[place] {
        let behind = isHump ? humps + [1] : humps
        all += ends(of: rest.dropFirst(), at: place + 1, behind, isFirst: false)
      }
      return all
    }
    var (hits, place) = ([NameList.Hit](), 0)
    while place < scalars.count {
      let found = (isBorder(place) ? spellings : []).flatMap { spelling in
        ends(of: spelling.scalars[...], at: place).map {
          (end: $0.end, humps: $0.humps, spelling.entry)
        }
      }.max { ($0.end, 0) < ($1.end, $0.humps.lexicographicallyPrecedes($1.humps) ? 1 : 0) }
      guard let (end, _, entry) = found else {
        place += 1
        continue
      }
      hits.append(
        NameList.Hit(span: Span(text.starts[place]..<text.ends[end - 1]), entry: entry)
      )
      place = end
    }
    return hits
  }

  @Test("places count the scalars of the text")
  func places() throws {
    let text = TranscriptText("🙂 张 伟和Hope  Home")
    let hits = try Self.list.get().hits(in: text)
    #expect(hits.map { text[$0.span] } == ["张 伟", "Hope  Home"])
    #expect(hits.map(\.entry) == [0, 2])
  }

  @Test("a list of two columns will do; a BOM and CRLF are read")
  func shortForm() throws {
    let bytes = Array("\u{FEFF}name,replacement\r\nZhang Wei,A\r\n".utf8)
    let list = try NameList(reading: bytes, file: "n.csv")
    #expect(list.entries.map(\.kind) == [NameList.usualKind])
    #expect(list.replacing(in: "zhang wei") == "A")
  }

  @Test(
    "a list that a spreadsheet has saved: capitals in its head, semicolons between fields",
    arguments: [
      "Name,Replacement\r\nZhang Wei,A\r\n",
      "\u{FEFF}Name;Replacement;Variants\r\nZhang Wei;A;\"张伟;老张\"\r\n",
    ]
  )
  func spreadsheets(text: String) throws {
    let list = try NameList(reading: Array(text.utf8), file: "n.csv")
    #expect(list.replacing(in: "zhang wei") == "A")
  }

  @Test(
    "what is wrong with a list is said with its line, and no name is repeated",
    arguments: [
      ("", "names.csv: the list holds no names."),
      ("name,replacement\n", "names.csv: the list holds no names."),
      ("name,kind\n张伟,x", "names.csv:1: there is no column \"replacement\"."),
      ("name,replacement,age\n", "names.csv:1: \"age\" is no column of a list of names."),
      ("name,name,replacement\n", "names.csv:1: the column \"name\" stands here twice."),
      ("name,replacement\n张伟\n", "names.csv:2: this row has 1 field, and there are 2 columns."),
      ("name,replacement\n,A", "names.csv:2: this row has no name."),
      ("name,replacement\n张伟,", "names.csv:2: this row says nothing that stands"),
      ("name,replacement\n张,A", "names.csv:2: a name or variant of this row has a single"),
      ("name,replacement\n\"张\n\n伟\",A", "names.csv:2: a name, variant or replacement of this row"),
      ("name,replacement\n张伟,\"A\nB\"", "names.csv:2: a name, variant or replacement of this row"),
      ("name,replacement,kind\n张伟,A,a b", "names.csv:2: \"a b\" is no kind."),
      (
        "name,replacement,variants\n张伟,A,\n李明,B,老李|张 伟",
        "names.csv:3: a name or variant of this row stands in line 2, too"
      ),
      ("name,replacement\n张伟,A\n李明,张伟的朋友", "names.csv:3: the replacement holds the name of line 2"),
      ("name,replacement\n张\"伟,A", "names.csv:2: a quote stands inside a field."),
    ]
  )
  func problems(text: String, expected: String) throws {
    let error = #expect(throws: NameListError.self) {
      try NameList(reading: Array(text.utf8), file: "names.csv")
    }
    let message = try #require(error?.message)
    #expect(message.hasPrefix(expected))
    #expect(!message.contains("张"))
  }

  @Test("a list in the study is refused, through a link, too; elsewhere it is read")
  func place() throws {
    let folder = TemporaryFolder()
    let rows = "name,replacement\nZhang Wei,A\n"
    for name in ["study/names.csv", "names.csv"] { try folder.write(rows, to: name) }
    try folder.write("R: Yes.\n", to: "study/T1.txt")
    let study = try StudyFolder.open(path: "\(folder.path)/study")
    #expect(throws: NameListError(file: "\(folder.path)/study/names.csv", problem: .insideStudy)) {
      try NameListFile.read("\(folder.path)/study/names.csv", outside: study)
    }
    #expect(
      try NameListFile.read("\(folder.path)/study/../names.csv", outside: study).entries.count == 1
    )
    let gone = #expect(throws: NameListError.self) {
      try NameListFile.read("\(folder.path)/gone.csv", outside: study)
    }
    #expect(gone?.message.contains("there is no such file") == true)
  }

  @Test("variants are parted by bars, commas and semicolons of either keyboard")
  func separators() throws {
    let list = try Self.list("张伟,甲,,张局长｜老张，小张;Zhang Wei、Zhangwei；伟哥|阿伟")
    #expect(
      list.entries[0].variants == ["张局长", "老张", "小张", "Zhang Wei", "Zhangwei", "伟哥", "阿伟"]
    )
  }
}

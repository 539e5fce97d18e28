import EmicKit
import Testing

@Suite("Words in Markdown") struct MarkdownTextTests {
  @Test(
    "what a reader of Markdown or HTML would take for a mark is escaped, and nothing else",
    arguments: [
      ("a*b_c `d` [e] <f> | \\", #"a\*b\_c \`d\` \[e\] \<f\> \| \\"#),
      ("&lt;b&gt; &#60; &#x3c; &copy;", #"\&lt;b\&gt; \&#60; \&#x3c; \&copy;"#),
      ("R&D & Q&A; &; Tom & Jerry", #"R&D & Q\&A; &; Tom & Jerry"#),
      ("~~never~~ 好~ 好～", #"\~\~never\~\~ 好\~ 好～"#),
    ]
  )
  func plain(words: String, markdown: String) {
    #expect(Markdown.plain(words) == markdown)
  }
}

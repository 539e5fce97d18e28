/// `emic help formats`.
let formatsPage = """
  A study is a folder of plain files. You can read, copy and script all of them.

  study.yaml      title, coders, interviewers' labels, attributes, rounds of coding
  codebook.yaml   the codes with their definitions (study.yaml says where it lies)
  cases.csv       a row for each transcript: transcript, case, then your attributes
  NAME.txt, .md   a transcript or document; emic never writes to it
  NAME.txt.CODER.json
                  a sidecar: one coder's codings and memos of one transcript
  NAME.txt.times.json
                  when the stretches of an imported recording were said: start and end in
                  characters, from and to in milliseconds
  submissions/    frozen copies of submitted sidecars; never written again
  proposals/      codes that a coder proposes
  framework.yaml  the framework matrix's summaries, by case and code
  memos.CODER.json
                  memos on codes, cases and the study
  .emic/          history for undo, daily backups; losing it costs no coding

  What emic import brings in, recognised by content first, then by ending:
    .txt .md      taken as they are; f4, InqScribe and meeting stamps are read as times
    .docx .odt .rtf
                  a paragraph is a line; the cells of a table's row are parted by tabs, or are turns
                  with --table-turns; changes are accepted; comments, footnotes, pictures and hidden
                  text are left out and counted
    .pdf          the text layer, by pdftotext (poppler-utils); --join-lines makes paragraphs
    .vtt .srt     captions, "Speaker: words" in each line, with their times
    .json .otr    Whisper, WhisperX, whisper.cpp, faster-whisper; oTranscribe
    .eaf .cha     ELAN (tiers that hang on no other), CHAT
    .csv .tsv .xlsx
                  a turn in each row (columns speaker and text; start and end), else a document in
                  each row
  Whole projects, with coders, codes, codings, memos and cases, all or nothing:
    .qdpx         REFI-QDA, as NVivo, ATLAS.ti, MAXQDA and QualCoder export it
    .qda          QualCoder's folder with data.qda in it; it is only read, and must not be open there
    .sqlite3      Taguette's database; --project NAME where it holds several. The file that Taguette
                  exports knows no coders, its own database does
  Encodings: a mark at the start, then UTF-8, then what --encoding says: utf-8, utf-16le, utf-16be,
  utf-32le, utf-32be, gb18030, big5, big5-hkscs, shift-jis, euc-kr, cp1252. Nothing is guessed.
  utf-8-replacing puts U+FFFD for bytes that are not UTF-8.
  --format json: {"study", "files": [{"file", "state": imported|same|failed, "format", "encoding",
  "transcripts": [{"transcript", "same-as", "kind", "turns", "speakers": [{"name", "turns",
  "respondent"}], "attributes", "times", "scalars"}], "left-out": [{"what", "count"}], "warnings":
  [{"kind", "transcript", "line", "message"}], "problem", "candidates"}], "counts"}

  Transcripts are UTF-8. Two or more header lines such as "Case: NGO-D1" before the first blank line are
  attributes. A line that begins with a speaker's label ("R: ", "答：") opens a turn; lines of one
  speaker that follow each other are one turn. A text without labels is a document, and its
  paragraphs play the turns.

  Positions are counted in characters (Unicode scalars) from 0; the end is not included. In Python:
    text = open(name, encoding="utf-8-sig").read(); text[start:end] == coding["quote"]
  Sidecars are printed as json.dumps(x, indent=2, ensure_ascii=False) prints them. "removed" has an id and
  a time for each coding or memo that is gone, "into" where another has taken it in, and the "flags" that
  protected its words; "orphans" has codings without a place in the text as it is.

  Addresses: 30 is turn 30, 30.2 its second sentence, 30.2-30.4 and 30-34 are stretches.

  Printed for scripts: --format json (one object) or csv (RFC 4180, UTF-8) on stdout, messages on
  stderr. Exit codes: 0 done, 1 the answer is no or problems were found, 2 wrong usage or no usable
  terminal, 3 data could not be read or written.

  """

/// `emic help coding`.
let codingPage = """
  On the screen
    emic STUDY --coder ID          opens the list of transcripts; Enter opens one
    x, X, o                        select a sentence, a turn, something larger
    c                              choose a code for the selection
    m, d and u                     memo, remove, undo: emic help keys lists all keys
  What you do is saved at once; other coders' work stays hidden until all have submitted.

  At the command line
    emic read STUDY T03                                     sentences with their addresses
    emic code STUDY T03 --coder ID --at 30.2 --code trust    by address
    emic code STUDY T03 --coder ID --quote "trusts me" --code trust
    emic codings STUDY --as ID --coder ID                   what you have coded, with ids
    emic memo STUDY T03 --coder ID --id CODING --text "why"
    emic uncode STUDY T03 --coder ID --id CODING
  A code given again on overlapping words extends the coding that is there.

  Who you are is --coder, else $EMIC_CODER, else whom you chose last for this study on the screen.
  To read as yourself, own drafts included, give --as ID. Without --coder ID lists show others' submitted
  codings, too: the first time that is said and recorded, and what you submit afterwards is not blind.

  """

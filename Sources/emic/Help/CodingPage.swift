/// `emic help coding`.
let codingPage = """
  On the screen
    emic STUDY --coder ID          opens the list of transcripts; Enter opens one
    x, X, o                        select a sentence, a turn, something larger
    c                              choose a code for the selection
    m, d and u                     memo, remove, undo: emic help keys lists all keys
  What you do is saved at once; other coders' work stays hidden until all have submitted.

  At the command line
    emic read STUDY T03 --coder ID                          sentences with addresses, your codings
    emic read STUDY T03 --coder ID --next --after 12        the next turn that is not coded yet
    emic code STUDY T03 --coder ID --at 30.2 --code trust    by address
    emic code STUDY T03 --coder ID --quote "trusts me" --code trust
    emic code STUDY T03 --coder ID --at 30.2 --new "Gift exchange"      a code of your own
    emic change STUDY T03 --coder ID --id CODING --code 合法性 --flag discuss
    emic change STUDY T03 --coder ID --id CODING --end 4711  one edge
    emic memo STUDY T03 --coder ID --id CODING --text "why"
    emic memo STUDY --coder ID --code trust --text "in persons, not in offices"
    emic nothing-here STUDY T03 --coder ID --turns 6-8
    emic uncode STUDY T03 --coder ID --id CODING
    emic undo STUDY T03 --coder ID                          and emic redo, emic history
    emic codings STUDY --as ID --coder ID                   what you have coded, with ids
  A code is typed as its id, its name in any language, or the beginning of its id; a coding as its id
  or the beginning of it. Screen and commands share one record: what was done here u takes back there.
  A code given again on overlapping words extends the coding that is there.

  A question on the screen, as e takes it: parts between commas, in any order
    trust or 合法性 with subcodes      codes; with what stands below them
    and control, not stigma           also, or nowhere, with another coding of theirs on the same words
    same turn capacity, near capacity within 2
    by coder-a, layer current         or submitted, consensus, final
    in T02 or T03, sector=migrants, age>=30, age=
    speaker R2, flag do-not-quote, text "con.*act"
  Names with commas or such words in them stand in quotation marks. u goes back to the question before.

  Who you are is --coder, else $EMIC_CODER, else whom you chose last for this study on the screen.
  To read as yourself, own drafts included, give --as ID. Without --coder ID lists show others' submitted
  codings, too: the first time that is said and recorded, and what you submit afterwards is not blind.

  """

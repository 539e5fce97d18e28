"""Names on the list do not leave.

Invented names, English and Chinese, with variants, stand in the text, codings, memos, header and file
name of two transcripts, also in capitals, wide, over a line end. All that leaves with `--names` is
searched for them.
"""

import csv
import html
import io
import os
import re
import unicodedata
import urllib.parse
import zipfile

from study import study_of

NAMES = 200
SYLLABLES = "bra dov fel gru hax jom kev lun mig nop quo rik sul tez vor wim yab zud".split()
SURNAMES = "欧阳 司徒 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙".split()
GIVEN = "翀 彧 湉 骞 琇 璠 珩 瑄 珝 祎 昶 晔 晗 昀 暄 霁 霏 霄 岑 峤 嵘 巍 钰 锴".split()
EXPORTS = ["codings.csv", "codings.excel.csv", "codebook.csv", "units.csv", "agreement.csv",
           "codings.jsonl", "codings.jsonld", "codings.md", "study.qdpx", "study.qdc", "study.html"]
PRINTED = [("quotations", "{st}", "--code", "trust", "--format", "markdown"),
           ("quotations", "{st}", "--code", "trust"),
           ("codings", "{st}"), ("codings", "{st}", "--format", "json"), ("search", "{st}", "said"),
           ("search", "{st}", "said", "--format", "json"), ("memos", "{st}"), ("theme", "{st}", "trust"),
           ("cards", "{st}"), ("weekly", "{st}"), ("matrix", "{st}", "--coder", "guest", "--columns", "case"),
           ("disagreements", "{st}"), ("read", "{st}", "T50"), ("read", "{st}", "T51")]


def prove(proof):
    for _ in range(proof.rounds):
        folder = proof.new_study("names")
        study, people = study_of(folder), invented(proof.random)
        names = os.path.join(folder, "names.csv")
        write_list(names, people)
        plant(proof, study, people)
        for title, content in leaving(proof, folder, study, names):
            proof.count("outputs searched")
            words = as_read(content)
            for spelling in (spelling for person in people for spelling in person):
                proof.count("spellings looked for")
                if looked_for(spelling) in words:
                    proof.fail(f"{spelling} leaves with {title}")


def invented(random):
    """So many people: the name, then other spellings of it."""
    people = []
    for number in range(NAMES):
        first, last = ("".join(random.sample(SYLLABLES, 2)).capitalize() for _ in range(2))
        surname, given = random.choice(SURNAMES), "".join(random.sample(GIVEN, 2))
        people.append((f"{first} {last}", f"{last}{number} {first}") if number % 2
                      else (surname + given, f"{given}{surname[0]}总"))
    return people


def write_list(path, people):
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "replacement", "kind", "variants"])
        rows.writerows([person[0], f"[P{number}]", "person", "|".join(person[1:])]
                       for number, person in enumerate(people))


def plant(proof, study, people):
    """Two transcripts of turns with a name in each, coded and with memos."""
    spelled = [spelling for person in people for spelling in person]
    proof.count("names", len(people))
    proof.count("planted spellings", len(spelled))
    for number, share in (("T50", spelled[::2]), ("T51", spelled[1::2])):
        place = os.path.join(study, f"{number}-{share[1].replace(' ', '-')}.txt")
        with open(place, "w", encoding="utf-8") as file:
            file.write(f"Case: {share[0]}\nSite: {share[2]}\n\n")
            for turn, spelling in enumerate(share):
                file.write(f"I: And then?\n\nR: It was {varied(turn, spelling)} who said so. "
                           "We trust them.\n\n")
        for turn in range(2, 2 * len(share) + 1, 2 * max(1, len(share) // 25)):
            proof.must("code", study, number, "--coder", "guest", "--at", str(turn), "--code", "trust",
                       "--memo", f"Ask {share[turn // 2 - 1]} again.")
        proof.must("submit", study, number, "--coder", "guest")


def varied(turn, spelling):
    """Case, width and the way words are parted do not count."""
    ways = [spelling, spelling.upper(), spelling.replace(" ", "  "), spelling.replace(" ", "\n"),
            "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in spelling)]
    return ways[turn % len(ways)]


def leaving(proof, folder, study, names):
    """All that leaves: a title, and the text of it."""
    for form in EXPORTS:
        path = os.path.join(folder, form)
        answer = proof.run("export", study, "--to", path, "--names", names)
        if not os.path.exists(path):
            proof.fail(f"{form} is not written: {answer.stderr.decode()[:200]}")
            continue
        with open(path, "rb") as file:
            content = file.read()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    yield f"{form}, {name}", archive.read(name).decode("utf-8", "replace") + name
        else:
            yield form, content.decode("utf-8", "replace")
        yield f"what is said beside {form}", (answer.stdout + answer.stderr).decode()
    for words in PRINTED:
        answer = proof.run(*[word.format(st=study) for word in words], "--names", names)
        title = "emic " + " ".join(words).replace("{st} ", "")
        if answer.returncode > 1:
            proof.fail(f"{title}: {answer.stderr.decode()[:200]}")
        yield title, (answer.stdout + answer.stderr).decode()


def as_read(content):
    """As a reader would see it: escapes and entities undone; without case, width and blanks."""
    content = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), content)
    return looked_for(content) + looked_for(html.unescape(urllib.parse.unquote(content)))


def looked_for(text):
    return "".join(unicodedata.normalize("NFKC", text.replace("\\n", " ")).casefold().split())

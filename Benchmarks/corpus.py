"""Makes a study of invented interviews that several coders have submitted, the same for a seed.

Coders start from the same true spans; each omits some, moves edges, and confuses codes.
"""

import hashlib
import json
import os
import random

WORDS = ("the to and of a in that was we you they but so like is my for on with have not at this be "
         "people work time office meeting form budget staff child street chief trust project report "
         "school city money contract training parents hospital afraid proud alone together").split()


def study(folder, transcripts, coders, codes, spans=60, turns=60, seed=1):
    """A folder with `study.yaml`, a codebook, texts, sidecars and their frozen copies."""
    dice = random.Random(seed)
    os.makedirs(os.path.join(folder, "submissions"), exist_ok=True)
    names = [f"coder-{chr(97 + place)}" for place in range(coders)]
    with open(os.path.join(folder, "study.yaml"), "w") as file:
        file.write("format: emic/study\nversion: 1\ntitle: Invented\ncodebook: codebook.yaml\n"
                   "interviewers: [I]\ncoders:\n")
        file.writelines(f"  - {{id: {name}, name: {name}}}\n" for name in names)
    book = [f"code-{number:03}" for number in range(codes)]
    with open(os.path.join(folder, "codebook.yaml"), "w") as file:
        file.write("format: emic/codebook\nversion: 1\ntitle: Invented\ncodes:\n")
        for place in range(0, codes, 10):
            file.write(f"  - id: family-{place // 10}\n    name: Family {place // 10}\n    family: true\n"
                       "    codes:\n")
            file.writelines(f"      - id: {code}\n        name: {code}\n        brief: Invented.\n"
                            for code in book[place:place + 10])
    for number in range(transcripts):
        name = f"T{number + 1:03}.txt"
        text, speeches = interview(dice, turns)
        with open(os.path.join(folder, name), "w", newline="\n") as file:
            file.write(text)
        true = [span(dice, speeches, book) for _ in range(spans)]
        for coder in names:
            work = sorted({seen for one in true for seen in as_seen(dice, one, speeches, book)})
            write(folder, name, text, coder, work)


def interview(dice, turns):
    text, speeches = "", []
    for turn in range(turns):
        label = "I: " if turn % 2 == 0 else "R: "
        count = dice.randint(5, 20) if turn % 2 == 0 else dice.randint(40, 160)
        speech = " ".join(dice.choice(WORDS) for _ in range(count)) + "."
        text += label
        if turn % 2:
            speeches.append((len(text), len(text) + len(speech)))
        text += speech + "\n\n"
    return text, speeches


def span(dice, speeches, book):
    start, end = dice.choice(speeches)
    first = dice.randint(start, end - 2)
    # Few codes are used often, most seldom.
    place = min(len(book) - 1, int(dice.expovariate(6 / len(book))))
    return first, min(end, first + dice.randint(20, 500)), book[place]


def as_seen(dice, true, speeches, book):
    if dice.random() < 0.15:
        return
    start, end, code = true
    if dice.random() < 0.4:
        start = max(0, start + dice.randint(-20, 20))
    if dice.random() < 0.4:
        end = max(start + 1, end + dice.randint(-20, 20))
    low, high = next(((low, high) for low, high in speeches if low <= true[0] < high))
    start, end = max(low, min(start, high - 1)), min(high, max(end, low + 1))
    if end > start:
        yield start, end, dice.choice(book) if dice.random() < 0.1 else code


def write(folder, name, text, coder, work):
    moment = "2026-03-20T10:11:12Z"
    codings = [{
        "id": "00000000-0000-7000-8000-" + hashlib.sha256(
            f"{name} {coder} {start} {end} {code}".encode()).hexdigest()[:12],
        "code": code, "start": start, "end": end, "quote": text[start:end],
        "before": text[max(0, start - 32):start], "after": text[end:end + 32], "codebook": 1,
        "created": moment, "modified": moment,
    } for start, end, code in work]
    codings.sort(key=lambda one: (one["start"], one["end"], one["code"], one["id"]))
    sidecar = {
        "format": "emic/sidecar", "version": 1, "coder": coder,
        "transcript": {"file": name, "sha256": hashlib.sha256(text.encode()).hexdigest(),
                       "length": len(text), "unit": "unicode-scalar"},
        "status": {"state": "submitted", "at": moment, "codebook": 1},
        "codings": codings,
        "log": [{"act": "submit", "at": moment, "by": coder, "number": 1, "blind": True}],
    }
    body = json.dumps(sidecar, indent=2, ensure_ascii=False) + "\n"
    for path in (f"{name}.{coder}.json", os.path.join("submissions", f"{name}.{coder}.1.json")):
        with open(os.path.join(folder, path), "w", newline="\n") as file:
            file.write(body)

"""Every command that writes, with what has to be there before it can be given."""

import dataclasses
import io
import json
import os
import shutil
import zipfile
from typing import Callable, Optional

from study import study_of

T03, T04 = "T03-disability-ngo-en.txt", "T04-un-officer-en.txt"


@dataclasses.dataclass
class Task:
    name: str
    # Words of the command; {st} is the study, {dir} the folder around it, {0} {1} ids of the guest's codings.
    words: str
    # Prepares the folder further.
    before: Optional[Callable] = None
    # Whether a file may be what it is although it is neither old nor new.
    may_stand_between: Optional[Callable] = None

    def prepare(self, proof):
        """A folder in which the command can be given: the guest has coded three passages of T04."""
        folder = proof.new_study("template")
        study = study_of(folder)
        for address, code in (("8.1", "legitimacy"), ("10.1", "trust"), ("12.1", "stigma")):
            proof.must("code", study, "T04", "--coder", "guest", "--at", address, "--code", code)
        with open(os.path.join(study, f"{T04}.guest.json"), encoding="utf-8") as file:
            self.ids = [coding["id"] for coding in json.load(file)["codings"]]
        if self.before:
            self.before(proof, folder)
        return folder

    def command(self, folder):
        return [word.replace("_", " ").format(*self.ids, st=study_of(folder), dir=folder)
                for word in self.words.split()]


def given(*commands):
    """Prepares by other commands."""
    def prepare(proof, folder):
        for words in commands:
            proof.must(*[word.format(st=study_of(folder), dir=folder) for word in words.split()])
    return prepare


def another_copy(proof, folder):
    """A second copy of the whole, in which others have gone on."""
    other = os.path.join(folder, "other")
    shutil.copytree(study_of(folder), os.path.join(other, "sample-transcripts"))
    shutil.copytree(os.path.join(folder, "codebooks"), os.path.join(other, "codebooks"))
    given("code {dir}/other/sample-transcripts T04 --coder guest --at 14.1 --code trust",
          "code {dir}/other/sample-transcripts T08 --coder guest --at 8.1 --code trust",
          "codebook add {dir}/other/sample-transcripts mediation --name Mediation --as supervisor",
          "cases {dir}/other/sample-transcripts T03 --new-attribute --set visits=2",
          "code {st} T04 --coder guest --at 16.1 --code trust")(proof, folder)


def conflict_copy(proof, folder):
    """A second version of the guest's sidecar, as a synchronising program leaves it; both have gone on."""
    sidecar = os.path.join(study_of(folder), f"{T04}.guest.json")
    copy = os.path.join(study_of(folder), f"{T04}.guest (conflicted copy 2026-11-27).json")
    shutil.copy(sidecar, copy)
    given("code {st} T04 --coder guest --at 14.1 --code trust")(proof, folder)
    os.rename(sidecar, sidecar + ".later")
    os.rename(copy, sidecar)
    os.rename(sidecar + ".later", copy)
    # The other machine knows nothing of the first: it would refuse to go on with an older version.
    shutil.rmtree(os.path.join(study_of(folder), ".emic"))
    given("code {st} T04 --coder guest --at 16.1 --code trust")(proof, folder)


def changed_text(proof, folder):
    path = os.path.join(study_of(folder), T04)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("\n\n", "\n\n[tape changed]\n\n", 2))


def lost_sidecar(proof, folder):
    """A sidecar that is gone, and an older backup of it."""
    given("code {st} T04 --coder guest --at 14.1 --code trust")(proof, folder)
    backups = os.path.join(study_of(folder), ".emic", "backup")
    day = next(name for name in sorted(os.listdir(backups)) if name[0].isdigit())
    os.rename(os.path.join(backups, day), os.path.join(backups, "2026-01-01"))
    os.rename(os.path.join(study_of(folder), f"{T04}.guest.json"), os.path.join(folder, "lost.json"))


def settled(proof, folder):
    """Every disagreement of T09 has its verdict."""
    rows = json.loads(proof.must("settle", study_of(folder), "--transcript", "T09", "--as",
                                 "supervisor", "--format", "json"))
    for row in rows["rows"]:
        proof.must("settle", study_of(folder), row["row"], "--transcript", "T09", "--adopt",
                   "coder-a", "--as", "supervisor")


def text_to_import(proof, folder):
    with open(os.path.join(folder, "new.txt"), "w", encoding="utf-8") as file:
        file.write("I: How did it begin?\nR: With three of us.\nI: And then?\nR: 后来人多了。\n")


def project_to_import(proof, folder):
    given("export {st} --to {dir}/project-IDENTIFIED.qdpx --identified",
          "init {dir}/new --title New")(proof, folder)


def either_copy(path, old, new, now):
    """A merge of copies saves once for each of them: valid, with no less than there was."""
    if not path.endswith(".guest.json"):
        return False
    ids = {coding["id"] for coding in json.loads(now[path])["codings"]}
    return ids >= {coding["id"] for coding in json.loads(old[path])["codings"]}


def writing(proof):
    guest, lead = "--coder guest", "--as supervisor"
    return [
        Task("code", f"code {{st}} T04 {guest} --at 20.1 --code trust"),
        Task("code-first", f"code {{st}} T08 {guest} --at 8.1 --code trust"),
        Task("code-proposal", f"code {{st}} T04 {guest} --at 20.1 --new Face"),
        Task("change", f"change {{st}} T04 {guest} --id {{0}} --code personal-ties"),
        Task("uncode", f"uncode {{st}} T04 {guest} --id {{0}}"),
        Task("memo", f"memo {{st}} T04 {guest} --id {{0}} --text First_mention"),
        Task("memo-study", f"memo {{st}} --on-study {guest} --text On_the_whole"),
        Task("nothing-here", f"nothing-here {{st}} T04 {guest} --turns 2-3"),
        Task("link", f"link {{st}} {guest} --from {{0}} --to {{1}} --kind contradicts"),
        Task("undo", f"undo {{st}} T04 {guest}"),
        Task("redo", f"redo {{st}} T04 {guest}", given(f"undo {{st}} T04 {guest}")),
        Task("submit", f"submit {{st}} T04 {guest}"),
        Task("reopen", f"reopen {{st}} T04 {guest} --reason More",
             given(f"submit {{st}} T04 {guest}")),
        Task("settle", f"settle {{st}} 1.1 --adopt coder-a {lead}"),
        Task("settle-close", f"settle {{st}} --transcript T09 --close {lead}", settled),
        Task("recode", f"recode {{st}} {guest} --id {{2}} --keep",
             given(f"codebook redefine {{st}} stigma --brief Otherwise {lead}")),
        Task("reanchor", f"reanchor {{st}} --write --as guest {guest} --transcript T04", changed_text),
        Task("restore", f"restore {{st}} --from 2026-01-01 {guest}", lost_sidecar),
        Task("codebook-add", f"codebook add {{st}} mediation --name Mediation {lead}"),
        Task("codebook-redefine", f"codebook redefine {{st}} trust --brief Otherwise {lead}"),
        Task("codebook-rename", f"codebook rename {{st}} trust --name Reliance {lead}"),
        Task("codebook-split", f"codebook split {{st}} trust --into trust-p,trust-o {lead}"),
        Task("codebook-merge", f"codebook merge {{st}} self-censorship --into advocacy-risk {lead}"),
        Task("codebook-retire", f"codebook retire {{st}} stigma {lead}"),
        Task("codebook-undo", f"codebook undo {{st}} {lead}",
             given(f"codebook retire {{st}} stigma {lead}")),
        Task("codebook-accept", f"codebook accept {{st}} face {lead}",
             given(f"code {{st}} T04 {guest} --at 20.1 --new Face")),
        Task("cases", "cases {st} T03 --set level=city"),
        Task("framework", f"framework {{st}} --set NGO-D1 --code trust --summary Persons_only {guest}"),
        Task("sample", "sample {st} --share 0.5 --seed 3"),
        Task("import-text", "import {dir}/new.txt --to {st}", text_to_import),
        Task("import-project", "import {dir}/project-IDENTIFIED.qdpx --to {dir}/new",
             project_to_import),
        Task("merge", f"merge {{st}} {{dir}}/other/sample-transcripts {lead}", another_copy),
        Task("merge-copies", f"merge {{st}} {lead}", conflict_copy, either_copy),
        Task("withdraw", f"withdraw {{st}} NGO-D1 --confirm NGO-D1 {lead}"),
        Task("export-csv", "export {st} --to {dir}/out.csv",
             given("export {st} --to {dir}/out.csv --coder coder-a")),
        Task("export-html", "export {st} --to {dir}/out.html"),
        Task("export-qdpx", "export {st} --to {dir}/out.qdpx"),
    ]


def content(path, stored):
    """The bytes of a file; of a ZIP file those of its members."""
    if not path.endswith(".qdpx"):
        return stored
    with zipfile.ZipFile(io.BytesIO(stored)) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in sorted(archive.namelist()))

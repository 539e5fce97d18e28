"""Brings the coded study into a project of `qc` (qualitative-coding, PyPI), the yardstick of P13."""

import glob
import json
import os
import subprocess
import uuid
import zipfile
from xml.sax.saxutils import quoteattr

from commands import quiet

NAMESPACE = uuid.UUID("6f1a2a7e-0000-4000-8000-000000000000")


def guid(name):
    return str(uuid.uuid5(NAMESPACE, name))


def codes_of(sidecars):
    return sorted({coding["code"] for sidecar in sidecars for coding in sidecar["codings"]})


def write_project(study, path):
    """Writes texts and codings as a REFI-QDA project, flat codes."""
    sidecars = {}
    for name in sorted(glob.glob(os.path.join(study, "*.txt.*.json"))):
        with open(name) as file:
            sidecar = json.load(file)
        sidecars.setdefault(sidecar["transcript"]["file"], []).append(sidecar)
    everything = [sidecar for group in sidecars.values() for sidecar in group]
    coders = sorted({sidecar["coder"] for sidecar in everything})
    lines = ['<?xml version="1.0" encoding="utf-8"?>',
             '<Project xmlns="urn:QDA-XML:project:1.0" name="Benchmark"><Users>']
    lines += [f'<User guid="{guid(coder)}" name={quoteattr(coder)}/>' for coder in coders]
    lines.append("</Users><CodeBook><Codes>")
    lines += [f'<Code guid="{guid(code)}" name={quoteattr(code)} isCodable="true"/>'
              for code in codes_of(everything)]
    lines.append("</Codes></CodeBook><Sources>")
    for name, group in sidecars.items():
        lines.append(f'<TextSource guid="{guid(name)}" name={quoteattr(name)} '
                     f'plainTextPath="internal://{guid(name)}.txt" creatingUser="{guid(coders[0])}">')
        for sidecar in group:
            user = guid(sidecar["coder"])
            for coding in sidecar["codings"]:
                lines.append(
                    f'<PlainTextSelection guid="{coding["id"]}" startPosition="{coding["start"]}" '
                    f'endPosition="{coding["end"]}" creatingUser="{user}">'
                    f'<Coding guid="{guid(coding["id"])}" creatingUser="{user}">'
                    f'<CodeRef targetGUID="{guid(coding["code"])}"/></Coding></PlainTextSelection>')
        lines.append("</TextSource>")
    lines.append("</Sources></Project>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", "\n".join(lines))
        for name in sidecars:
            archive.write(os.path.join(study, name), f"sources/{guid(name)}.txt")


def make_project(qc, study, folder):
    """Makes a project of `qc` in a folder, unless it is there; None where that fails."""
    if not os.path.exists(os.path.join(folder, "settings.yaml")):
        os.makedirs(folder, exist_ok=True)
        # It imports into an empty folder only.
        project = folder + ".qdpx"
        write_project(study, project)
        made = subprocess.run([qc, "init", "--import", project], cwd=folder, capture_output=True,
                              env=quiet())
        if made.returncode:
            return None
    return folder

"""Every example of docs/api.md runs, in the order in which it stands there, and prints what is shown under it.

    VENV/bin/python tests/api/docs.py target/debug/detente

A block of `sh` or `python` is run; a block of `text` after it is what it prints.
"""

import os
import re
import subprocess
import sys

from served import ROOT, served

DETENTE = os.path.abspath(sys.argv[1])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def run(kind, code, environment):
    command = ["bash", "-euo", "pipefail", "-c", code] if kind == "sh" else [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


with open(os.path.join(ROOT, "docs/api.md")) as page:
    blocks = BLOCK.findall(page.read())
with served(DETENTE, ["party:north"]) as server:
    environment = {**os.environ, "DETENTE_URL": server.url, "DETENTE_TOKEN": server.tokens["party:north"]}
    ran, printed, compared = 0, None, 0
    for kind, code in blocks:
        if kind in ("sh", "python"):
            came = run(kind, code, environment)
            assert came.returncode == 0, f"{code}\n{came.stdout}{came.stderr}"
            printed, ran = came.stdout, ran + 1
        elif kind == "text":
            assert printed == code, f"it prints\n{printed}\nand the page says\n{code}"
            compared += 1
    assert ran >= 7 and compared >= 4, (ran, compared)
    print(f"{ran} examples run, {compared} print what the page says")

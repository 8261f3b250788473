"""Schemathesis asks the API what its description allows, and what it does not.

    VENV/bin/python tests/api/fuzz.py target/debug/detente [seconds]

All checks are on: no 5xx, only statuses, headers and bodies that are described, what is not allowed is refused, and
nothing opens without a token. The first run draws whatever it likes; the second names entries that there are, so that
what lies behind the first refusal is reached.
"""

import os
import subprocess
import sys
import tempfile

from served import served

DETENTE = os.path.abspath(sys.argv[1])
SECONDS = int(sys.argv[2]) if len(sys.argv) > 2 else 55
ST = os.path.join(os.path.dirname(sys.executable), "st")

# What a description cannot say: dates, ids, rooms and entries are checked for sense, which may end in one of these.
CHECKS = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 400, 401, 403, 404, 409, 422]
"""

NAMED = """
[parameters]
id = "public/north"
known = "2025-06-10"
on = "2025-06-01"
since = "2025-05-01"
room = "joint"
kind = "position"
q = "lamp"
lang = "ar"
"""


def fuzz(server, config, seconds, *more):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "schemathesis.toml")
        with open(file, "w") as out:
            out.write(config)
        token = server.tokens["team"]
        command = [ST, "--config-file", file, "run", f"{server.url}/api/v1/openapi.json", "--url", server.url,
                   "-H", f"Authorization: Bearer {token}", "--checks", "all", "--max-time", str(seconds),
                   "--seed", "1", "--generation-database", "none", "--no-color", "--warnings", "off", *more]
        ran = subprocess.run(command, cwd=folder, timeout=seconds + 60)
        if ran.returncode != 0:
            raise SystemExit("the API is not as it is described")


with served(DETENTE, ["team"]) as server:
    fuzz(server, CHECKS, SECONDS * 2 // 3)
    fuzz(server, CHECKS + NAMED, SECONDS // 3, "--mode", "positive")
    status, _ = server.ask("team", "process")
    assert status == 200, "the server is gone"

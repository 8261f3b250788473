"""A token is told what the command prints for its seat, byte for byte; and what is added over the API is what the
command adds.

    python3 tests/api/same.py target/debug/detente
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.parse

from served import SEATS, served

DETENTE = os.path.abspath(sys.argv[1])

READ = [
    ("brief", {}, ["brief"]),
    ("brief", {"since": "2025-05-01"}, ["brief", "--since", "2025-05-01"]),
    ("gaps", {}, ["gaps"]),
    ("gaps", {"known": "2025-05-10", "on": "2025-05-05"}, ["gaps", "--known", "2025-05-10", "--on", "2025-05-05"]),
    ("timeline", {}, ["timeline"]),
    ("timeline", {"lang": "ar"}, ["timeline", "--lang", "ar"]),
    ("search", {"q": "lamp quiet"}, ["search", "lamp", "quiet"]),
    ("search", {"q": "nowhere-at-all"}, ["search", "nowhere-at-all"]),
    ("entry", {"id": "public/north"}, ["show", "public/north"]),
    ("entry", {"id": "north-bulletin"}, ["show", "north-bulletin"]),
    ("log", {}, ["log"]),
    ("log", {"room": "joint"}, ["log", "--room", "joint"]),
]

ENTRIES = [
    {"entry": "contact", "id": "tea", "when": "2025-06-10", "basis": "stated", "kind": "meeting",
     "from": ["north"], "to": ["south"], "text": "Over tea."},
    {"entry": "contact", "when": "2025-06-11", "basis": "stated", "kind": "call",
     "from": ["south"], "to": ["north"], "text": "An answer. “Perhaps.”"},
]


def command(name, store, *more):
    arguments = [DETENTE, name, store, *more, "--format", "json"]
    ran = subprocess.run(arguments, capture_output=True, timeout=120)
    return ran.returncode, ran.stdout


def same_reading(server):
    asked = 0
    for seat in SEATS:
        for route, query, (name, *more) in READ:
            status, bytes_ = server.ask(seat, f"{route}?{urllib.parse.urlencode(query)}")
            code, printed = command(name, server.store, *more, "--as", seat)
            if code == 2:
                assert status == 400, (seat, route, query, status, printed)
            elif route == "entry" and code == 1:
                assert status == 404, (seat, route, query, status)
            else:
                assert status == 200, (seat, route, query, status, code)
                assert bytes_ == printed, f"{seat} {route} {query}: not what the command prints"
            asked += 1
    return asked


def same_writing(server):
    """The same entries into a copy of the store, by the command."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "copy.detente")
        ran = subprocess.run([DETENTE, "import", server.store, copy], capture_output=True, timeout=120)
        assert ran.returncode == 0, ran.stderr
        status, over_api = server.ask("party:north", "add", ENTRIES)
        assert status == 201, over_api
        sent = json.dumps(ENTRIES).encode()
        add = [DETENTE, "add", copy, "--json", "-", "--as", "party:north", "--author", "serve --token party:north",
               "--format", "json"]
        ran = subprocess.run(add, input=sent, capture_output=True, timeout=120)
        assert ran.returncode == 0, ran.stderr

    def without_times(entries):
        return [{key: value for key, value in entry.items() if key != "recorded"} for entry in entries]

    assert without_times(json.loads(over_api)["written"]) == without_times(json.loads(ran.stdout)["written"])


def same_document(server):
    """A document that is attached for a room is its readers' and nobody else's."""
    for room, readers in (("public", SEATS), ("caucus:north", ["team", "party:north"])):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "scan.bin")
            bytes_ = b"\x00\xff" + room.encode() * 1000
            with open(file, "wb") as out:
                out.write(bytes_)
            attach = [DETENTE, "attach", server.store, "public/gull-report", file, "--room", room, "--as", "team"]
            ran = subprocess.run(attach, capture_output=True, timeout=120)
            assert ran.returncode == 0, ran.stderr
        for seat in SEATS:
            status, came = server.ask(seat, "document?id=public/gull-report")
            assert status == 200 and (came == bytes_) == (seat in readers), (seat, room, status, came[:80])


with served(DETENTE) as server:
    print(f"{same_reading(server)} answers are what the command prints")
    same_writing(server)
    print("the same entries are written")
    same_document(server)
    print("documents are told to those who read their room")
    print(f"{same_reading(server)} answers are what the command prints after that")

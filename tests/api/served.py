"""A server of the harbour exercise for a while, with a token for each seat."""

import contextlib
import json
import os
import subprocess
import tempfile
import urllib.error
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROCESS = os.path.join(ROOT, "catalog/processes/harbour-exercise")
SEATS = ["team", "party:north", "party:south", "projector", "public"]


class Served:
    def __init__(self, url, tokens, store):
        self.url, self.tokens, self.store = url, tokens, store

    def ask(self, seat, path, body=None, headers=None):
        """Status and bytes of a request."""
        headers = {"Authorization": f"Bearer {self.tokens[seat]}", **(headers or {})}
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(f"{self.url}/api/v1/{path}", data, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as came:
                return came.status, came.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()


@contextlib.contextmanager
def served(detente, seats=SEATS):
    with tempfile.TemporaryDirectory() as data:
        tokens = [part for seat in seats for part in ("--token", seat)]
        command = [detente, "serve", PROCESS, "--port", "0", "--data", data, *tokens]
        with open(os.path.join(data, "err"), "w+") as err:
            server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, text=True)
            try:
                link = server.stdout.readline().strip()
                told = [server.stdout.readline().split() for _ in seats]
                if "/open?link=" not in link or any(len(line) != 2 for line in told):
                    server.wait(10)
                    err.seek(0)
                    raise SystemExit(f"the server did not start: {err.read()}")
                stores = [name for name in os.listdir(data) if name.endswith(".detente")]
                yield Served(link.split("/open?")[0], dict(told), os.path.join(data, stores[0]))
            finally:
                server.terminate()
                server.wait(30)

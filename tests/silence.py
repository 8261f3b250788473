"""The workspace where there is no network: its tests and a walk through a server pass, and nobody is called.

    python3 tests/silence.py CARGO-ARGUMENTS     (as --workspace --locked)

Everything runs in a network namespace that has a loopback and no route, under strace, which writes down whom
anything tries to reach. Needs Linux, strace and unshare (as root, or where users may make namespaces).
"""

import fcntl
import http.client
import json
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CALLS = "connect,sendto,sendmsg,sendmmsg"
SCREENS = [
    "today", "brief", "timeline", "actors", "gaps", "meetings", "agreements", "incidents", "sources", "audit",
    "access", "search?q=Istanbul", "prepare?party=ukraine", "add?kind=statement", "add?kind=session",
]


def built(cargo):
    """The program and the tests that are run, as cargo builds them."""
    command = ["cargo", "test", "--no-run", "--message-format=json", *cargo]
    lines = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.splitlines()
    program, tests = None, []
    for line in map(json.loads, lines):
        if line.get("reason") != "compiler-artifact" or not line.get("executable"):
            continue
        name, is_test = line["target"]["name"], line["profile"]["test"]
        if is_test and "crates/detente-web#" in line["package_id"]:
            tests.append([line["executable"], "--quiet"])
        elif is_test and name == "it" and "crates/detente#" in line["package_id"]:
            tests.append([line["executable"], "--quiet", "serving", "served", "killed"])
        elif not is_test and name == "detente":
            program = line["executable"]
    assert program and len(tests) >= 3, (program, tests)
    return program, tests


def loopback_up():
    """Does what `ip link set lo up` does, which not every machine has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        name = struct.pack("16sH14x", b"lo", 0)
        (flags,) = struct.unpack_from("16xH", fcntl.ioctl(sock, 0x8913, name))
        fcntl.ioctl(sock, 0x8914, struct.pack("16sH14x", b"lo", flags | 1))
    with open("/proc/net/route") as routes:
        assert len(routes.readlines()) == 1, "there is a route out of here"


def walk(program):
    """Comes in as the keeper does, and looks at every screen and all that it loads."""
    with tempfile.TemporaryDirectory() as data:
        process = os.path.join(ROOT, "catalog/processes/istanbul-2025")
        command = [program, "serve", process, "--port", "0", "--data", data]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        link = server.stdout.readline().strip()
        host = urllib.parse.urlsplit(link).netloc
        web = http.client.HTTPConnection(host)

        def ask(method, path, body=None, cookie=""):
            kind = "application/x-www-form-urlencoded"
            headers = {"Origin": f"http://{host}", "Content-Type": kind, "Cookie": cookie}
            web.request(method, path, body, headers)
            reply = web.getresponse()
            return reply, reply.read().decode()

        typed = {"link": link.split("link=")[1], "pin": "a quiet pin", "language": "en"}
        opened, _ = ask("POST", "/open", urllib.parse.urlencode(typed))
        assert opened.status == 303, opened.status
        cookie = opened.headers["set-cookie"].split(";")[0]
        home = opened.headers["location"].rsplit("/", 1)[0]
        loaded = set()
        for screen in SCREENS:
            reply, page = ask("GET", f"{home}/{screen}", cookie=cookie)
            assert reply.status == 200, (screen, reply.status)
            loaded |= set(re.findall(r'(?:src|href)="(/asset/[^"]+)"', page))
            away = re.findall(r'(?:src|srcset|action|<link[^>]* href)="(?:https?:)?//[^"]*"', page)
            assert not away, (screen, away)
        assert loaded
        for asset in loaded:
            assert ask("GET", asset)[0].status == 200, asset
        server.terminate()
        assert server.wait(10) == 0
        print(f"walked through {len(SCREENS)} screens and {len(loaded)} files that they load")


def inside(program, tests):
    loopback_up()
    for test in tests:
        subprocess.run(test, cwd=os.path.join(ROOT, "crates/detente-web"), check=True)
    walk(program)


def reached(line):
    """Where a call goes that strace wrote down: `None` for one without an address of its own."""
    family = re.search(r"sa_family=(AF_\w+)", line)
    if not family:
        return None
    address = re.search(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"', line)
    return next(filter(None, address.groups())) if address else family[1]


def is_here(address):
    return address.startswith("127.") or address in ("::1", "AF_UNIX", "AF_NETLINK", "AF_UNSPEC")


def main(cargo):
    probe = '1 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = -1'
    assert reached(probe) == "192.0.2.1" and not is_here("192.0.2.1")
    program, tests = built(cargo)
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "calls")
        trace = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", log]
        again = [sys.executable, os.path.abspath(__file__), "--inside", json.dumps([program, tests])]
        subprocess.run([*trace, "unshare", "--map-root-user", "--net", *again], check=True)
        with open(log, errors="replace") as lines:
            places = [(reached(line), line) for line in lines]
    away = [line for place, line in places if place and not is_here(place)]
    here = sum(1 for place, _ in places if place and (place.startswith("127.") or place == "::1"))
    assert here > 20, f"strace saw only {here} calls to this machine: does it see anything?"
    assert not away, "calls that leave this machine:\n" + "".join(away[:20])
    print(f"{here} calls to this machine, none to another")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(*json.loads(sys.argv[2]))
    else:
        main(sys.argv[1:])

"""MiCRO against itself on the domains of ANAC 2013: as NegMAS 0.16 plays it, offer by offer.

    pip install 'negmas==0.16.*'
    DETENTE_CASES=… python tests/peers/negmas_domains.py target/debug/detente

The domains are those of D. de Jonge, "An analysis of the linear bilateral ANAC domains using the MiCRO benchmark strategy", IJCAI 2022 (the 18 of
2013). NegMAS loads each folder and plays two MiCROs until they agree or have nothing left to offer, and its talk is

  1. played again by `detente talk --replay` from the weights and values that NegMAS made of the folder: every offer must be equal;
  2. played by `detente talk FOLDER --reading negmas`: the agreement must be worth the same to both. (The way there may differ: sums that are
     equal in our exact numbers are a rounding apart in NegMAS's doubles, and outcomes which are worth the same then come in another order.)

Many outcomes of these domains are worth the same to a party. NegMAS sorts them with an unstable sort; here it is made stable, so that of equals the
first in the order of enumeration comes first, as with us. Ends with 1 if anything else differs, or if fewer than 18 domains were played.
"""

import json
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
import numpy  # noqa: E402

unstable = numpy.argsort
numpy.argsort = lambda a, *args, **kwargs: unstable(a, *args, **{**kwargs, "kind": "stable"})

from negmas import Scenario  # noqa: E402
from negmas.sao import MiCRONegotiator, SAOMechanism  # noqa: E402

DOMAINS = 18
NEAR = 1e-9


def plain(ufun):
    """The additive utility under a discount."""
    return ufun.ufun if hasattr(ufun, "ufun") else ufun


def profile(ufun, issues):
    """NegMAS's weights and values as doubles."""
    own = plain(ufun)
    tables = [[float(value(option)) for option in issue.all] for value, issue in zip(own.values, issues)]
    weights = [float(weight) for weight in own.weights]
    reserved = float(ufun.reserved_value)
    return {"name": ufun.name, "weights": weights, "tables": tables, "reserved": reserved if reserved > -1e300 else None}


def recorded(folder):
    scenario = Scenario.load(folder)
    space = scenario.outcome_space
    steps = 2 * space.cardinality + 10
    session = SAOMechanism(outcome_space=space, n_steps=steps)
    order = []
    for ufun in scenario.ufuns:
        negotiator = MiCRONegotiator(name=ufun.name)
        session.add(negotiator, ufun=plain(ufun))
        order.append(negotiator.id)
    state = session.run()
    places = [{option: place for place, option in enumerate(issue.all)} for issue in space.issues]
    by_place = lambda outcome: [own[option] for own, option in zip(places, outcome)]
    record = {
        "format": "negmas-golden-trace-1",
        "mechanism": {"type": "SAOMechanism", "n_steps": steps},
        "scenario": {
            "issues": [{"name": issue.name, "values": [str(o) for o in issue.all]} for issue in space.issues],
            "parties": [profile(ufun, space.issues) for ufun in scenario.ufuns],
        },
        "negotiators": [{"type": "MiCRONegotiator", "params": {}} for _ in scenario.ufuns],
        "offers": [[step, order.index(who), by_place(offer)] for step, who, offer in session.extended_trace],
        "agreement": None if state.agreement is None else by_place(state.agreement),
        "final": {"step": state.step, "timedout": bool(state.timedout), "broken": bool(state.broken)},
    }
    worth = [float(plain(ufun)(state.agreement)) if state.agreement else None for ufun in scenario.ufuns]
    return record, worth, space.cardinality


def replayed(program, record):
    """Whether it goes the same here, and where it first does not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "talk.json"
        path.write_text(json.dumps(record))
        ran = subprocess.run([program, "talk", "--replay", str(path)], capture_output=True, text=True)
    return ran.returncode == 0, (ran.stdout + ran.stderr).strip()


def ours(program, folder, record):
    """What our reading of the folder comes to: the worth of the agreement to each."""
    seats = [word for party in record["scenario"]["parties"] for word in ("--party", f"{party['name']}=micro")]
    command = [program, "talk", str(folder), "--reading", "negmas", *seats, "--steps", str(record["mechanism"]["n_steps"])]
    ran = subprocess.run([*command, "--format", "json"], capture_output=True, text=True)
    if ran.returncode != 0:
        return None, ran.stderr.strip()
    trace = json.loads(ran.stdout)
    trace = trace.get("trace", trace)
    return (trace["utilities"] if trace["agreement"] else [None, None]), trace["steps"]


def main():
    program = sys.argv[1]
    folders = sorted((Path(os.environ["DETENTE_CASES"]) / "scenarios/genius/y2013").iterdir())
    failed = len(folders) < DOMAINS
    print("| domain | packages | steps | ours | NegMAS's agreement | ours | replayed |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for folder in folders:
        record, worth, size = recorded(folder)
        same, why = replayed(program, record)
        own, steps = ours(program, folder, record)
        tell = lambda pair: ", ".join("–" if u is None else f"{u:.4f}" for u in pair) if pair else steps
        alike = own and all((a is None) == (b is None) and (a is None or abs(a - b) < NEAR) for a, b in zip(worth, own))
        failed |= not same or not alike
        told = "offer by offer" if same else f"DIFFERENT: {why}"
        told += "" if alike else "; ANOTHER AGREEMENT"
        print(f"| {folder.name} | {size:,} | {record['final']['step']} | {steps} | {tell(worth)} | {tell(own)} | {told} |", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

"""Frontiers and statistics beside NegMAS 0.16, in one run: equal results, and how many times faster.

    python -m venv venv && venv/bin/pip install negmas==0.16.0
    cargo build --release -p detente-deals --example peer
    venv/bin/python benches/peers/compare_negmas.py target/release/examples/peer [MOST_OUTCOMES]

Each scenario is random and additive, with whole-number weights (of 100) and values (to 100), so that NegMAS's
doubles and our integers mean the same. Times are CPU seconds of one process each, on one core: NegMAS's of one
call, ours the mean of as many calls as fill some tenths of a second. A result is equal if the frontiers
have the same utilities (to 1e-9) and the solutions that both define the same values. Ends with 1 if a
result differs or a ratio that the project promises is missed. What NegMAS lists although another of its own
points dominates it is counted, and is no difference.
"""

import json
import math
import random
import subprocess
import sys
import time

from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction, TableFun
from negmas.preferences.ops import calc_scenario_stats, pareto_frontier

# (parties, issues, options, least ratio of the frontier with points, least ratio of the full statistics)
CASES = [
    (2, 3, 10, 50, None),
    (2, 5, 10, 3_000, 1_000),
    (2, 6, 10, 20_000, None),
    (5, 5, 10, None, None),
]


def weights(rng, n):
    """Whole numbers above 0 that sum to 100."""
    cuts = sorted(rng.sample(range(1, 100), n - 1))
    return [b - a for a, b in zip([0] + cuts, cuts + [100])]


def scenario(parties, issues, options):
    rng = random.Random(f"{parties} {issues} {options}")
    base = [[rng.randint(0, 100) for _ in range(options)] for _ in range(issues)]
    gains = []
    for party in range(parties):
        against = party % 2 == 1
        own = []
        for weight, values in zip(weights(rng, issues), base):
            # Opposed on the whole, with some noise of each party's own.
            turned = [100 - v if against else v for v in values]
            noisy = [min(100, max(0, v + rng.randint(-20, 20))) for v in turned]
            own.append([weight * v for v in noisy])
        gains.append(own)
    return gains


def ours(program, gains, what):
    task = json.dumps({"gains": gains, "what": what})
    done = subprocess.run([program], input=task, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def theirs(gains, what):
    issues = [make_issue([str(o) for o in range(len(table))], name=f"i{i}") for i, table in enumerate(gains[0])]
    space = make_os(issues)
    ufuns = []
    for own in gains:
        tables = {f"i{i}": TableFun({str(o): g / 10_000 for o, g in enumerate(t)}) for i, t in enumerate(own)}
        ufuns.append(
            LinearAdditiveUtilityFunction(tables, weights={name: 1.0 for name in tables}, outcome_space=space)
        )
    begin = time.process_time()
    if what == "frontier":
        utilities, _ = pareto_frontier(ufuns, issues=issues)
        taken, found = time.process_time() - begin, {"frontier": utilities}
    else:
        stats = calc_scenario_stats(tuple(ufuns))
        taken = time.process_time() - begin
        found = {"frontier": stats.pareto_utils, "nash": stats.nash_utils, "welfare": stats.max_welfare_utils,
                 "opposition": stats.opposition}
    return taken, found


def in_units(frontier):
    return {tuple(round(x * 10_000) for x in utilities) for utilities in frontier}


def dominated(point, points):
    return any(other != point and all(x >= y for x, y in zip(other, point)) for other in points)


def differences(own, found, what):
    """What differs; and how many points NegMAS lists that one of its own others dominates (it sorts by welfare and
    drops what the points before dominate, within a tolerance: for more than two parties some slip through)."""
    ours_, theirs_ = in_units(own["frontier"]), in_units(found["frontier"])
    slipped = {point for point in theirs_ - ours_ if dominated(point, theirs_)}
    wrong = [] if ours_ == theirs_ - slipped else ["frontier"]
    if what == "statistics":
        product = lambda u: math.prod(x - f for x, f in zip(u, own["floors"]))
        if abs(product(own["nash"]) - max(map(product, found["nash"]))) > 1e-9:
            wrong.append("nash")
        if abs(sum(own["utilitarian"]) - max(map(sum, found["welfare"]))) > 1e-9:
            wrong.append("utilitarian")
        if abs(own["opposition"] - found["opposition"]) > 1e-6:
            wrong.append(f"opposition {own['opposition']} {found['opposition']}")
    return wrong, len(slipped)


def main():
    program = sys.argv[1]
    most = int(float(sys.argv[2])) if len(sys.argv) > 2 else 1_000_000
    failed = False
    print("| scenario | outcomes | what | NegMAS 0.16, CPU s | Détente, CPU s | times faster | promised | results |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for parties, issues, options, frontier, statistics in CASES:
        if options**issues > most:
            continue
        gains = scenario(parties, issues, options)
        for what, promised in [("frontier", frontier), ("statistics", statistics)]:
            if what == "statistics" and promised is None:
                continue
            own = ours(program, gains, what)
            taken, found = theirs(gains, what)
            wrong, slipped = differences(own, found, what)
            ratio = taken / own["seconds"]
            missed = promised is not None and ratio < promised
            failed |= missed or bool(wrong)
            told = "equal" if not wrong else "DIFFERENT: " + ", ".join(wrong)
            told += f", but for {slipped} that NegMAS lists and another of its own dominates" if slipped else ""
            name = "frontier with points" if what == "frontier" else "full statistics"
            print(f"| {parties} parties, {issues} × {options} | 10^{issues} | {name} | {taken:.3g} |"
                  f" {own['seconds']:.3g} | {ratio:,.0f} | {promised or '–'}{' MISSED' if missed else ''} | {told} |",
                  flush=True)
    sys.exit(1 if failed else 0)


main()

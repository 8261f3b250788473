"""Talks beside NegMAS 0.16, in one run: the same talks, and how many times as many in a CPU second.

    python -m venv venv && venv/bin/pip install negmas==0.16.0
    venv/bin/python benches/peers/compare_talks.py [REPETITIONS]

Both play the same strategies on the same scenarios (the recipe of the recorded talks, seeds 2000 and up; alternating offers, reservation value 0),
cold: each talk makes its preferences and its orders of outcomes anew. NegMAS's times are CPU seconds of this process, ours
those of `cargo bench -p detente-talks`, one process each case. That the talks are the same is checked by their numbers of steps.

The tournament is 5 strategies × 5 scenarios × both seats × 10 repetitions of 100 steps. Its talks are NegMAS's alone, without what its own
tournaments do around them. Of the 10 repetitions NegMAS plays REPETITIONS (10; 1 takes a tenth of the time and is counted tenfold).

Ends with 1 if a talk took other steps or a ratio that the project promises is missed.
"""

import itertools
import json
import subprocess
import sys
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
from negmas.outcomes import make_issue, make_os  # noqa: E402
from negmas.preferences import LinearAdditiveUtilityFunction, TableFun  # noqa: E402
from negmas.sao import (  # noqa: E402
    BoulwareTBNegotiator,
    ConcederTBNegotiator,
    LinearTBNegotiator,
    MiCRONegotiator,
    NaiveTitForTatNegotiator,
    SAOMechanism,
)

ROOT = Path(__file__).resolve().parent.parent.parent
MASK = (1 << 64) - 1

KINDS = {
    "boulware": BoulwareTBNegotiator,
    "linear": LinearTBNegotiator,
    "conceder": ConcederTBNegotiator,
    "tit-for-tat": NaiveTitForTatNegotiator,
    "micro": MiCRONegotiator,
}

# (as our benchmark calls it, strategies, issues of 10 options, talks that NegMAS plays, least ratio)
CASES = [
    ("Boulware–Conceder, 1,000 outcomes", ("boulware", "conceder"), 3, 20, 1_000),
    ("tit-for-tat, 1,000 outcomes", ("tit-for-tat", "tit-for-tat"), 3, 10, 1_000),
    ("MiCRO, 1,000 outcomes", ("micro", "micro"), 3, 20, 1_000),
    ("Boulware–Conceder, 100,000 outcomes", ("boulware", "conceder"), 5, 5, 1_000),
    ("tit-for-tat, 100,000 outcomes", ("tit-for-tat", "tit-for-tat"), 5, 5, None),
    ("MiCRO, 100,000 outcomes", ("micro", "micro"), 5, 5, None),
]


def units(seed):
    """splitmix64, in [0, 1)."""
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield ((z ^ (z >> 31)) >> 11) / 9_007_199_254_740_992


def recipe(issues, values, seed):
    """Two parties' weights and tables; the second wants about the opposite of the first."""
    draw = units(seed)
    made = []
    for party in range(2):
        raw = [0.1 + next(draw) for _ in range(issues)]
        total = 0.0
        for weight in raw:
            total += weight
        tables = []
        for issue in range(issues):
            table = [next(draw) for _ in range(values)]
            if party % 2 == 1:
                table = [0.7 * (1.0 - o) + 0.3 * v for o, v in zip(made[-1][1][issue], table)]
            low, high = min(table), max(table)
            tables.append([(v - low) / (high - low) for v in table])
        made.append(([weight / total for weight in raw], tables))
    return made


def play(made, strategies, steps):
    """One talk of NegMAS, with all that it needs; how many steps it took."""
    issues = [make_issue([f"v{o}" for o in range(len(table))], name=f"i{i}") for i, table in enumerate(made[0][1])]
    space = make_os(issues)
    session = SAOMechanism(outcome_space=space, n_steps=steps)
    for (weights, tables), strategy in zip(made, strategies):
        values = {f"i{i}": TableFun({f"v{o}": v for o, v in enumerate(table)}) for i, table in enumerate(tables)}
        named = {f"i{i}": weight for i, weight in enumerate(weights)}
        ufun = LinearAdditiveUtilityFunction(values, weights=named, outcome_space=space, reserved_value=0.0)
        session.add(KINDS[strategy](), ufun=ufun)
    return session.run().step


def ours(bench, name=""):
    command = ["cargo", "bench", "--quiet", "-p", "detente-talks", "--bench", bench, "--", "--json", name]
    # It ends with 1 where it misses its own targets, which are the figures of another day.
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if not ran.stdout:
        sys.exit(ran.stderr)
    return json.loads(ran.stdout.splitlines()[0])


def row(name, theirs, own, promised, told):
    ratio = own / theirs
    missed = promised is not None and ratio < promised
    least = f"{promised:,}{' MISSED' if missed else ''}" if promised else "–"
    print(f"| {name} | {theirs:.3g} | {own:,.0f} | {ratio:,.0f} | {least} | {told} |", flush=True)
    return missed


def talks(name, strategies, issues, count, promised):
    own = ours("talks", name)
    scenarios = [recipe(issues, 10, 2000 + seed) for seed in range(count)]
    begin = time.process_time()
    steps = [play(made, strategies, 1000) for made in scenarios]
    taken = time.process_time() - begin
    same = steps == own["steps"][:count]
    told = f"{count} talks, the same steps" if same else f"OTHER STEPS: {steps} here {own['steps'][:count]}"
    return row(name, count / taken, own["per_second"], promised, told) or not same


def tournament(repetitions):
    own = ours("tournament")
    scenarios = [recipe(3, 10, 2000 + seed) for seed in range(5)]
    seats = list(itertools.product(KINDS, repeat=2))
    begin = time.process_time()
    for made, strategies in itertools.product(scenarios, seats * 2 * repetitions):
        play(made, strategies, 100)
    taken = (time.process_time() - begin) * 10 / repetitions
    told = f"2,500 talks in {taken:.3g} and {own['cpu_seconds']:.3g} CPU s"
    return row("a tournament, talks of it", 2500 / taken, 2500 / own["cpu_seconds"], 1_000, told)


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print("| what | NegMAS 0.16, a CPU s | Détente, a CPU s | times as many | promised | talks |")
    print("| --- | --- | --- | --- | --- | --- |")
    failed = [talks(*case) for case in CASES] + [tournament(repetitions)]
    sys.exit(1 if any(failed) else 0)


main()

"""Talks that NegMAS 0.16 plays go the same here: every offer, the agreement, the steps and how it ended.

    pip install 'negmas==0.16.*'
    python tests/peers/negmas_talks.py target/debug/detente [HOW_MANY [FIRST [FOLDER]]]

Draws random settings by their number (2 to 4 parties, 2 to 4 issues, additive utilities without ties, reservation values, steps, options
of the protocol, strategies with their parameters), lets NegMAS play each, writes it down as `negmas-golden-trace-1`, and
has it played again by `detente talk --replay`. A setting in which a strategy drew from Python's generators, or in which two outcomes
are worth nearly the same to somebody, is passed over and another is drawn, until HOW_MANY (200) were compared. FIRST is the number of the
first setting (0), so that others can be tried. Recordings that differ are kept in FOLDER (a new one where none is given).

Where NegMAS does what no party would want it is not followed, and such settings are passed over as well (docs/methods/talks.md says what we do
instead): a party for which no outcome is as good as no agreement (but for MiCRO, which then offers nothing in both), tit-for-tat that is asked
about its own offer or beside such a MiCRO, and a tolerance of 0, where rounding makes NegMAS refuse the best outcome.

Ends with 1 if anything differs, if fewer than HOW_MANY were compared, or if a strategy or an option was in none of them.
"""

import collections
import itertools
import json
import random
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
import numpy  # noqa: E402
import negmas  # noqa: E402
from negmas.gb.negotiators.timebased import TimeBasedConcedingNegotiator  # noqa: E402
from negmas.outcomes import make_issue, make_os  # noqa: E402
from negmas.preferences import LinearAdditiveUtilityFunction, TableFun  # noqa: E402
from negmas.sao import (  # noqa: E402
    AspirationNegotiator,
    BoulwareTBNegotiator,
    ConcederTBNegotiator,
    LinearTBNegotiator,
    MiCRONegotiator,
    NaiveTitForTatNegotiator,
    NiceNegotiator,
    SAOMechanism,
    ToughNegotiator,
)

# Two outcomes are tied if they are worth less than this apart: sums in another order may then exchange them.
NEAR = 1e-9
# The most settings that are drawn for one that is compared.
PATIENCE = 20

EXPONENTS = ["boulware", "linear", "conceder", 0.1, 0.5, 0.75, 1.5, 2.0, 3.0, 7.5, 20.0]

# A type of NegMAS, how often it is drawn, and its parameters.
KINDS = {
    BoulwareTBNegotiator: (2, lambda rng: {}),
    LinearTBNegotiator: (2, lambda rng: {}),
    ConcederTBNegotiator: (2, lambda rng: {}),
    AspirationNegotiator: (4, lambda rng: some(rng, {
        "aspiration_type": rng.choice(EXPONENTS),
        "max_aspiration": rng.choice([0.8, 0.9, 0.97, 1.0]),
        "tolerance": rng.choice([1e-6, 0.001, 0.02]),
    })),
    TimeBasedConcedingNegotiator: (4, lambda rng: some(rng, {
        "offering_curve": rng.choice(EXPONENTS),
        "starting_utility": rng.choice([0.7, 0.85, 1.0]),
        "eps": rng.choice([1e-6, 0.0001, 0.01]),
    })),
    NaiveTitForTatNegotiator: (4, lambda rng: some(rng, {"kindness": rng.choice([0.0, 0.01, 0.05, 0.2])})),
    MiCRONegotiator: (5, lambda rng: {}),
    ToughNegotiator: (1, lambda rng: {}),
    NiceNegotiator: (1, lambda rng: {}),
}


def some(rng, parameters):
    """Any of them: what is not given is NegMAS's default, and must be ours."""
    return {name: value for name, value in parameters.items() if rng.random() < 0.7}


def table(rng, options, before):
    """What the options of an issue are worth; often about the opposite of what they are to the party before."""
    against = before is not None and rng.random() < 0.6
    return [0.7 * (1 - before[o]) + 0.3 * rng.random() if against else rng.random() for o in range(options)]


def utilities(weights, tables):
    """What every outcome is worth, added up from left to right, the last issue fastest."""
    gains = [[weight * value for value in values] for weight, values in zip(weights, tables)]
    sums = [0.0]
    for own in gains:
        sums = [sum_ + gain for sum_ in sums for gain in own]
    return sums


def scenario(rng):
    """Issues and parties; none where somebody is indifferent between two outcomes."""
    parties = rng.choice([2, 2, 2, 3, 3, 4])
    options = [rng.randint(2, 9) for _ in range(rng.randint(2, 4))]
    if sum(options) > 24 or len(utilities([1] * len(options), [[0] * n for n in options])) > 1500:
        return None
    made = []
    for k in range(parties):
        tables = [table(rng, n, made[-1]["tables"][i] if made else None) for i, n in enumerate(options)]
        weights = [0.1 + rng.random() for _ in options]
        if rng.random() < 0.7:
            weights = [weight / sum(weights) for weight in weights]
        if rng.random() < 0.05:
            weights[0] = -weights[0]
        sums = sorted(utilities(weights, tables))
        if any(b - a < NEAR for a, b in itertools.pairwise(sums)):
            return None
        reserved = None
        if rng.random() < 0.6:
            # Seldom below the worst or above the best outcome, where every or no outcome is as good as no agreement.
            reserved = sums[0] + (sums[-1] - sums[0]) * rng.choice([rng.uniform(0, 0.7), rng.uniform(-0.1, 1.05)])
        made.append({"name": f"p{k}", "weights": weights, "tables": tables, "reserved": reserved})
    issues = [{"name": f"i{i}", "values": [f"v{o}" for o in range(n)]} for i, n in enumerate(options)]
    return {"name": f"random_{parties}_{'x'.join(map(str, options))}", "issues": issues, "parties": made}


def ufun(party, space):
    names = [issue.name for issue in space.issues]
    tables = {
        name: TableFun({f"v{o}": value for o, value in enumerate(values)}) for name, values in zip(names, party["tables"])
    }
    more = {} if party["reserved"] is None else {"reserved_value": party["reserved"]}
    weights = dict(zip(names, party["weights"]))
    return LinearAdditiveUtilityFunction(tables, weights=weights, outcome_space=space, **more)


def watched(kind, drew):
    """The type, which notes in `drew` whenever it leaves another state of a generator behind than it found."""

    def states():
        return random.getstate(), numpy.random.get_state()[1].tobytes(), numpy.random.get_state()[2]

    def noting(name):
        def call(self, *args, **kwargs):
            before = states()
            answer = getattr(super(Watched, self), name)(*args, **kwargs)
            if states() != before:
                drew.append(kind.__name__)
            return answer

        return call

    class Watched(kind):
        __call__ = noting("__call__")
        on_partner_proposal = noting("on_partner_proposal")
        on_negotiation_start = noting("on_negotiation_start")

    return Watched


def played(scene, mechanism, seats, number):
    """How NegMAS plays it; none where a strategy drew."""
    random.seed(number)
    numpy.random.seed(number)
    drew = []
    space = make_os([make_issue(issue["values"], name=issue["name"]) for issue in scene["issues"]])
    session = SAOMechanism(outcome_space=space, **mechanism)
    order = []
    for party, (kind, parameters) in zip(scene["parties"], seats):
        negotiator = watched(kind, drew)(name=party["name"], **parameters)
        session.add(negotiator, ufun=ufun(party, space))
        order.append(negotiator.id)
    state = session.run()
    if drew:
        return None
    places = [{value: place for place, value in enumerate(issue["values"])} for issue in scene["issues"]]
    by_place = lambda outcome: [own[value] for own, value in zip(places, outcome)]
    return {
        "format": "negmas-golden-trace-1",
        "name": f"random {number}",
        "recorded_with": {"negmas": negmas.__version__, "numpy": numpy.__version__},
        "mechanism": {"type": "SAOMechanism", **mechanism},
        "scenario": scene,
        "negotiators": [{"type": kind.__name__, "params": parameters} for kind, parameters in seats],
        # Where a party refuses and offers nothing, NegMAS writes down that it offered nothing.
        "offers": [
            [step, order.index(who), by_place(offer)] for step, who, offer in session.extended_trace if offer is not None
        ],
        "agreement": None if state.agreement is None else by_place(state.agreement),
        "final": {"step": state.step, "timedout": bool(state.timedout), "broken": bool(state.broken)},
    }


def is_alike(scene, mechanism, kinds):
    """Is it none of the settings where NegMAS is not followed?"""

    def is_hopeless(party):
        return party["reserved"] is not None and party["reserved"] > max(utilities(party["weights"], party["tables"]))

    hopeless = {kind for party, kind in zip(scene["parties"], kinds) if is_hopeless(party)}
    if NaiveTitForTatNegotiator in kinds:
        return mechanism["offering_is_accepting"] and not hopeless
    return hopeless <= {MiCRONegotiator}


def recording(number):
    """The setting of that number as NegMAS plays it, if it is one that can be compared."""
    rng = random.Random(f"talks {number}")
    scene = scenario(rng)
    if scene is None:
        return None
    mechanism = {
        "n_steps": rng.choice([1, 2, 3, rng.randint(4, 30), rng.randint(20, 120), rng.randint(20, 120), rng.randint(100, 400)]),
        "one_offer_per_step": rng.random() < 0.25,
        "offering_is_accepting": rng.random() < 0.75,
        "end_on_no_response": rng.random() < 0.75,
    }
    kinds = rng.choices(list(KINDS), weights=[often for often, _ in KINDS.values()], k=len(scene["parties"]))
    if not is_alike(scene, mechanism, kinds):
        return None
    return played(scene, mechanism, [(kind, KINDS[kind][1](rng)) for kind in kinds], number)


def seen_in(record):
    """What of strategies, options and ends a recording has."""
    yield from {negotiator["type"] for negotiator in record["negotiators"]}
    yield from (f"{name}={value}" for name, value in record["mechanism"].items() if isinstance(value, bool))
    yield f"{len(record['negotiators'])} parties"
    yield "agreement" if record["agreement"] else "timedout" if record["final"]["timedout"] else "broken"


def wanted():
    options = ["one_offer_per_step", "offering_is_accepting", "end_on_no_response"]
    yield from (kind.__name__ for kind in KINDS)
    yield from (f"{name}={value}" for name in options for value in (True, False))
    yield from ("2 parties", "3 parties", "4 parties", "agreement", "timedout", "broken")


def main():
    program, *more = sys.argv[1:]
    many, first = (int(text) for text in (more + ["200", "0"][len(more):])[:2])
    folder = Path(more[2]) if len(more) > 2 else Path(tempfile.mkdtemp(prefix="negmas-talks-"))
    folder.mkdir(parents=True, exist_ok=True)
    seen, compared, offers, different = collections.Counter(), 0, 0, []
    for number in range(first, first + PATIENCE * many):
        if compared == many:
            break
        record = recording(number)
        if record is None:
            continue
        path = folder / f"{number:06}.json"
        path.write_text(json.dumps(record))
        ran = subprocess.run([program, "talk", "--replay", str(path)], capture_output=True, text=True)
        compared += 1
        offers += len(record["offers"])
        seen.update(seen_in(record))
        if ran.returncode == 0:
            path.unlink()
        else:
            different.append(path)
            print(f"{path}: {' '.join(n['type'] for n in record['negotiators'])}\n{ran.stdout}{ran.stderr}", flush=True)
    missing = [what for what in wanted() if not seen[what]]
    print(f"{compared} talks compared, {offers} offers, {len(different)} differ")
    print("  " + ", ".join(f"{what}: {seen[what]}" for what in wanted()))
    if compared < many:
        print(f"fewer than {many} could be compared")
    if missing:
        print(f"in none of them: {', '.join(missing)}")
    sys.exit(1 if different or missing or compared < many else 0)


if __name__ == "__main__":
    main()

"""What NegoLog's opponent models believe after recorded offers: the numbers of `crates/detente-talks/tests/it/peers.rs`.

    pip install --no-deps negmas-negolog && pip install numpy scipy
    python tests/peers/opponent_models.py

The offers are drawn with splitmix64 as `offers` in `peers.rs` draws them. Prints, for each model, the issues' weights and
the options' values.
  - `hardheaded` is `updateLearner` of NegoLog's HardHeaded agent, run by itself.
  - `bayesian` is NegoLog's BayesianOpponentModel (a transcription of GENIUS's BayesianOpponentModelScalable).
  - `window` is NegoLog's WindowedFrequencyOpponentModel with one change: the chi-square test gets counts and not shares.
The party that learns is indifferent, so that NegoLog's models begin with equal weights and values.
"""

import importlib.util
import sys
import types
from pathlib import Path

OPTIONS = [3, 2, 4]
MASK = (1 << 64) - 1


def splitmix(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def offers(count):
    """Low options are likelier; on all issues but the first only at the beginning."""
    random = splitmix(42)
    drawn = []
    for k in range(count):
        offer = []
        for issue, options in enumerate(OPTIONS):
            a, b = next(random) % options, next(random) % options
            offer.append(min(a, b) if issue == 0 or k < count * 2 // 5 else a)
        drawn.append(offer)
    return drawn


def package(name, path):
    module = types.ModuleType(name)
    module.__path__ = [str(path)]
    sys.modules[name] = module
    return module


def load():
    """NegoLog's modules without those that draw charts."""
    root = Path(importlib.util.find_spec("negmas_negolog").submodule_search_locations[0]) / "_vendor" / "NegoLog"
    nenv = package("nenv", root / "nenv")
    package("nenv.OpponentModel", root / "nenv" / "OpponentModel")
    from nenv.Bid import Bid
    from nenv.Issue import Issue
    from nenv.OpponentModel import BayesianOpponentModel, EstimatedPreference, WindowedFrequencyOpponentModel
    from nenv.Preference import Preference

    nenv.AbstractAgent, nenv.Bid, nenv.Issue, nenv.Action = object, Bid, Issue, object
    nenv.OpponentModel = sys.modules["nenv.OpponentModel"]
    nenv.OpponentModel.EstimatedPreference = EstimatedPreference.EstimatedPreference
    package("agents", root / "agents")
    package("agents.HardHeaded", root / "agents" / "HardHeaded")
    for name in ["BidHistory", "BidSelector"]:
        module = types.ModuleType(f"agents.HardHeaded.{name}")
        setattr(module, name, object)
        sys.modules[module.__name__] = module
    from agents.HardHeaded.KLH import HardHeaded

    def indifferent():
        own = Preference(None, generate_bids=False)
        own.profile_json_path = None
        own._reservation_value = 0.0
        own._issues = [Issue(f"i{k}", [f"v{o}" for o in range(n)]) for k, n in enumerate(OPTIONS)]
        own._issue_weights = {issue: 1.0 / len(OPTIONS) for issue in own._issues}
        own._value_weights = {issue: {value: 0.0 for value in issue.values} for issue in own._issues}
        return own

    def bid(issues, offer):
        return Bid({issue: issue.values[option] for issue, option in zip(issues, offer)})

    return indifferent, bid, BayesianOpponentModel, WindowedFrequencyOpponentModel, EstimatedPreference, HardHeaded


def show(name, issues, belief):
    print(name)
    print("  weights", [round(belief[issue], 6) for issue in issues])
    for issue in issues:
        print("  values", [round(belief[issue, value], 6) for value in issue.values])


def main():
    indifferent, bid, bayesian, window, estimated, hardheaded = load()
    own = indifferent()
    issues = own.issues

    agent = hardheaded.__new__(hardheaded)
    agent.preference, agent.numberOfIssues = own, len(issues)
    agent.oppUtility = estimated.EstimatedPreference(own)
    agent.valueCounter = {issue: {value: 1.0 for value in issue.values} for issue in issues}
    for issue in issues:
        agent.oppUtility[issue] = 1.0 / len(issues)
    heard = []
    last_two = lambda: {issue: int(heard[-1][issue] != heard[-2][issue]) for issue in issues}
    agent.bidHistory = types.SimpleNamespace(opponentBids=heard, BidDifferenceofOpponentsLastTwo=last_two)
    for offer in offers(40):
        heard.append(bid(issues, offer))
        agent.opponentLastBid = heard[-1]
        agent.updateLearner()
    show("hardheaded", issues, agent.oppUtility)

    model = bayesian.BayesianOpponentModel(own)
    for offer in offers(40):
        model.update(bid(issues, offer), 0.0)
    show("bayesian", issues, model.preference)

    shares = window.chisquare
    window.chisquare = lambda seen, expected: shares([48 * s for s in seen], [48 * e for e in expected])
    model = window.WindowedFrequencyOpponentModel(own)
    for step, offer in enumerate(offers(150)):
        model.update(bid(issues, offer), (step + 1) / 301)
    show("window", issues, model._pref)


main()

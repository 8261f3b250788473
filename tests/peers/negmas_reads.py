"""NegMAS 0.16 reads what `detente convert` writes to the same utilities, and `--reading negmas` gives NegMAS's own.

    pip install 'negmas==0.16.*'
    DETENTE_CASES=… python tests/peers/negmas_reads.py target/debug/detente

For every folder of published scenarios:
  - `--to negmas --reading negmas` is loaded by NegMAS and compared with what NegMAS makes of the folder itself
    (GeniusWeb folders: with the weighted sums in the files, since NegMAS reads them with empty tables);
  - `--to negmas` is compared with GENIUS's own rules, written down here once more, apart from ours;
  - `--to geniusweb` is compared with the weighted sums of the files written, and loaded by NegMAS where it can.
All outcomes are compared where there are at most 1,000, otherwise 1,000 drawn by a fixed seed. What is refused must be
one of the refusals named here.
"""

import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import warnings
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

warnings.filterwarnings("ignore")
from negmas import Scenario  # noqa: E402

MOST = 1_000
NEAR = 1e-9


def convert(detente, source, to, out, *more):
    ran = subprocess.run(
        [detente, "convert", str(source), "--to", to, "--out", str(out), *more], capture_output=True, text=True
    )
    return None if ran.returncode == 0 else (ran.returncode, ran.stderr)


def outcomes(options):
    """All combinations of places, or some of them."""
    size = 1
    for names in options:
        size *= len(names)
    if size <= MOST:
        return list(itertools.product(*[range(len(names)) for names in options]))
    draw = random.Random(20250516)
    return [tuple(draw.randrange(len(names)) for names in options) for _ in range(MOST)]


def written(folder):
    """The options of the written domain, and the ufuns as NegMAS loads them, by party."""
    scenario = Scenario.load(folder)
    options = [list(issue.all) for issue in scenario.outcome_space.issues]
    return options, {ufun.name: ufun for ufun in scenario.ufuns}, scenario


def worth(ufun, outcome):
    return float(ufun.eval_on_state(outcome) if hasattr(ufun, "eval_on_state") else ufun(outcome))


def number(text):
    return Fraction(text)


class Genius:
    """A profile by GENIUS's rules, in fractions."""

    def __init__(self, domain, file):
        self.root = ElementTree.parse(file).getroot()
        issues = sorted(ElementTree.parse(domain).getroot().iter("issue"), key=lambda issue: int(issue.get("index")))
        self.kinds = [(issue.get("index"), issue.get("type", "discrete")) for issue in issues]
        self.issues = {issue.get("index"): issue for issue in self.root.iter("issue")}
        self.weights = {weight.get("index"): number(weight.get("value")) for weight in self.root.iter("weight")}
        self.rectangles = list(self.root.iter("hyperRectangle"))

    def evaluation(self, index, kind, option):
        issue = self.issues[index]
        if kind == "discrete":
            values = {item.get("value"): number(item.get("evaluation")) for item in issue.findall("item")}
            return values[option] / max(values.values())
        evaluator = issue.find("evaluator")
        steps = int(option) - int(issue.get("lowerbound"))
        return min(Fraction(1), max(Fraction(0), number(evaluator.get("slope")) * steps + number(evaluator.get("offset"))))

    def rectangle(self, element, outcome):
        places = {index: place for place, (index, _) in enumerate(self.kinds)}
        inside = all(
            int(bound.get("min")) <= int(outcome[places[bound.get("index")]]) <= int(bound.get("max"))
            for bound in element.findall("INCLUDES")
        )
        return number(element.get("utility")) if inside else Fraction(0)

    def __call__(self, outcome):
        utility = self.root.find(".//utility")
        if utility is not None:
            total = sum(self.rectangle(element, outcome) for element in self.rectangles)
            return float(min(Fraction(1), total / number(utility.get("maxutility"))))
        total = sum(
            self.weights[index] * self.evaluation(index, kind, option)
            for (index, kind), option in zip(self.kinds, outcome)
        )
        return float(min(Fraction(1), total))


class GeniusWeb:
    """A profile by GeniusWeb's rules, in fractions."""

    def __init__(self, file):
        space = json.loads(Path(file).read_text(), parse_float=Fraction, parse_int=Fraction)["LinearAdditiveUtilitySpace"]
        self.weights = space["issueWeights"]
        self.tables = [
            (issue, (table.get("DiscreteValueSetUtilities") or table["discreteutils"])["valueUtilities"])
            for issue, table in space["issueUtilities"].items()
        ]
        self.order = list(space["domain"]["issuesValues"])
        if sum(self.weights.values()) != 1:
            raise AssertionError(f"{file}: the weights do not sum to 1")

    def __call__(self, outcome):
        chosen = dict(zip(self.order, outcome))
        return float(sum(self.weights[issue] * table[chosen[issue]] for issue, table in self.tables))


def check(what, options, ours, theirs, theirs_of=None):
    """Compares two functions on the same outcomes; gives the greatest difference."""
    worst = 0.0
    for places in outcomes(options):
        outcome = tuple(names[place] for names, place in zip(options, places))
        other = theirs_of(outcome) if theirs_of else outcome
        a, b = worth(ours, outcome), worth(theirs, other)
        worst = max(worst, abs(a - b))
        if abs(a - b) > NEAR * max(1.0, abs(b)):
            raise AssertionError(f"{what}: {outcome}: {a} is not {b}")
    return worst


def profiles(folder):
    """The domain file and the profiles of a folder."""
    domain, found = None, []
    for file in sorted(folder.iterdir()):
        if file.suffix == ".xml" and not file.name.endswith("pareto.xml"):
            if ElementTree.parse(file).getroot().tag == "negotiation_template":
                domain = file
            else:
                found.append(file)
        elif file.suffix == ".json" and file.name != "specials.json":
            if "issuesValues" in json.loads(file.read_text()):
                domain = file
            else:
                found.append(file)
    return domain, found


def typed(scenario):
    """NegMAS's own options are numbers where an issue is one of integers."""
    whole = [issue.is_integer() for issue in scenario.outcome_space.issues]
    return lambda outcome: tuple(int(option) if is_whole else option for option, is_whole in zip(outcome, whole))


REFUSED = {
    "negmas": ["cut off at 1, which NegMAS files cannot say"],
    "geniusweb": [
        "cut off at 1, which GeniusWeb files cannot say",
        "shrink with time, which GeniusWeb files cannot say",
        "links between issues",
        "no outcome is worth its reservation value",
        "no outcome was found that is worth its reservation value",
    ],
}


def folder_check(detente, folder, temporary, counts):
    domain, files = profiles(folder)
    is_xml = domain.suffix == ".xml"
    for to, more in [("negmas", ["--reading", "negmas"]), ("negmas", []), ("geniusweb", [])]:
        what = f"{folder.name} {to} {' '.join(more)}"
        out = Path(temporary) / f"{len(os.listdir(temporary))}"
        failed = convert(detente, folder, to, out, *more)
        if failed:
            code, told = failed
            if code != 2 or more or not any(reason in told for reason in REFUSED[to]):
                raise AssertionError(f"{what}: {told}")
            counts[to + " refused"] += 1
            continue
        if to == "geniusweb":
            rules = {file.stem: GeniusWeb(file) for file in out.iterdir() if file.name != "domain.json"}
            issues = json.loads((out / "domain.json").read_text())["issuesValues"]
            options = [values["values"] for values in issues.values()]
            # NegMAS reads the tables of GeniusWeb's spelling as empty, and would look a reservation bid up in them.
            loaded = Scenario.from_geniusweb_folder(out, ignore_reserved=True)
            if [list(issue.all) for issue in loaded.outcome_space.issues] != options:
                raise AssertionError(f"{what}: NegMAS loads other issues")
        else:
            options, rules, _ = written(out)
        own = Scenario.load(folder) if more and is_xml else None
        for file in files:
            party = file.stem
            if party not in rules:
                raise AssertionError(f"{what}: the party {party} is missing among {list(rules)}")
            if own is not None:
                theirs = next(ufun for ufun in own.ufuns if ufun.name == party)
                check(what, options, rules[party], theirs, typed(own))
                if (theirs.reserved_value or 0) != (rules[party].reserved_value or 0):
                    raise AssertionError(f"{what}: {party} has {rules[party].reserved_value}, not {theirs.reserved_value}")
            else:
                check(what, options, rules[party], Genius(domain, file) if is_xml else GeniusWeb(file))
            counts[f"{to} {' '.join(more)}".strip()] += 1


def main():
    detente = sys.argv[1]
    root = Path(os.environ["DETENTE_CASES"]) / "scenarios"
    counts = dict.fromkeys(["negmas --reading negmas", "negmas", "geniusweb", "negmas refused", "geniusweb refused"], 0)
    folders = sorted({file.parent for file in root.rglob("*") if file.suffix in (".xml", ".json")})
    with tempfile.TemporaryDirectory() as temporary:
        for folder in folders:
            folder_check(detente, folder, temporary, counts)
    print(f"{len(folders)} folders; profiles compared: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    if len(folders) < 67 or min(counts["negmas --reading negmas"], counts["negmas"], counts["geniusweb"]) < 20:
        raise AssertionError("fewer profiles were compared than there should be")


if __name__ == "__main__":
    main()

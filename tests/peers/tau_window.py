"""How NegMAS 0.16's tentative agreement with `cardinality` ends: the table of `crates/detente-talks/tests/it/tau.rs`.

    pip install 'negmas==0.16.*'
    python tests/peers/tau_window.py

Each party offers a list of different options drawn with splitmix64, then repeats the last, and accepts the options of a
set drawn likewise, whenever they are offered. NegMAS 0.16 calls its evaluator with an argument too few, which is given
here; otherwise none of these talks could be played there. Prints `(seed, window, agreement, steps)`, -1 for none and for no window.
"""

import warnings

warnings.filterwarnings("ignore")
from negmas.gb.common import ResponseType  # noqa: E402
from negmas.gb.evaluators import TAUEvaluationStrategy  # noqa: E402
from negmas.gb.mechanisms.tauserial import SerialTAUMechanism  # noqa: E402
from negmas.gb.negotiators.base import GBNegotiator  # noqa: E402
from negmas.outcomes import make_issue  # noqa: E402

evaluate = TAUEvaluationStrategy.__call__
TAUEvaluationStrategy.__call__ = lambda self, ids, state, history, thread=None: evaluate(
    self, ids, state, history, thread
)

OPTIONS = 8
MASK = (1 << 64) - 1


def splitmix(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def parties(seed):
    random = splitmix(seed)
    made = []
    for _ in range(2 + next(random) % 2):
        offers = list(range(OPTIONS))
        for k in range(OPTIONS - 1):
            other = k + next(random) % (OPTIONS - k)
            offers[k], offers[other] = offers[other], offers[k]
        offers = offers[: 4 + next(random) % 5]
        made.append((offers, {option for option in range(OPTIONS) if next(random) % 4 > 0}))
    return made


class Scripted(GBNegotiator):
    def __init__(self, offers, accepts, **more):
        super().__init__(**more)
        self.offers, self.accepts, self.heard = offers, accepts, {}

    def propose(self, state, dest=None):
        return (self.offers[min(state.step, len(self.offers) - 1)],)

    def on_partner_proposal(self, state, partner_id, offer):
        self.heard[partner_id] = offer[0]

    def respond(self, state, source=None):
        accepts = self.heard[source] in self.accepts
        return ResponseType.ACCEPT_OFFER if accepts else ResponseType.REJECT_OFFER


def play(seed, window):
    more = {"cardinality": window} if window > 0 else {}
    mechanism = SerialTAUMechanism(issues=[make_issue(OPTIONS, "i")], n_steps=30, min_unique=0, extra_callbacks=True, **more)
    for k, (offers, accepts) in enumerate(parties(seed)):
        mechanism.add(Scripted(offers, accepts, name=f"p{k}", id=f"p{k}"))
    end = mechanism.run()
    return (seed, window, -1 if end.agreement is None else end.agreement[0], end.step)


if __name__ == "__main__":
    for seed in range(40):
        for window in [-1, 1, 2, 3, 5]:
            print(play(seed, window))

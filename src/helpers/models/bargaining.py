"""Two giants, one small state: who keeps how much, if the giants compete and if they stand together?

Nash's bargaining solution with a disagreement point and threats. A deal (transit, fuel, a loan) is worth `value`
to the small state and one giant together. If the talks fail, the small state turns elsewhere: to the other
giant, who would leave it `rival_offer`, or to friends far away, who would leave it `far_offer`. With
`concert` between 0 (rivals) and 1 (one voice) the other giant's door is that far shut:

    disagreement = (1 - concert) * max(rival_offer, far_offer) + concert * far_offer

A giant may also threaten: if the talks fail, it does `harm` to the small state, at a `cost` to itself. The
two then split equally what the deal adds to what each would have without it:

    small = (value + disagreement - (harm - cost)) / 2        with the threat, which pays only if harm > cost
    small = (value + disagreement) / 2                        without

Sources: J. F. Nash, "The Bargaining Problem", Econometrica 18 (1950), and "Two-Person Cooperative Games",
Econometrica 21 (1953), where, in a game like this, the best threat has the largest harm - cost. The giants'
own game is the prisoner's dilemma, held together by repetition (J. W. Friedman, "A Non-cooperative
Equilibrium for Supergames", Review of Economic Studies 38, 1971).

Units are points of value; nothing here is measured. Left out: that nobody knows the other's true limits, that
threats fail and are carried out, honour, parties and elections, law, time, and that giants want other things
than points. Another standard model takes what one has elsewhere as an outside option, a floor instead of the
point from which the two split (K. Binmore, A. Shaked and J. Sutton, Quarterly Journal of Economics 104, 1989):
with the numbers below the small state would keep 80 instead of 90, and 50 instead of 60, and a weak option helps
nothing.
"""

from typing import NamedTuple

HOLD, UNDERCUT = "stand together", "undercut"


class Settlement(NamedTuple):
    """Who keeps how much, in points.

    small, giants: what each side keeps; they sum to the value of the deal.
    disagreement: what the small state would have elsewhere if they did not agree.
    threat: whether threatening pays the giants.
    """

    small: float
    giants: float
    disagreement: float
    threat: bool


def settlement(
    value: float,
    rival_offer: float,
    far_offer: float,
    harm: float = 0,
    cost: float = 0,
    concert: float = 0,
) -> Settlement:
    """The agreement that the two sides reach.

    value: what the deal is worth, above 0.
    rival_offer, far_offer: what the others would leave the small state, 0 to value.
    harm, cost: what a threat would do to the small state and to the giant, 0 or more. All are in points.
    concert: 0 (rivals) to 1 (one voice).
    Ties: offers that are equal make concert pointless for the giants; harm equal to cost is not worth a
    threat.
    Raises ValueError for anything outside these ranges.

    >>> settlement(100, rival_offer=80, far_offer=20).small
    90.0
    >>> settlement(100, rival_offer=80, far_offer=20, concert=1).small
    60.0
    """
    if not (value > 0 and 0 <= rival_offer <= value and 0 <= far_offer <= value):
        raise ValueError("The deal must be worth more than nothing, and no offer more than the deal.")
    if harm < 0 or cost < 0 or not 0 <= concert <= 1:
        raise ValueError("Harm and cost can't be negative; concert lies between 0 and 1.")
    disagreement = (1 - concert) * max(rival_offer, far_offer) + concert * far_offer
    pressure = max(0, harm - cost)
    small = (value + disagreement - pressure) / 2
    return Settlement(small, value - small, disagreement, pressure > 0)


def payoffs(value: float, rival_offer: float, far_offer: float) -> dict[tuple[str, str], tuple[float, float]]:
    """What two equal giants get who each either keep to the concert or undercut it, without threats.

    value, rival_offer, far_offer: as in `settlement`, with the same errors.
    Both together share the giants' part equally; both undercutting are rivals, and each wins the deal every
    other time; one alone who undercuts by a hair takes the whole part, the other nothing.
    Returns {(first giant's choice, second giant's choice): (first's points, second's points)}; a choice is
    HOLD or UNDERCUT.
    """
    together = settlement(value, rival_offer, far_offer, concert=1).giants
    apart = settlement(value, rival_offer, far_offer, concert=0).giants
    return {
        (HOLD, HOLD): (together / 2, together / 2),
        (HOLD, UNDERCUT): (0, together),
        (UNDERCUT, HOLD): (together, 0),
        (UNDERCUT, UNDERCUT): (apart / 2, apart / 2),
    }


def patience_needed(value: float, rival_offer: float, far_offer: float) -> float:
    """How much the next round must count (0 to 1) for two equal giants never to undercut.

    value, rival_offer, far_offer: as in `settlement`, with the same errors.
    One who was cheated undercuts for ever after. 1: no patience is enough, as concert gains them nothing.
    """
    table = payoffs(value, rival_offer, far_offer)
    hold, cheat, apart = table[HOLD, HOLD][0], table[UNDERCUT, HOLD][0], table[UNDERCUT, UNDERCUT][0]
    return (cheat - hold) / (cheat - apart) if hold > apart else 1.0

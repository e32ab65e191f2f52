"""Two giants, one small state: who keeps how much, if the giants compete and if they stand together?

Nash's bargaining solution with outside options and threats. A deal (transit, fuel, a loan) is worth `value`
to the small state and one giant together. If the talks fail, the small state turns elsewhere: to the other
giant, who would leave it `rival_offer`, or to friends far away, who would leave it `far_offer`. With
`concert` between 0 (rivals) and 1 (one voice) the other giant's door is that far shut:

    outside = (1 - concert) * max(rival_offer, far_offer) + concert * far_offer

A giant may also threaten: if the talks fail, it does `harm` to the small state, at a `cost` to itself. The
two then split equally what the deal adds to what each would have without it:

    small = (value + outside - (harm - cost)) / 2        with the threat, which pays only if harm > cost
    small = (value + outside) / 2                        without

Sources: J. F. Nash, "The Bargaining Problem", Econometrica 18 (1950), and "Two-Person Cooperative Games",
Econometrica 21 (1953), where, in a game like this, the best threat has the largest harm - cost. The giants'
own game is the prisoner's dilemma, held together by repetition (J. W. Friedman, "A Non-cooperative
Equilibrium for Supergames", Review of Economic Studies 38, 1971).

Units are points of value; nothing here is measured. Left out: that nobody knows the other's true limits, that
threats fail and are carried out, honour, parties and elections, law, time, and that giants want other things
than points. Another standard model takes the outside option as a floor instead of a starting point (K.
Binmore, A. Shaked and J. Sutton, Quarterly Journal of Economics 104, 1989): a weak one then helps nothing.
"""

from typing import NamedTuple


class Settlement(NamedTuple):
    """small and giants: what each side keeps (they sum to value); outside: what the small state would have
    elsewhere; threat: whether threatening pays the giants."""

    small: float
    giants: float
    outside: float
    threat: bool


def settlement(value, rival_offer, far_offer, harm=0, cost=0, concert=0):
    """The agreement: a `Settlement`.

    value: above 0; rival_offer, far_offer: 0 to value; harm, cost: 0 or more, all in points; concert: 0 to 1.
    Ties: offers that are equal make concert pointless for the giants; harm equal to cost is not worth a
    threat. Raises ValueError for anything outside these ranges.
    """
    if not (value > 0 and 0 <= rival_offer <= value and 0 <= far_offer <= value):
        raise ValueError("The deal must be worth more than nothing, and no offer more than the deal.")
    if harm < 0 or cost < 0 or not 0 <= concert <= 1:
        raise ValueError("Harm and cost can't be negative; concert lies between 0 and 1.")
    outside = (1 - concert) * max(rival_offer, far_offer) + concert * far_offer
    pressure = max(0, harm - cost)
    small = (value + outside - pressure) / 2
    return Settlement(small, value - small, outside, pressure > 0)


HOLD, UNDERCUT = "stand together", "undercut"


def payoffs(value, rival_offer, far_offer):
    """What two equal giants get who each either keep to the concert or undercut it, without threats.

    Both together share the giants' part equally; both undercutting are rivals, and each wins the deal every
    other time; one alone who undercuts by a hair takes the whole part, the other nothing. Returns {(first
    giant's choice, second giant's choice): (first's points, second's points)}.
    """
    together = settlement(value, rival_offer, far_offer, concert=1).giants
    apart = settlement(value, rival_offer, far_offer, concert=0).giants
    return {
        (HOLD, HOLD): (together / 2, together / 2),
        (HOLD, UNDERCUT): (0, together),
        (UNDERCUT, HOLD): (together, 0),
        (UNDERCUT, UNDERCUT): (apart / 2, apart / 2),
    }


def patience_needed(value, rival_offer, far_offer):
    """How much the next round must count (0 to 1) for two equal giants never to undercut.

    One who was cheated undercuts for ever after. 1: no patience is enough, as concert gains them nothing.
    """
    table = payoffs(value, rival_offer, far_offer)
    hold, cheat, apart = table[HOLD, HOLD][0], table[UNDERCUT, HOLD][0], table[UNDERCUT, UNDERCUT][0]
    return (cheat - hold) / (cheat - apart) if hold > apart else 1.0

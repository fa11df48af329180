"""A programme as linear rows over whole variables, for any solver of integer programmes.

    max  Σ_p w_p (Σ_c worth_pc(lift_pc) - price of the minutes)
    lift ≤ Σ gains;  lift ≤ k - level + Σ of the gains whose cap lies above k, for every cap k
    Σ prices + Σ_k price_k groups_k ≤ budget;  Σ_p x_pk ≤ seats_k groups_k;  Σ_p x_pk ≤ places_k

A lift is the sum of segments, one for each slope of its concave curve, so that the worth needs no rows. A gain that
reaches beyond its cap is cut to the cap first: the same lifts, and a tighter relaxation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kamcareer.core.planning.lifting import Lift
from kamcareer.core.planning.problem import MINUTE_PRICE, Target
from kamcareer.core.planning.worth import KNOT
from kamcareer.core.programme.offer import Offer
from kamcareer.core.programme.question import Chosen, Question

Term = tuple[int, int]  # variable, coefficient
Ways = Mapping[tuple[str, frozenset[str]], int]  # what is given to whom -> variable


@dataclass(frozen=True)
class Row:
    """Σ coefficient × variable ≤ most."""

    terms: tuple[Term, ...]
    most: int


@dataclass
class Rows:
    """Whole variables from 0 to their upper end, what each is worth, and the rows they keep."""

    upper: list[int] = field(default_factory=list)
    worth: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    given: dict[tuple[str, str], int] = field(default_factory=dict)  # (person, activity) -> variable
    groups: dict[str, int] = field(default_factory=dict)  # activity -> variable
    spans: dict[str, tuple[slice, slice]] = field(default_factory=dict)  # person -> their variables, their rows
    seats: dict[str, int] = field(default_factory=dict)  # activity -> row
    places: dict[str, int] = field(default_factory=dict)  # activity -> row
    money: int = 0  # row

    def variable(self, upper: int, worth: int) -> int:
        """Add a variable."""
        self.upper.append(upper)
        self.worth.append(worth)
        return len(self.upper) - 1

    def at_most(self, terms: Iterable[Term], most: int) -> int:
        """Add a row."""
        self.rows.append(Row(tuple(terms), most))
        return len(self.rows) - 1

    def chosen(self, values: Sequence[int]) -> Chosen:
        """Return the choice that values of the variables stand for."""
        found: dict[str, set[str]] = {}
        for (person, id), variable in self.given.items():
            if values[variable]:
                found.setdefault(person, set()).add(id)
        return {person: frozenset(ids) for person, ids in found.items()}


def rows_of(question: Question, settled: Chosen | None = None) -> Rows:
    """Return the rows of a question; whoever is `settled` keeps what they have, with what that takes of the terms."""
    rows, others = Rows(), settled or {}
    for person, offer in question.offers.items():
        if person not in others:
            add_person(rows, offer)
    add_shared(rows, question, {(person, frozenset([id])): one for (person, id), one in rows.given.items()}, others)
    return rows


def add_person(rows: Rows, offer: Offer) -> None:
    """Add what one person can be given, what it is worth to them, and the rules that are theirs alone."""
    person, weight = offer.person.id, offer.person.weight
    variables, lines = len(rows.upper), len(rows.rows)
    for id, one in offer.candidates.items():
        rows.given[person, id] = rows.variable(1, -weight * MINUTE_PRICE * one.minutes)
    here = {id: rows.given[person, id] for id in offer.candidates}
    rows.at_most(((here[id], one.minutes) for id, one in offer.candidates.items()), offer.minutes)
    for id, one in offer.candidates.items():
        for before in one.after:
            rows.at_most([(here[id], 1), (here[before], -1)], 0)
        if one.closers:
            rows.at_most([(here[id], 1), *((here[closer], -1) for closer in offer.closers(id))], 0)
    for id, reasons in offer.reasons.items():
        rows.at_most([(here[id], 1), *((here[reason], -1) for reason in sorted(reasons))], 0)
    for members in _one_of(offer):
        rows.at_most(((here[id], 1) for id in members), 1)
    for competency in sorted({id for one in offer.candidates.values() for id in one.lifts}):
        lifts = [(one.lifts[competency], here[id]) for id, one in offer.candidates.items() if competency in one.lifts]
        _lift(rows, offer.person.problem.targets[competency], lifts, weight)
    rows.spans[person] = (slice(variables, len(rows.upper)), slice(lines, len(rows.rows)))


def _one_of(offer: Offer) -> Iterator[list[str]]:
    groups: dict[str, list[str]] = {}
    for id, one in offer.candidates.items():
        if one.group:
            groups.setdefault(one.group, []).append(id)
    yield from (members for members in groups.values() if len(members) > 1)


def _lift(rows: Rows, target: Target, lifts: list[tuple[Lift, int]], weight: int) -> None:
    """Add the segments of one person's curve in one competency, and what gains and caps allow."""
    segments = [
        (rows.variable(KNOT * len(list(run)), weight * slope), 1)
        for slope, run in groupby(target.worth.slopes)
        if slope
    ]
    if not segments:
        return
    cut = [(Lift(min(lift.levels, lift.cap - target.level), lift.cap), here) for lift, here in lifts]
    rows.at_most([*segments, *((here, -lift.levels) for lift, here in cut)], 0)
    for cap in sorted({lift.cap for lift, _ in cut}):
        room = cap - target.level
        if sum(lift.levels for lift, _ in cut if lift.cap <= cap) > room:
            rows.at_most([*segments, *((here, -lift.levels) for lift, here in cut if lift.cap > cap)], room)


def add_shared(rows: Rows, question: Question, ways: Ways, settled: Chosen) -> None:
    """Add what people share: money, seats, places; `ways` are the variables by what they give to whom."""
    terms, taken = question.terms, question.people_in(settled)
    doing: dict[str, list[int]] = {}
    for (_, ids), variable in ways.items():
        for id in ids:
            doing.setdefault(id, []).append(variable)
    for id, group in sorted(terms.groups.items()):
        if id in doing:
            rows.groups[id] = rows.variable(terms.groups_for(id, taken[id] + len(doing[id])), 0)
            seats = [*((one, 1) for one in doing[id]), (rows.groups[id], -group.seats)]
            rows.seats[id] = rows.at_most(seats, -taken[id])
    for id, places in sorted(terms.places.items()):
        if len(doing.get(id, ())) > places - taken[id]:
            rows.places[id] = rows.at_most(((one, 1) for one in doing[id]), places - taken[id])
    prices = [(one, sum(question.prices.get(id, 0) for id in ids)) for (_, ids), one in ways.items()]
    prices += [(variable, terms.groups[id].price) for id, variable in rows.groups.items()]
    # Groups of those who are settled are bought anew by the variables above, unless nobody else can do the activity.
    kept = {person: frozenset(id for id in ids if id not in rows.groups) for person, ids in settled.items()}
    money = ((variable, price) for variable, price in prices if price)
    rows.money = rows.at_most(money, terms.budget - question.cost(kept))

"""Small questions with every kind of rule in them, drawn by Hypothesis, and the best answer by trying everything."""

from itertools import chain, combinations, product

from hypothesis import strategies as st

from kamcareer.core.planning.lifting import Lift
from kamcareer.core.planning.limits import Limits
from kamcareer.core.planning.problem import Candidate, Pace, Problem, Target
from kamcareer.core.planning.worth import Worth
from kamcareer.core.programme.offer import Person
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.terms import Group, Terms

TOPICS = ("negotiation", "finance")
NAMES = ("first", "second", "third", "fourth")


def activity(id, minutes=60, cost=0, lifts=None, **changes):
    base = {"entries": {}, "after": (), "closers": (), "group": None}
    lifts = {"negotiation": Lift(40, 400)} if lifts is None else lifts
    rest = {"practice": True, "own_time": False, "paces": (Pace(1, minutes),), "lifts": lifts}
    return Candidate(id=id, minutes=minutes, cost=cost, **(base | rest | changes))


def person(id, *activities, weight=1, hours=4, level=100, slopes=(5000, 3000, 2000, 500, 100)):
    """A person with one week, who is at one level in both topics."""
    targets = {topic: Target(level, Worth(slopes)) for topic in TOPICS}
    return Person(id, Problem(tuple(activities), targets, Limits(hours, 1)), weight)


@st.composite
def questions(draw, people=3, activities=4):
    """Everybody sees the same activities; what they stand at, gain and can give is their own."""
    count, size = draw(st.integers(2, people)), draw(st.integers(3, activities))
    kinds = [draw(_kinds(number)) for number in range(size)]
    those = tuple(draw(_people(f"person {number}", kinds)) for number in range(count))
    groups = {
        id: Group(draw(st.integers(0, 6)), draw(st.integers(1, 3)))
        for id in draw(st.sets(st.sampled_from(NAMES[:size]), max_size=2))
    }
    places = {id: draw(st.integers(0, 2)) for id in draw(st.sets(st.sampled_from(NAMES[:size]), max_size=2))}
    return Question(those, Terms(draw(st.integers(0, 14)), groups, places))


@st.composite
def _kinds(draw, number):
    others = list(NAMES[:number])
    maybe = st.lists(st.sampled_from(others), max_size=2, unique=True) if others else st.just([])
    return {
        "id": NAMES[number],
        "minutes": draw(st.integers(1, 6)) * 30,
        "cost": draw(st.sampled_from([0, 0, 1, 2, 3, 5])),
        "after": tuple(draw(maybe)[:1]) if draw(st.integers(0, 3)) == 0 else (),
        "closers": tuple(draw(maybe)) if draw(st.booleans()) else (),
        "group": draw(st.sampled_from([None, None, "pair"])),
        "entries": draw(st.sampled_from([{}, {}, {}, {}, {"finance": 250}])),
    }


@st.composite
def _people(draw, id, kinds):
    targets = {}
    for topic in TOPICS:
        slopes = sorted(draw(st.lists(st.integers(0, 5000), max_size=6)), reverse=True)
        targets[topic] = Target(draw(st.integers(0, 300)), Worth(tuple(slopes)))
    seen = [kind for kind in kinds if draw(st.integers(0, 4))]
    there = {kind["id"] for kind in seen}
    activities = []
    for kind in seen:
        lifts = {
            topic: Lift(draw(st.integers(1, 90)), cap)
            for topic in TOPICS
            if (cap := draw(st.integers(1, 4)) * 100) > targets[topic].level and draw(st.integers(0, 2))
        }
        if set(kind["after"]) <= there:
            activities.append(activity(lifts=lifts, **kind))
        else:
            there.discard(kind["id"])
    limits = Limits(draw(st.integers(1, 6)), 1)
    return Person(id, Problem(tuple(activities), targets, limits), draw(st.integers(1, 3)))


def best_value(question):
    """Return the value of the best programme: every set for everybody, no solver and no cleverness."""
    choices = [ways(question, one) for one in question.people]
    return max(sum(value for value, _ in together) for together in product(*choices) if _affordable(question, together))


def ways(question, one):
    """Return every set of activities that keeps the rules of one person, each with its value."""
    candidates = one.problem.candidates
    sets = chain.from_iterable(combinations(candidates, count) for count in range(len(candidates) + 1))
    return [(one.weight * one.problem.value(those), those) for those in sets if _allowed(question, one, those)]


def _allowed(question, one, those):
    ids, groups = {each.id for each in those}, [each.group for each in those if each.group]
    needed = {each.id for each in those if each.cost or each.id in question.terms.groups | question.terms.places}
    for _ in those:
        needed |= {need for each in those if each.id in needed for need in (*each.after, *each.closers)}
    return (
        sum(each.minutes for each in those) <= one.problem.limits.hours_per_week * 60
        and len(groups) == len(set(groups))
        and ids <= needed
        and not any(each.entries for each in those)
        and all(set(each.after) <= ids and (not each.closers or ids & set(each.closers)) for each in those)
    )


def _affordable(question, together):
    terms, done = question.terms, [each for _, those in together for each in those]
    counts = {each.id: sum(other.id == each.id for other in done) for each in done}
    cost = sum(each.cost for each in done if each.id not in terms.groups)
    cost += sum(-(-counts.get(id, 0) // group.seats) * group.price for id, group in terms.groups.items())
    return cost <= terms.budget and all(counts.get(id, 0) <= places for id, places in terms.places.items())

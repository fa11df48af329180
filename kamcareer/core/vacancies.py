"""A vacancy: a profile made from a role of one stored framework, who may apply, what is checked besides, what happens.

The profile is the vacancy's own from the first moment: a framework that changes later changes no vacancy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kamcareer.core.accounts import Account
from kamcareer.core.contests import LEAST_PANEL, Contest, ContestStage
from kamcareer.core.education import RequiredEducation
from kamcareer.core.framework.meaning.roles import CRITICAL, MAX_MUST_HAVES
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Expectation, NotExpected, PreviewPoint, Requirement, Role
from kamcareer.core.profile_mark import mark_of

BETTER_ROLES = 3


class Reach(StrEnum):
    """Who may apply: people of the company, everybody, or those who were asked to."""

    INTERNAL = "internal"
    PUBLIC = "public"
    INVITATION = "invitation"


class State(StrEnum):
    """How far a vacancy is; it goes this way only."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class KnockOut(StrEnum):
    """What work is impossible without and a document or one question can verify. Nothing else may be one."""

    LICENCE = "licence"
    TRAVEL = "travel"
    RIGHT_TO_WORK = "right_to_work"
    EDUCATION = "education"


TICKED = frozenset(KnockOut) - {KnockOut.EDUCATION}  # education is asked for with words, never by a tick


class Reason(StrEnum):
    """Why a profile differs from its role, in words that can be counted."""

    WORK_DIFFERS = "work_differs"
    OTHERS_DO_IT = "others_do_it"
    CLIENTS_NEED_IT = "clients_need_it"
    TAUGHT_HERE = "taught_here"
    TOO_MUCH = "too_much"


@dataclass(frozen=True)
class Cell:
    """What a vacancy asks in one competency: level 0 to 4, weight 1 to 3; a must-have has weight 3."""

    level: int
    weight: int
    must_have: bool = False

    def __post_init__(self) -> None:
        """Refuse a must-have that is not critical. ValueError."""
        if self.must_have and self.weight != CRITICAL:
            raise ValueError("a must-have has weight 3")


Cells = Mapping[str, Cell]


@dataclass(frozen=True)
class Terms:
    """What can be set of a vacancy besides its profile; `panel` are the accounts that see it with its maker.

    `client` is the client company that an agency looks for. `knock_outs` are those that are ticked. `place` is where
    the work is, in words; "" where it is not said.
    """

    title: str
    reach: Reach
    deadline: date
    blind: bool = True
    knock_outs: frozenset[KnockOut] = frozenset()
    expects: frozenset[Expectation] = frozenset()
    panel: frozenset[str] = frozenset()
    client: str | None = None
    education: RequiredEducation | None = None
    place: str = ""

    def __post_init__(self) -> None:
        """Refuse an education that is asked for without saying which and why. ValueError."""
        if not self.knock_outs <= TICKED:
            raise ValueError("education is asked for with its reason")

    @property
    def impossible_without(self) -> frozenset[KnockOut]:
        """All that work is impossible without: what is ticked, and education where it is asked for."""
        return self.knock_outs | {KnockOut.EDUCATION} if self.education else self.knock_outs


@dataclass(frozen=True)
class Vacancy:
    """One vacancy; `maker` is None once that account is deleted, and the panel goes on.

    `contest` is there where it is run as one, `members` are the accounts on the panel as it was kept, by mailbox.
    """

    id: str
    framework_sha256: str
    role: str
    terms: Terms
    cells: Cells
    maker: str | None
    made: datetime
    opened: datetime | None = None
    closed: datetime | None = None
    contest: Contest | None = None
    members: tuple[Account, ...] = ()

    @property
    def state(self) -> State:
        """How far the vacancy is."""
        if self.closed:
            return State.CLOSED
        return State.OPEN if self.opened else State.DRAFT

    @property
    def profile(self) -> str:
        """The mark of the profile: whoever is measured by another one is measured by an earlier profile."""
        return mark_of(self.cells)

    @property
    def interviewers(self) -> tuple[Account, ...]:
        """Those on the panel who talk with people and mark, by mailbox."""
        return tuple(one for one in self.members if one.interviews)

    def is_for(self, account_id: str) -> bool:
        """Return whether an account made the vacancy or sits on its panel; for everybody else there is none."""
        return account_id == self.maker or account_id in self.terms.panel

    def takes_people(self, today: date) -> bool:
        """Return whether somebody may still apply: open, and the deadline not over."""
        return self.state is State.OPEN and today <= self.terms.deadline

    def takes_answers(self, today: date) -> bool:
        """Return whether what somebody began may still be sent: while it is open, in a contest while people may apply.

        Whoever began in time may finish; in a contest nobody is given longer than the others.
        """
        if self.announced:
            return self.takes_people(today) and not self.announced.called_off
        return self.state is State.OPEN

    def shows_names(self, *, decided: bool) -> bool:
        """Return whether somebody who applied is shown by name: only once a person decided, where names are hidden.

        In a contest nobody is before the finalists are named; then everybody is.
        """
        if self.announced:
            return self.announced.revealed is not None
        return decided or not self.terms.blind

    @property
    def announced(self) -> Contest | None:
        """The contest once it is announced; before that the vacancy is one as any other."""
        return self.contest if self.contest and self.contest.announced else None

    def contest_stage(self, today: date) -> ContestStage | None:
        """Return how far the contest is; None where there is none."""
        return self.contest.stage(takes_people=self.takes_people(today)) if self.contest else None


@dataclass(frozen=True)
class CellChange:
    """One competency that is asked differently; None where it was or is not asked."""

    competency: str
    before: Cell | None
    after: Cell | None


class Term(StrEnum):
    """What is set besides the profile and touches whoever has applied."""

    KNOCK_OUTS = "knock_outs"
    EDUCATION = "education"
    EXPECTS = "expects"
    BLIND = "blind"
    PLACE = "place"


@dataclass(frozen=True)
class TermChange:
    """One term that is set differently, each as its sorted words.

    Hidden names are the word of the term itself; of an education stand step, field and reason, in this order; a place
    is one of them, as it is written.
    """

    term: Term
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class ChangeSet:
    """Changes of a vacancy made together, for one reason: chips, own words, or both."""

    id: str
    at: datetime
    account: str | None
    reasons: frozenset[Reason]
    words: str
    cells: tuple[CellChange, ...] = ()
    terms: tuple[TermChange, ...] = ()


class NoReasonError(Exception):
    """What a vacancy asks was changed, and nobody said why."""


class ProfileProblem(StrEnum):
    """Why a profile cannot be used."""

    NOTHING_ASKED = "nothing_asked"
    TOO_MANY_MUSTS = "too_many_musts"


@dataclass(frozen=True)
class Guard:
    """Something the role does not answer for, and what in the vacancy expects it all the same."""

    said: NotExpected
    expectations: tuple[Expectation, ...] = ()
    competencies: tuple[str, ...] = ()


class Breach(StrEnum):
    """What other terms would break of an announcement."""

    NOT_INTERNAL = "not_internal"
    DAY_PASSED = "day_passed"
    OTHER_DAY = "other_day"
    NO_CHAIR = "no_chair"
    SMALL_PANEL = "small_panel"


def breaches(vacancy: Vacancy, terms: Terms, today: date) -> tuple[Breach, ...]:
    """Return what other terms would break of an announced contest: the days may only be lengthened a little.

    It stays internal, its chair stays on the panel, and applications end no earlier and before the first stage does.
    Once the last day has passed it stays: everybody was told that nobody sends later.
    """
    contest, before = vacancy.announced, vacancy.terms
    if contest is None:
        return ()
    moved, over = terms.deadline != before.deadline, before.deadline < today or contest.revealed is not None
    broken = {
        Breach.NOT_INTERNAL: terms.reach is not Reach.INTERNAL,
        Breach.DAY_PASSED: moved and over,
        Breach.OTHER_DAY: moved and not over and not before.deadline < terms.deadline < contest.days.first_stage,
        Breach.NO_CHAIR: contest.chair is not None and contest.chair not in terms.panel,
    }
    return tuple(one for one, true in broken.items() if true)


def shrinks_too_far(before: int, after: int) -> bool:
    """Return whether a panel loses interviewers and is smaller than a contest needs."""
    return after < min(before, LEAST_PANEL)


def cells_of(role: Role) -> dict[str, Cell]:
    """Return what a role asks, as a vacancy begins with it."""
    return {id: Cell(need.level, need.weight, need.must_have) for id, need in role.requirements.items()}


def profile_problem(cells: Cells) -> ProfileProblem | None:
    """Return why a profile cannot be used; None when it can."""
    if not cells:
        return ProfileProblem.NOTHING_ASKED
    musts = sum(cell.must_have for cell in cells.values())
    return ProfileProblem.TOO_MANY_MUSTS if musts > MAX_MUST_HAVES else None


def changes(before: Cells, after: Cells) -> tuple[CellChange, ...]:
    """Return what differs between two profiles, in the order of the first, then of what is new."""
    ids = dict.fromkeys([*before, *after])
    return tuple(CellChange(id, before.get(id), after.get(id)) for id in ids if before.get(id) != after.get(id))


def term_changes(before: Terms, after: Terms) -> tuple[TermChange, ...]:
    """Return what differs between two sets of terms and touches whoever has applied."""
    pairs = zip(_touching(before).items(), _touching(after).values(), strict=True)
    return tuple(TermChange(term, was, then) for (term, was), then in pairs if was != then)


def _touching(terms: Terms) -> dict[Term, tuple[str, ...]]:
    asked = terms.education
    return {
        Term.KNOCK_OUTS: tuple(sorted(terms.knock_outs)),
        Term.EDUCATION: (asked.least.value, asked.field, asked.why) if asked else (),
        Term.EXPECTS: tuple(sorted(terms.expects)),
        Term.BLIND: (Term.BLIND.value,) if terms.blind else (),
        Term.PLACE: (terms.place,) if terms.place else (),
    }


def must_say_why(changed: Sequence[CellChange | TermChange], reasons: frozenset[Reason], words: str) -> None:
    """Refuse a changed profile, or changed terms that touch applicants, without a reason. NoReasonError."""
    if changed and not reasons and not words.strip():
        raise NoReasonError


def role_of(framework: Framework, vacancy: Vacancy) -> Role:
    """Return the vacancy's role with the vacancy's own requirements; what is unchanged keeps its reason."""
    role = framework.roles[vacancy.role]
    there = cells_of(role)
    needs = {
        id: role.requirements[id]
        if there.get(id) == cell
        else Requirement(level=cell.level, weight=cell.weight, must_have=cell.must_have)
        for id, cell in vacancy.cells.items()
    }
    return role.model_copy(update={"requirements": needs})


def framework_of(framework: Framework, vacancy: Vacancy) -> Framework:
    """Return the framework in which the vacancy's role asks what the vacancy asks: all else measures by it."""
    return framework.model_copy(update={"roles": framework.roles | {vacancy.role: role_of(framework, vacancy)}})


def guards(framework: Framework, vacancy: Vacancy) -> tuple[Guard, ...]:
    """Return what the vacancy expects although its role does not answer for it: warnings, a person decides."""
    musts = {id for id, cell in vacancy.cells.items() if cell.must_have}
    found = (
        Guard(
            said,
            tuple(one for one in said.against if one in vacancy.terms.expects),
            tuple(id for id in said.never_must if id in musts),
        )
        for said in framework.roles[vacancy.role].not_expected
    )
    return tuple(guard for guard in found if guard.expectations or guard.competencies)


def both_sides(role: Role, expects: frozenset[Expectation]) -> tuple[list[PreviewPoint], list[PreviewPoint]]:
    """Return what pleases and what weighs in a post, as many of each, without what its expectations make untrue."""
    true = [point for point in role.preview if expects.isdisjoint(point.against)]
    pleases, weighs = ([point for point in true if point.kind == kind] for kind in ("pleases", "weighs"))
    count = min(len(pleases), len(weighs))
    return pleases[:count], weighs[:count]


def better_roles(framework: Framework, vacancy: Vacancy) -> tuple[str, ...]:
    """Return roles that answer for more of what the vacancy expects and its own role does not; () where it does.

    Those come first that fit most of it, then those a way of the model leads to from here, then those that deny least
    of the rest, then the nearest.
    """
    found = guards(framework, vacancy)
    asked = {one for guard in found for one in guard.expectations}
    ways = {edge.to_role for edge in framework.edges if edge.from_role == vacancy.role}

    def rank(id: str) -> tuple[int, bool, int, int]:
        denied = _denied(framework.roles[id]) & vacancy.terms.expects
        distance = _distance(framework.roles[id], vacancy.cells)
        return len(denied & asked), bool(asked) and id not in ways, len(denied), distance

    ranks = {id: rank(id) for id in framework.roles if found and id != vacancy.role}
    fitting = [id for id, (left, _, denied, _) in ranks.items() if (left < len(asked) if asked else not denied)]
    return tuple(sorted(fitting, key=ranks.__getitem__)[:BETTER_ROLES])


def _denied(role: Role) -> set[Expectation]:
    return {one for said in role.not_expected for one in said.against}


def _distance(role: Role, cells: Cells) -> int:
    """Return the levels between a role and a profile, each times what it weighs in the profile."""
    there = {id: need.level for id, need in role.requirements.items()}
    return sum(cell.weight * abs(cell.level - there.get(id, 0)) for id, cell in cells.items())

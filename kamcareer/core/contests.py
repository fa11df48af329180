"""A contest for an internal vacancy: its days, its stages, what each move waits for, and when names are shown.

Applications close by their day; everything else is moved on by a person, and nobody is chosen by a total.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kamcareer.core.decisions import Decision, Outcome
from kamcareer.core.inquiries import Kind

LEAST_PANEL = 2  # one mark alone cannot be held against another
LEAST_WORDS = 10  # characters, as of a decision
LONGEST_WORDS = 2_000


class ContestStage(StrEnum):
    """How far a contest is; it goes this way only."""

    PREPARED = "prepared"
    APPLICATIONS = "applications"
    FIRST_STAGE = "first_stage"
    FINAL = "final"
    RESULT = "result"
    FINISHED = "finished"
    CALLED_OFF = "called_off"


class Move(StrEnum):
    """What a person does to move a contest on."""

    ANNOUNCE = "announce"
    NAME_FINALISTS = "finalists"
    TELL_RESULT = "result"
    FINISH = "finish"


FROM: dict[Move, ContestStage] = {
    Move.ANNOUNCE: ContestStage.PREPARED,
    Move.NAME_FINALISTS: ContestStage.FIRST_STAGE,
    Move.TELL_RESULT: ContestStage.FINAL,
    Move.FINISH: ContestStage.RESULT,
}


class Obstacle(StrEnum):
    """What a move still waits for."""

    NOT_INTERNAL = "not_internal"
    NOT_OPEN = "not_open"
    SMALL_PANEL = "small_panel"
    NO_CHAIR = "no_chair"
    NO_KIT = "no_kit"
    DECIDED_BEFORE = "decided_before"
    UNDECIDED = "undecided"
    MARKS_AWAITED = "marks_awaited"
    FINALIST_UNDECIDED = "finalist_undecided"
    NO_WORDS = "no_words"
    NO_LETTER = "no_letter"
    OBJECTION_OPEN = "objection_open"
    QUESTION_OPEN = "question_open"
    OVER = "over"


class DayProblem(StrEnum):
    """Which day of a timetable comes too early."""

    FIRST_STAGE = "first_stage"
    FINAL = "final"
    RESULT = "result"


@dataclass(frozen=True)
class Timetable:
    """The days that are announced: finalists named by, the final itself, the result told by."""

    first_stage: date
    final: date
    result: date


@dataclass(frozen=True)
class Contest:
    """A contest; `chair` is the account of a member of the panel, None once it is deleted.

    `revealed` is when the finalists were named and names shown, `decided` when the result was told in `words`;
    `called_off` is when it ended without a result, and `words` then say why.
    """

    chair: str | None
    days: Timetable
    announced: datetime | None = None
    revealed: datetime | None = None
    decided: datetime | None = None
    words: str = ""
    finished: datetime | None = None
    called_off: datetime | None = None

    def stage(self, *, takes_people: bool) -> ContestStage:
        """Return how far the contest is; `takes_people` says whether applications are still taken."""
        done = {
            ContestStage.CALLED_OFF: self.called_off is not None,
            ContestStage.FINISHED: self.finished is not None,
            ContestStage.RESULT: self.decided is not None,
            ContestStage.FINAL: self.revealed is not None,
            ContestStage.PREPARED: self.announced is None,
            ContestStage.APPLICATIONS: takes_people,
        }
        return next((stage for stage, true in done.items() if true), ContestStage.FIRST_STAGE)

    @property
    def over(self) -> bool:
        """Whether everybody was told how it ended: by a result, or that there will be none."""
        return self.decided is not None or self.called_off is not None

    @property
    def under_way(self) -> bool:
        """Whether it was announced and nobody knows yet how it ends."""
        return self.announced is not None and not self.over

    def of_first_stage(self, decision: Decision) -> bool:
        """Return whether a decision says who is a finalist: also a later one, after somebody objected."""
        return self.revealed is not None and (decision.at <= self.revealed or decision.outcome is Outcome.TALK)

    def after_objection(self, decision: Decision) -> bool:
        """Return whether a decision made somebody a finalist after the finalists were named."""
        return self.of_first_stage(decision) and self.revealed is not None and decision.at > self.revealed


@dataclass(frozen=True)
class Standing:
    """Where one applicant stands: decisions newest first, whether all marks are in, whether they have their letter.

    `asked` is what they asked about decisions and nobody has answered yet.
    """

    decisions: tuple[Decision, ...] = ()
    marked: bool = False
    letter: bool = False
    asked: frozenset[Kind] = frozenset()

    @property
    def objects(self) -> bool:
        """Whether they contest a decision and wait for the answer."""
        return Kind.OBJECTION in self.asked

    @property
    def invited(self) -> bool:
        """Whether somebody ever decided to talk with the person."""
        return any(one.outcome is Outcome.TALK for one in self.decisions)

    def first(self, contest: Contest) -> Decision | None:
        """Return the decision of the first stage; the newest one of all before finalists are named."""
        counts = (one for one in self.decisions if contest.revealed is None or contest.of_first_stage(one))
        return next(counts, None)

    def last(self, contest: Contest) -> Decision | None:
        """Return the decision of the final; None before there is one."""
        return next((one for one in self.decisions if contest.revealed and not contest.of_first_stage(one)), None)

    def told(self, contest: Contest) -> tuple[Decision, ...]:
        """Return what the person may know, newest first: of each stage, once it is told, the decision that held.

        What was decided otherwise before that was told to nobody and stays so; so does what was not told before a
        contest was called off.
        """
        named = [one for one in self.decisions if contest.of_first_stage(one)]
        later = [one for one in named if contest.after_objection(one)]
        last = self.last(contest) if contest.decided else None
        return (*([last] if last else []), *later, *[one for one in named if one not in later][:1])

    def superseded(self, contest: Contest) -> tuple[Decision, ...]:
        """Return what was decided otherwise before a stage was told, newest first: it held no longer by then."""
        held = {*self.told(contest), self.last(contest)}
        return tuple(one for one in self.decisions if one not in held) if contest.revealed else ()

    def held(self, contest: Contest) -> tuple[Decision, ...]:
        """Return the decision that holds of each stage, told or not: of the first stage, then of the final."""
        return tuple(one for one in (self.first(contest), self.last(contest)) if one)

    def in_final(self, contest: Contest) -> bool:
        """Return whether the person is a finalist."""
        first = self.first(contest)
        return contest.revealed is not None and first is not None and first.outcome is Outcome.TALK


def day_problem(deadline: date, days: Timetable) -> DayProblem | None:
    """Return the first day of a timetable that does not follow what comes before it; None where all do."""
    order = (
        (DayProblem.FIRST_STAGE, deadline < days.first_stage),
        (DayProblem.FINAL, days.first_stage < days.final),
        (DayProblem.RESULT, days.final <= days.result),
    )
    return next((problem for problem, right in order if not right), None)


@dataclass(frozen=True)
class Ready:
    """What is there for the announcement: the vacancy, its panel's interviewers, the kit, earlier decisions."""

    internal: bool
    takes_people: bool
    panel: Collection[str]
    kit: bool
    decided: bool = False


def announcing(contest: Contest, ready: Ready) -> tuple[Obstacle, ...]:
    """Return what the announcement waits for."""
    missing = {
        Obstacle.NOT_INTERNAL: not ready.internal,
        Obstacle.NOT_OPEN: not ready.takes_people,
        Obstacle.SMALL_PANEL: len(ready.panel) < LEAST_PANEL,
        Obstacle.NO_CHAIR: contest.chair not in ready.panel,
        Obstacle.NO_KIT: not ready.kit,
        Obstacle.DECIDED_BEFORE: ready.decided,
    }
    return tuple(one for one, there in missing.items() if there)


def moving(contest: Contest, move: Move, everybody: Iterable[Standing], words: str = "") -> tuple[Obstacle, ...]:
    """Return what a later move waits for; `everybody` are all who sent their answers, `words` those of the result.

    A contest may end without finalists, and without anybody who is offered the post.
    """
    people = tuple(everybody)
    if move is Move.NAME_FINALISTS:
        missing = {Obstacle.UNDECIDED: not all(one.first(contest) for one in people)}
    elif move is Move.TELL_RESULT:
        finalists = [one for one in people if one.in_final(contest)]
        missing = {
            Obstacle.OBJECTION_OPEN: any(one.objects for one in people),
            Obstacle.MARKS_AWAITED: not all(one.marked for one in finalists),
            Obstacle.FINALIST_UNDECIDED: not all(one.last(contest) for one in finalists),
            Obstacle.NO_WORDS: len(words.strip()) < LEAST_WORDS,
        }
    else:
        missing = {
            Obstacle.NO_LETTER: not all(one.letter for one in people),
            Obstacle.QUESTION_OPEN: any(one.asked for one in people),
        }
    return tuple(one for one, there in missing.items() if there)


def moved(contest: Contest, move: Move, now: datetime, words: str = "") -> Contest:
    """Return a contest after a move."""
    if move is Move.ANNOUNCE:
        return replace(contest, announced=now)
    if move is Move.NAME_FINALISTS:
        return replace(contest, revealed=now)
    if move is Move.TELL_RESULT:
        return replace(contest, decided=now, words=words.strip())
    return replace(contest, finished=now)


def calling_off(contest: Contest, words: str) -> tuple[Obstacle, ...]:
    """Return why a contest cannot be called off: it is not under way, or nobody has said why in words."""
    missing = {Obstacle.OVER: not contest.under_way, Obstacle.NO_WORDS: len(words.strip()) < LEAST_WORDS}
    return tuple(one for one, there in missing.items() if there)


def called_off(contest: Contest, now: datetime, words: str) -> Contest:
    """Return a contest that ends without a result."""
    return replace(contest, called_off=now, words=words.strip())


def outcomes(contest: Contest | None, stage: ContestStage | None, standing: Standing) -> tuple[Outcome, ...]:
    """Return what may be decided about somebody now; in a contest nothing while it takes people or has its result.

    The post is offered to whoever was invited to a talk before; in a contest in its final alone, and once
    all marks of the finalist are in: a decision that runs ahead would tell those who mark what to think. Whoever
    contests a decision of the first stage may still become a finalist.
    """
    if contest is None and standing.invited:
        return Outcome.TALK, Outcome.OFFER, Outcome.DECLINE
    if contest is None or stage in {ContestStage.PREPARED, ContestStage.FIRST_STAGE}:
        return Outcome.TALK, Outcome.DECLINE
    if stage is ContestStage.FINAL and standing.in_final(contest) and standing.marked:
        return Outcome.OFFER, Outcome.DECLINE
    if stage is ContestStage.FINAL and not standing.in_final(contest) and standing.objects:
        return (Outcome.TALK,)
    return ()

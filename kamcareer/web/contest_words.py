"""What the parts of a contest are called on pages."""

from flask_babel import lazy_gettext as _l

from kamcareer.core.audit import Event
from kamcareer.core.contests import ContestStage, DayProblem, Move, Obstacle

STAGES = {
    ContestStage.PREPARED: _l("being prepared, not announced"),
    ContestStage.APPLICATIONS: _l("applications are taken"),
    ContestStage.FIRST_STAGE: _l("first stage: answers are read without names"),
    ContestStage.FINAL: _l("final: the panel talks with the finalists"),
    ContestStage.RESULT: _l("the result is told, letters are being written"),
    ContestStage.FINISHED: _l("the contest is closed"),
    ContestStage.CALLED_OFF: _l("called off, without a result"),
}
MOVES = {
    Move.ANNOUNCE: _l("Announce the contest"),
    Move.NAME_FINALISTS: _l("Name the finalists and show the names"),
    Move.TELL_RESULT: _l("Tell everybody the result"),
    Move.FINISH: _l("Finish the contest"),
}
MEANINGS = {
    Move.ANNOUNCE: _l(
        "Employees find it in the list of contests with its days, and are written to once, unless they want no such "
        "letters. From now on the days stay."
    ),
    Move.NAME_FINALISTS: _l(
        "The decisions of the first stage hold from now on, everybody is told theirs, and all names are shown. "
        "It cannot be taken back, and it is noted by your name."
    ),
    Move.TELL_RESULT: _l("Everybody who took part reads these words and the decision about them, at the same time."),
    Move.FINISH: _l("Everybody has their letter. The file stays for those who may read it."),
}
MOVED = {
    Move.ANNOUNCE: _l("The contest is announced."),
    Move.NAME_FINALISTS: _l("The finalists are named, and names are shown."),
    Move.TELL_RESULT: _l("The result is told."),
    Move.FINISH: _l("The contest is finished."),
}
OBSTACLES = {
    Obstacle.NOT_INTERNAL: _l("the vacancy is not internal: change who may apply"),
    Obstacle.NOT_OPEN: _l("the vacancy is not open, or its last day is over"),
    Obstacle.SMALL_PANEL: _l("fewer than two interviewers sit on the panel"),
    Obstacle.NO_CHAIR: _l("the chair is not on the panel as an interviewer"),
    Obstacle.NO_KIT: _l("nobody has chosen what everybody is asked in the final"),
    Obstacle.DECIDED_BEFORE: _l("somebody was decided about already: make a new vacancy for the contest"),
    Obstacle.UNDECIDED: _l("somebody is not decided about yet"),
    Obstacle.MARKS_AWAITED: _l("not all interviewers have locked their marks of the finalists"),
    Obstacle.FINALIST_UNDECIDED: _l("a finalist is not decided about after the final"),
    Obstacle.NO_WORDS: _l("Write the result, at least ten characters"),
    Obstacle.OBJECTION_OPEN: _l("somebody contests a decision and has no answer yet"),
    Obstacle.QUESTION_OPEN: _l("somebody asked about a decision and has no answer yet"),
    Obstacle.OVER: _l("the contest is over"),
    Obstacle.NO_LETTER: _l("somebody has no approved letter about the last decision yet"),
}
DAY_PROBLEMS = {
    DayProblem.FIRST_STAGE: _l("Finalists can be named only after the last day to apply"),
    DayProblem.FINAL: _l("The final comes after the day on which the finalists are named"),
    DayProblem.RESULT: _l("The result cannot be told before the final"),
}
STEPS = {
    Event.CONTEST_PREPARED: _l("chair and days set"),
    Event.CONTEST_ANNOUNCED: _l("announced"),
    Event.FINALISTS_NAMED: _l("finalists named, names shown"),
    Event.CONTEST_DECIDED: _l("result told"),
    Event.CONTEST_FINISHED: _l("the contest is closed"),
    Event.CONTEST_CALLED_OFF: _l("called off"),
    Event.CONTEST_READ: _l("the whole file was read"),
}

"""Places of work in the lines of a résumé."""

import re
from collections.abc import Iterator, Sequence

from kamcareer.core.resumes.months import LASTED, Period, period
from kamcareer.core.resumes.proposal import Job

MOST_JOBS = 12
LOOKED_AT = 10  # lines below the time, among which an employer and a post are looked for
LONGEST = 120
COMPANY = re.compile(r"\b(?:ООО|АО|ПАО|ЗАО|ОАО|ИП|ГК|LLC|Ltd|Inc|GmbH|JSC|Company|Группа компаний)\b|[«“]")
SITE = re.compile(r"(?:www\.|https?:|\b[\w-]+\.(?:ru|com|рф|net|org)\b)", re.IGNORECASE)
POST = re.compile(
    r"\b(?:менеджер|директор|руководитель|начальник|специалист|супервайзер|представитель|продавец|координатор|ассистент"
    r"|аналитик|администратор|консультант|мерчендайзер|мерчандайзер|аккаунт|бухгалтер|инженер|логист|экономист|юрист"
    r"|маркетолог|категорийный|закупщик|байер|оператор|помощник|заместитель|управляющий|агент|kam|тренер|стажер|стажёр"
    r"|manager|director|head|representative|supervisor|executive|specialist|coordinator|assistant|analyst|buyer|lead"
    r"|consultant|engineer|accountant|officer|salesperson|merchandiser|intern|trainee|president)\b",
    re.IGNORECASE,
)
BULLETS = ("•", "·", "—", "–", "-", "*", "\uf0b7")


def names_post(text: str) -> bool:
    """Return whether a line reads like the name of a post, of at most 120 signs, and not like a sentence."""
    return len(text) <= LONGEST and not text.endswith((".", ";")) and POST.search(text) is not None


def jobs_in(lines: Sequence[tuple[int, str]]) -> tuple[Job, ...]:
    """Return the places of work in numbered lines, at most twelve; where no employer stands there is no job."""
    found = list(_periods(lines))
    ends = [place for place, _last, _period in [*found, (len(lines), 0, None)]][1:]
    made = (_job(lines, *one, end) for one, end in zip(found, ends, strict=True))
    return tuple(job for job in made if job)[:MOST_JOBS]


def _periods(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int, Period]]:
    """Return where each period begins and ends in the lines; one may go on in the next line that says something."""
    beyond = 0
    for place, (_number, line) in enumerate(lines):
        if place < beyond:
            continue
        here, last = period(line), place
        if here is None and line.rstrip().endswith(("—", "–", "-")):
            last = next((p for p in range(place + 1, min(place + 3, len(lines))) if lines[p][1].strip()), place)
            here = period(f"{line} {lines[last][1]}") if last > place else None
        if here and len(here.before) <= LONGEST:
            beyond = last + 1
            yield place, last, here


def _job(lines: Sequence[tuple[int, str]], place: int, last: int, time: Period, end: int) -> Job | None:
    first = lines[last][0]
    below = [(number, line.strip()) for number, line in lines[last + 1 : min(end, last + 1 + LOOKED_AT)]]
    around = [(first, part.strip()) for text in (time.before, time.behind) for part in text.split(", ")]
    said = [(number, text) for number, text in around + below if text and not LASTED.fullmatch(text)]
    if not said or len(said[0][1]) > LONGEST or said[0][1].startswith(BULLETS):
        return None
    employer, rest = said[0], said[1:]
    post = next((one for one in rest if _may_be_post(one[1])), None)
    if post is None and rest and names_post(employer[1]) and COMPANY.search(rest[0][1]) and len(rest[0][1]) <= LONGEST:
        employer, post = rest[0], employer
    numbers = {lines[place][0], first, employer[0]} | ({post[0]} if post else set())
    return Job(employer[1], post[1] if post else "", time.since, time.until, tuple(sorted(numbers)))


def _may_be_post(text: str) -> bool:
    return names_post(text) and not text.startswith(BULLETS) and not SITE.search(text)

"""The model card of a framework's measurement as Markdown: assumptions, every number, what it reaches, limits."""

import re
from collections.abc import Iterator

from kamcareer.core.contradictions import STRONG
from kamcareer.core.framework.entries import Text
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.measurement_settings import Parameter, SourceModel
from kamcareer.core.framework.model import Framework
from kamcareer.core.gap import SOMETHING_KNOWN
from kamcareer.core.verdict import POSSIBLE_FROM, READY_FROM


def measurement_card(framework: Framework, language: str, figures: str = "") -> str:
    """Return the card in a language; `figures` are the tables that the bench wrote, in English."""
    lines = [
        f"# {TITLE[language]}: {framework.name[language]} {framework.version}",
        "",
        f"`{sha256_of(framework)[:16]}` · {DRAFT[language]}",
    ]
    for heading, points in ((USE, USES), (MODEL, ASSUMPTIONS)):
        lines += ["", f"## {heading[language]}", "", *(f"- {point[language]}" for point in points)]
    lines += ["", f"## {PARAMETERS[language]}", "", *_parameters(framework, language)]
    lines += ["", f"## {WORDS[language]}", "", WORDS_ARE[language], "", *(f"- {one}" for one in _words(language))]
    if figures:
        lines += ["", f"## {FIGURES[language]}", "", FIGURES_ARE[language], "", localised(figures.strip(), language)]
    lines += ["", f"## {LIMITS_TITLE[language]}", "", *(f"- {limit[language]}" for limit in LIMITS), ""]
    return "\n".join(lines)


def localised(figures: str, language: str) -> str:
    """Return figures written in English as the language writes them: decimal comma, thin groups, a true minus."""
    if language != "ru":
        return figures
    grouped = re.sub(r"(?<=\d),(?=\d{3}\b)", "\N{NO-BREAK SPACE}", figures)
    return re.sub(r"(?<![\w.-])[-](?=\d)", "\N{MINUS SIGN}", re.sub(r"(?<=\d)\.(?=\d)", ",", grouped))


def _parameters(framework: Framework, language: str) -> Iterator[str]:
    yield f"| {' | '.join(column[language] for column in COLUMNS)} |"
    yield "|---|--:|--:|---|"
    settings = framework.measurement
    for name, parameter in _single(framework, language):
        if parameter is not None:
            yield _row(name, parameter, language)
    for id, source in settings.sources.items():
        yield from _source(SOURCES[id][language] if id in SOURCES else id, source, language)
    for word, parameter in (
        ("sure", settings.confidence.sure),
        ("fairly", settings.confidence.fairly),
        ("guess", settings.confidence.guess),
    ):
        yield _row(CONFIDENCE[word][language], parameter, language)


def _words(language: str) -> Iterator[str]:
    """Return from which number on the product uses which words."""
    numbers = {
        "ready": f"{100 * READY_FROM:.0f}",
        "possible": f"{100 * POSSIBLE_FROM:.0f}",
        "known": f"{100 * SOMETHING_KNOWN:.0f}",
        "apart": _number(STRONG, language),
    }
    for sentence in THRESHOLDS:
        yield sentence[language].format(**numbers)


def _single(framework: Framework, language: str) -> Iterator[tuple[str, Parameter | None]]:
    settings, prior = framework.measurement, framework.measurement.prior
    named = {
        "spread": prior.spread,
        "common_share": prior.common_share,
        "entry_level": prior.entry_level,
        "offset": prior.offset,
        "applicants_below": prior.applicants_below,
        "change": prior.change,
        "interval": settings.interval,
        "margin": settings.margin,
        "apart": settings.apart,
    }
    for id, parameter in named.items():
        yield SINGLE[id][language], parameter
    if evidence := settings.evidence:
        for kind in evidence.kinds.values():
            yield f"{WEIGHT[language]}: {kind.name[language]}", kind.weight
        yield FRESH[language], evidence.fresh_years
        yield OLD[language], evidence.old_factor
        yield UNCONFIRMED[language], evidence.unconfirmed_factor


def _source(name: str, source: SourceModel, language: str) -> Iterator[str]:
    for part, parameter in (
        ("validity", source.validity),
        ("bias", source.bias),
        ("spread", source.spread),
        ("items", source.items),
    ):
        if parameter is not None:
            yield _row(f"{name}: {PARTS[part][language]}", parameter, language)
    shares = source.error_shares
    values = " / ".join(_number(share, language) for share in (shares.rater, shares.halo, shares.rest))
    yield f"| {name}: {PARTS['error_shares'][language]} | {values} | 0–1 | {_cell(shares.rests_on[language])} |"


def _row(name: str, parameter: Parameter, language: str) -> str:
    low, high = (_number(end, language) for end in parameter.range)
    return f"| {name} | {_number(parameter.value, language)} | {low}–{high} | {_cell(parameter.rests_on[language])} |"


def _number(value: float, language: str) -> str:
    text = f"{round(value, 4):g}".replace("-", "−")
    return text.replace(".", ",") if language == "ru" else text


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _text(ru: str, en: str) -> Text:
    return Text(ru=ru, en=en)


TITLE = _text("Карточка измерения", "Measurement card")
DRAFT = _text("черновик, на людях не проверен", "a draft, not validated on people")
USE = _text("Для чего это и для чего нет", "What it is for, and what not")
USES = (
    _text(
        "Для разговора о развитии и подготовки интервью: где человек стоит относительно роли и насколько это ясно.",
        "For talks about development and to prepare interviews: where somebody stands for a role, and how clearly.",
    ),
    _text(
        "Одна самооценка — слабое основание: для развития, не для отбора.",
        "A self-assessment alone is low evidence: for development, not for selection.",
    ),
    _text(
        "Это не психометрический тест; проходного балла нет, решает человек.",
        "It is not a psychometric test; there is no pass mark, and a person decides.",
    ),
)
MODEL = _text("Что предполагается", "What is assumed")
ASSUMPTIONS = (
    _text(
        "До ответов: профиль нынешней должности, а для вакансии — одно и то же для всех, кто откликнулся.",
        "Before any answer: the profile of the present role, and for a vacancy the same for all who apply.",
    ),
    _text(
        "Настоящие уровни людей распределены нормально вокруг этого и отчасти общие для всех тем.",
        "True levels are normal around that, and partly common to all topics.",
    ),
    _text(
        "У каждого источника есть смещение, связь с настоящим уровнем и ошибка; часть ошибки — общее впечатление, "
        "одно на все оценки этого оценщика, в каком бы качестве он ни отвечал.",
        "Each source has a bias, a validity and an error; part of the error is a general impression, one for all "
        "ratings by the same rater, in whatever capacity they speak.",
    ),
    _text(
        "Частота признаков и подтверждения, которых никто не заверил, — слова самого человека.",
        "Frequencies of indicators, and evidence that nobody confirms, are the person's own word.",
    ),
    _text(
        "Ситуация показывает ступени только своего диапазона, по экспертным оценкам выбранных лучшего и худшего.",
        "A situation tells levels of its own range only, by the experts' ratings of the chosen best and worst.",
    ),
    _text(
        "Всё, что один человек подтверждает по одной теме, весит вместе не больше одной полной оценки.",
        "All evidence on one topic for which one person stands weighs no more than one full rating together.",
    ),
    _text("«Не было возможности показать» — не данные.", "“No chance to show it” is no datum."),
)
WORDS = _text("С какого числа какое слово", "From which number on a word is used")
WORDS_ARE = _text(
    "Это договорённости о словах, исследований за ними нет. Чисел они не меняют, и проходными баллами не служат.",
    "These are agreements about words, without a study behind them. They change no number and are no pass marks.",
)
THRESHOLDS = (
    _text(
        "«Готовность есть»: все обязательные темы есть с вероятностью {ready} % и больше; «возможно»: {possible} % и "
        "больше; ниже — «пока нет».",
        "“Ready”: all must-haves are there with a probability of {ready} % or more; “possible”: {possible} % or more; "
        "below that “not yet”.",
    ),
    _text(
        "«В основном предположение»: известное убрало меньше {known} % неопределённости.",
        "“Most of this was assumed”: what is known has taken away less than {known} % of the uncertainty.",
    ),
    _text(
        "«Источники расходятся»: между двумя из них стандартных отклонений {apart} или больше.",
        "“Sources differ more than usual”: two of them lie {apart} standard deviations apart, or more.",
    ),
)
PARAMETERS = _text("Все числа", "Every number")
COLUMNS = (
    _text("Параметр", "Parameter"),
    _text("Значение", "Value"),
    _text("Диапазон", "Range"),
    _text("На чём основано", "Rests on"),
)
SINGLE = {
    "spread": _text("Разброс людей вокруг профиля, ступени", "Scatter of people around the profile, levels"),
    "common_share": _text("Общая для всех тем часть разброса", "Part of it common to all topics"),
    "entry_level": _text("Начальная ступень, со стороны", "Entry level, from outside"),
    "offset": _text("Люди в среднем выше профиля на", "People stand above their profile by"),
    "applicants_below": _text("Откликнувшиеся ниже профиля вакансии на", "Applicants stand below the vacancy by"),
    "change": _text("Сдвиг ступени за квартал, в любую сторону", "Move of a level within a quarter, either way"),
    "interval": _text("Доля случаев, в которых интервал верен", "Share of cases in which the interval holds"),
    "margin": _text("Ступень достигнута за столько до неё", "A level is held from so much below it"),
    "apart": _text("Вероятность, с которой людей различают", "Probability at which people are told apart"),
}
SOURCES = {
    "self": _text("Самооценка", "Self"),
    "indicators": _text("Частота признаков", "Indicators"),
    "manager": _text("Руководитель", "Manager"),
    "peer": _text("Коллега", "Peer"),
    "interview": _text("Интервью", "Interview"),
    "situations": _text("Ситуации", "Situations"),
    "evidence": _text("Подтверждение", "Evidence"),
    "earlier": _text("Прежние оценки компании", "Earlier scores of the company"),
}
PARTS = {
    "validity": _text("связь с настоящим уровнем", "validity"),
    "bias": _text("смещение, ступени", "bias, levels"),
    "spread": _text("разброс оценок", "spread of ratings"),
    "items": _text("ответов в полной оценке", "answers in a full rating"),
    "error_shares": _text("ошибка: оценщик / впечатление / прочее", "error: rater / halo / rest"),
}
CONFIDENCE = {
    "sure": _text("«Точно»: множитель ошибки", "Certain: factor on the error"),
    "fairly": _text("«Скорее да»: множитель ошибки", "Fairly sure: factor on the error"),
    "guess": _text("«Наугад»: множитель ошибки", "A guess: factor on the error"),
}
WEIGHT = _text("Вес подтверждения", "Weight of evidence")
FRESH = _text("Подтверждение свежее, лет", "Evidence is fresh for, years")
OLD = _text("Потом весит в столько раз меньше", "Afterwards its weight times")
UNCONFIRMED = _text("Без второго человека вес умножается на", "Without a second person its weight times")
FIGURES = _text("Что получается на придуманных людях", "What it reaches on invented people")
FIGURES_ARE = _text(
    "Люди придуманы по другим параметрам, чем настройки; это показывает, что расчёт верен, а не что он верен о людях. "
    "Таблицы — из замеров проекта, на английском.",
    "The people were invented with other parameters than the settings; this shows that the arithmetic holds, not that "
    "it is true of people.",
)
LIMITS_TITLE = _text("Пределы", "Limits")
LIMITS = (
    _text(
        "Ни одно число не измерено на пользователях этой модели; сила выводов зависит от того, верны ли они.",
        "No number was measured on users of this model; the conclusions are as good as the numbers.",
    ),
    _text(
        "Шкала определена только относительно опорного источника; его собственного смещения не покажет никакая "
        "статистика.",
        "The scale is defined only in relation to an anchor source; no statistic shows the anchor's own bias.",
    ),
    _text(
        "Кто ответил по ссылке, не проверяется: отвечает тот, у кого она есть.",
        "Who answered a link is not checked: whoever has it can answer.",
    ),
    _text(
        "Сговор, месть и давление в оценках модель не распознаёт.",
        "Collusion, revenge and pressure in ratings are not recognised.",
    ),
    _text(
        "Чем выше человек оценивает себя в одной теме, тем снисходительнее считает его модель: её вывод по этой теме "
        "не падает, но по другим темам, а изредка и готовность к роли, может чуть снизиться.",
        "The better somebody rates themselves on one topic, the more lenient the model takes them to be: the "
        "conclusion on that topic does not fall, but others may sink a little, and rarely the readiness with them.",
    ),
    _text(
        "Подтверждают тему люди, а не способы спросить: человек, названный и руководителем, и интервьюером, — один.",
        "A topic is confirmed by people, not by ways of asking: somebody named as manager and as interviewer is one.",
    ),
    _text(
        "Так же с любым, кто оценивает: более высокая оценка одной темы может чуть снизить выводы по другим.",
        "So with everybody who rates: a better mark on one topic may lower the conclusions on others a little.",
    ),
    _text(
        "Ответы коллег учитываются на страницах только по трое; `flask gap` учитывает каждого: файл с ответами и так у "
        "того, кто его запускает.",
        "On pages colleagues count only in threes; `flask gap` counts each of them, as whoever runs it has their "
        "answers in the file.",
    ),
    _text(
        "Интервал откалиброванного смещения — об истине относительно опорного источника; само значение притянуто к "
        "настройкам и может лежать на его краю.",
        "The interval of a calibrated bias is about the truth beside the anchor; the number itself is drawn to the "
        "settings and may lie at an end of it.",
    ),
    _text(
        "Ступени — ожидания экспертов о поведении; о результатах на работе они сами по себе не говорят.",
        "Levels are experts' expectations of behaviour; by themselves they say nothing about results at work.",
    ),
)

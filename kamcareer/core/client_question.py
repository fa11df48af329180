"""A client's question about somebody: what in it asks about the person and not about the work.

Besides what a posting may not ask: of somebody who is there people ask in other words than of whoever may come.
"""

from kamcareer.core.posting_lint import Asked, Finding, findings, rules_of

OF_WORK = frozenset({Asked.TEMPER, Asked.YEARS})  # useless in a posting, and no harm in a question
WHO = r"(?:он|она|ей|ему|ее|его|им|кандидат\w*|человек\w*|специалист\w*|соискател\w*|менеджер\w*)"
# Years of work are asked about too: "сколько лет она вела сети?", "how old is the contract?".
OF_SOMEBODY = rules_of(
    {
        Asked.AGE: (
            rf"сколько\s+(?:{WHO}\s+)?(?:полных\s+)?лет\s+{WHO}(?!\s+\w*(?:работ|вел|вед|прораб|занима|управля|руковод|в\s))",
            rf"сколько\s+{WHO}\s+(?:полных\s+)?лет(?!\s+(?:опыт|стаж|работ|в\s))",
            r"(?:год\w*|дат\w+|день|дня)\s+рождения|какого\s+(?:он\s+|она\s+)?года\s*\?|\d{2,4}\s+года\s+рождения",
            r"возраст\w*|скольки\s+лет|на\s+пенси\w+|пенсионн\w+\s+возраст\w*",
            r"how\s+old\s+(?:is|are)\s+(?:he|she|they|the\s+(?:candidate|person|manager))",
            r"(?:date|year)\s+of\s+birth|birth\s*(?:day|date|year)|(?:his|her|their|the\s+candidate[’']s)\s+age|when\s+\w+\s+(?:was|were)\s+born",
        ),
        Asked.FAMILY: (
            r"дет(?:и|ей|ям|ьми|ях)(?=\W*(?:есть|нет|сколько|маленьк|\?|$))|(?:есть|нет|сколько|планиру\w+)\s+(?:ли\s+)?(?:\w+\s+){0,2}дет(?:и|ей)",
            r"ребен(?:ок|ка|ку|ком|ке)|многодетн\w*|матер(?:ь|и)[-\s]одиночк\w*",
            r"муж(?:а|у|ем|е)?|жен(?:а|ы|е|у|ой)|супруг\w*|семь(?:я|и|е|ей)|семейн\w+|личн(?:ая|ой|ую)\s+жизн\w+",
            r"husband|wife|spouse|kids?|(?:any|have|has|many|her|his|their)\s+(?:\w+\s+)?children",
            r"family\s+(?:plans?|situation|life)|(?:his|her|their|a)\s+family",
        ),
    }
)


def about_the_person(words: str) -> tuple[Finding, ...]:
    """Return where words of a client ask about the person, sex, age or family for example, and not about the work."""
    return tuple(one for one in findings(words, OF_SOMEBODY) if one.asked not in OF_WORK)

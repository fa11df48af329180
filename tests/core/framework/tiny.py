"""A whole framework of a few lines, for rules that need no more."""

from pathlib import Path

REAL = Path(__file__).parents[3] / "competencies" / "key_account"

HEAD = """\
format: 1
id: tiny
version: 1.0.0
name: {ru: Малая, en: Tiny}
clusters:
  A: {name: {ru: Группа, en: Group}, short: {ru: Г, en: G}}
ladders:
  retail: {ru: Розница, en: Retail}
order:
  competencies: [planning, listening]
  roles: [helper, lead, lead_abroad]
scale:
  0: {name: {ru: нет, en: none}, meaning: {ru: нет, en: none}}
  1: {name: {ru: мало, en: little}, meaning: {ru: мало, en: little}}
  2: {name: {ru: сам, en: alone}, meaning: {ru: сам, en: alone}}
  3: {name: {ru: сложное, en: hard}, meaning: {ru: сложное, en: hard}}
  4: {name: {ru: учит, en: teaches}, meaning: {ru: учит, en: teaches}}
articles:
  story: {ru: Рассказ, en: A story}
edges:
  - {from: helper, to: lead, type: promotion, source: articles, facts: [F1]}
  - {from: lead, type: exit, source: proposed, name: {ru: Своё дело, en: Own business}}
"""

FACTS = """\
facts:
  F1: {article: story, text: {ru: Факт, en: Fact}}
  F2: {article: story, text: {ru: Факт, en: Fact}}
left_out:
  F2: {ru: Это рамка рассказа, en: It frames the story}
"""

COMPETENCY = """\
id: {id}
cluster: A
facts: [F1]
name: {{ru: Имя, en: Name}}
definition: {{ru: Что это, en: What it is}}
question: {{ru: Как?, en: How?}}
anchors:
  0: {{ru: ступень 0, en: level 0}}
  1: {{ru: ступень 1, en: level 1}}
  2: {{ru: ступень 2, en: level 2}}
  3: {{ru: ступень 3, en: level 3}}
  4: {{ru: ступень 4, en: level 4}}
"""

CARD = """\
name: {ru: Роль, en: Role}
short: {ru: Р, en: R}
purpose: {ru: Зачем, en: Why}
duties: [{text: {ru: Дело, en: Duty}}]
works_with: [{text: {ru: Люди, en: People}}]
team: {text: {ru: Команды нет, en: No team}}
not_expected: [{text: {ru: Это, en: This}}]
"""

HELPER = f"""\
id: helper
ladder: retail
{CARD}requirements:
  planning: {{level: 1, weight: 2}}
  listening: {{level: 2, weight: 1}}
facts: [F1]
"""

LEAD = f"""\
id: lead
ladder: retail
{CARD}requirements:
  planning: {{level: 3, weight: 3, must_have: true, reason: {{ru: Иначе никак, en: No other way}}}}
  listening: {{level: 2, weight: 1}}
facts: [F1]
"""

OVERLAY = """\
id: lead_abroad
base: lead
name: {ru: Вариант, en: Variant}
short: {ru: В, en: V}
changes:
  listening: {level: 4, weight: 2}
facts: [F1]
"""

SITUATION = """\
situations:
  - id: late_order
    setting: retail
    level_range: [1, 3]
    stem: {ru: Заказ опоздал, en: The order is late}
    options:
      A: {text: {ru: так, en: this}, rating: 4}
      B: {text: {ru: сяк, en: that}, rating: 2}
      C: {text: {ru: вот, en: then}, rating: 1}
      D: {text: {ru: тут, en: here}, rating: 3}
    best: A
    worst: C
    rationale: {ru: Потому, en: Because}
"""

ACTIVITY = """\
id: {id}
kind: project
name: {{ru: Дело, en: Deed}}
gains:
  planning: {{levels: 0.5, cap: 3}}
hours: 10
weeks: 4
hours_at: work
cost: free
level_range: [0, 3]
first_step: {{ru: Начать, en: Begin}}
result: {{ru: Итог, en: Result}}
whom_to_ask: {{ru: Кого, en: Whom}}
without_access: {{ru: Иначе, en: Otherwise}}
task: {{ru: Делать, en: Do it}}
source: external
rests_on: [practice]
"""


def tiny_files() -> dict[str, bytes]:
    """Return the files of the tiny framework by path, as text edits expect them."""
    files = {
        "framework.yaml": HEAD,
        "facts.yaml": FACTS,
        "measurement.yaml": (REAL / "measurement.yaml").read_text(),
        "competencies/planning.yaml": COMPETENCY.format(id="planning"),
        "competencies/listening.yaml": COMPETENCY.format(id="listening"),
        "roles/helper.yaml": HELPER,
        "roles/lead.yaml": LEAD,
        "roles/lead_abroad.yaml": OVERLAY,
    }
    return {path: text.encode() for path, text in files.items()}


def edited(path: str, old: str, new: str) -> dict[str, bytes]:
    """Return the tiny framework with the first `old` of one file replaced; the edit must hit something."""
    files = tiny_files()
    text = files[path].decode()
    assert old in text
    return files | {path: text.replace(old, new, 1).encode()}

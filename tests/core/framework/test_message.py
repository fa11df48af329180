"""Messages read as plain English, and remember what they are made of."""

from kamcareer.core.framework.errors import UNKNOWN, unknown
from kamcareer.core.framework.message import Listed, Message, Named

ASKED = Message('"%(id)s" asks %(what)s', id=Named("roles", "lead"), what=Message("too much"))


def test_a_message_is_the_english_sentence():
    assert ASKED == '"lead" asks too much'
    assert f"{ASKED}; mend it" == '"lead" asks too much; mend it'


def test_it_remembers_template_and_values():
    assert ASKED.template == '"%(id)s" asks %(what)s'
    assert ASKED.values == {"id": Named("roles", "lead"), "what": "too much"}


def test_a_message_without_gaps_stands_as_it_is():
    assert Message("100 % sure, as in %(id)s") == "100 % sure, as in %(id)s"


def test_gaps_can_be_filled_later():
    assert UNKNOWN["role"].filled(id="leed", hint="none") == 'unknown role "leed"; none'


def test_lists_and_numbers_read_as_one_writes_them():
    steps = Listed((Named("roles", "helper"), "lead"), between=" → ")

    assert Message("%(steps)s by %(number)s", steps=steps, number=0.50) == "helper → lead by 0.5"


def test_an_unknown_id_names_the_nearest_or_all_there_are():
    assert unknown("role", "leed", ["helper", "lead"]) == 'unknown role "leed"; did you mean "lead"?'
    assert unknown("plan", "x", ["helper", "lead"]) == 'unknown plan "x"; known: helper, lead'
    assert unknown("role", "x", []) == 'unknown role "x"; known: none'
    assert unknown("role", "x", ["aa"] * 32).endswith("aa and 2 more")

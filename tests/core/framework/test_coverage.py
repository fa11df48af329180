from kamcareer.core.framework.coverage import carriers
from kamcareer.core.framework.loading import Folder, parse_framework
from tests.core.framework.tiny import edited, tiny_files


def test_every_element_that_cites_a_fact_carries_it_once():
    carried = carriers(parse_framework(Folder(tiny_files(), "t")))

    assert carried == {
        "F1": (
            "competency planning",
            "competency listening",
            "role helper",
            "role lead",
            "role lead_abroad",
            "edge helper → lead",
        ),
        "F2": (),
    }


def test_a_fact_is_found_however_deep_it_is_cited():
    duty = edited(
        "roles/helper.yaml",
        "duties: [{text: {ru: Дело, en: Duty}}]",
        "duties: [{text: {ru: Дело, en: Duty}, facts: [F2]}]",
    )
    kept = duty | {"facts.yaml": duty["facts.yaml"].partition(b"left_out:")[0]}

    assert carriers(parse_framework(Folder(kept, "t")))["F2"] == ("role helper",)

"""Colleagues in a round, on both databases: whoever reads everything that is stored cannot say who said what."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.assessment import Draft
from kamcareer.core.company_rounds import Aim
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.people import Person
from kamcareer.core.rating_requests import Peers
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.all_known import all_known
from kamcareer.services.company_rounds import (
    Planned,
    due_reminders,
    make_round,
    name_accounts,
    progress_of,
    remove_person,
)
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.round_peers import (
    Chosen,
    Named,
    agree_to,
    ask_of,
    asked_of,
    chosen_by,
    hand_in,
    naming,
    open_ended,
    propose,
    propose_no_more,
    reseal,
)
from kamcareer.services.self_assessment import finish, open_sitting, save_answer
from kamcareer.services.taking_part import own_part, stop_taking_part, take_part
from kamcareer.store.people import put_people, record_of
from tests.agreements import agreed
from tests.conftest import NOW
from tests.rows import every_row

INSTALLATION = "what the installation keeps to itself"
TODAY, UNTIL = NOW.date(), NOW + timedelta(days=21)
LATER = UNTIL.date() + timedelta(days=1)
PEERS = ("3", "4", "5", "6")
SAID = ({"negotiation": 0, "market": 1}, {"negotiation": 2}, {"negotiation": 4, "market": 3})


@dataclass(frozen=True)
class Team:
    """Ivan, who takes part in a round, and the accounts of his colleagues in it by personnel number."""

    session: Session
    framework: Framework
    round_id: str
    accounts: dict[str, Account]

    def chosen(self) -> Chosen:
        part = own_part(self.session, self.round_id, self.accounts["2"].id)
        return chosen_by(self.session, part.person)

    def ask(self, numbers: tuple[str, ...]) -> bool:
        for number in numbers:
            assert propose(self.session, self.chosen(), record_of(self.session, number))
        chosen = self.chosen()
        return agree_to(self.session, INSTALLATION, chosen, self.framework, [one.id for one in chosen.peers])

    def say(self, number: str, levels: dict[str, int]) -> bool:
        account, id = self.accounts[number].id, next(one.id for one in self.chosen().peers if one.number == number)
        ask = ask_of(self.session, id, account, TODAY)
        return ask is not None and hand_in(self.session, INSTALLATION, ask, levels)

    @property
    def known(self) -> list[dict[str, int]]:
        sitting = open_sitting(self.session, self.chosen().person.assessment_id)
        others = all_known(self.session, sitting.framework, sitting.assessment).others
        return [dict(one.levels) for one in others if one.source == "peer"]


@pytest.fixture
def team(session: Session, framework: Framework) -> Iterator[Team]:
    put_people(
        session,
        [Person(n, f"Коллега {n}", "Север", "1", "supervisor") for n in ("2", *PEERS)]
        + [Person("1", "Ким Вера", "Юг", None, "sales_manager")],
        NOW,
    )
    made = make_round(session, framework, Planned("Осень", Aim.PRESENT, None, UNTIL.date()), {"Север"}, (), NOW)
    accounts = {}
    for number in ("2", *PEERS):
        email = f"of{number}@example.ru"
        accounts[number] = open_one_time_link(session, new_one_time_link(session, email, NOW), None, NOW)
        name_accounts(session, progress_of(session, made.id), {record_of(session, number): email}, NOW)
    part = own_part(session, made.id, accounts["2"].id)
    begun = take_part(session, part, accounts["2"], agreed(), UNTIL, NOW)
    save_answer(session, begun, "negotiation", Draft(level=1, confidence="fairly"), "key", NOW)
    finish(session, begun, NOW)
    session.commit()
    return Team(session, framework, made.id, accounts)


def sealed(rows: dict[str, list[dict]]) -> list[int]:
    """Take what is sealed out of the rows of the database; return its lengths: the database holds no key to it."""
    return [len(row.pop("sealed")) for row in rows["sealed_peers"]]


def test_whoever_reads_every_row_at_every_moment_cannot_say_who_said_what(team: Team):
    assert team.ask(PEERS[:3])
    team.session.commit()
    seen = []
    for order in permutations(SAID):
        # The same three people hand in one after the other; which answers are whose differs each time.
        trail = []
        for number, levels in zip(PEERS[:3], order, strict=True):
            assert team.say(number, levels)
            team.session.flush()
            rows = every_row(team.session)
            trail.append((sealed(rows), rows))
        seen.append(trail)
        team.session.rollback()
    assert all(trail == seen[0] for trail in seen)
    assert seen[0][0][0] == seen[0][1][0] != []
    assert [(row["competency"], row["total"], row["count"]) for row in seen[0][2][1]["peer_mean"]] == [
        ("negotiation", 6, 3)
    ]


def test_nothing_of_colleagues_is_known_before_all_have_handed_in(team: Team):
    team.ask(PEERS)
    for number in PEERS[:3]:
        assert team.say(number, {"negotiation": 3})
        assert team.known == []
        assert team.chosen().said == {}
    assert team.say("6", {"negotiation": 1})
    assert team.chosen().said == {"negotiation": Peers(10, 4)}
    assert sorted(levels["negotiation"] for levels in team.known) == [2, 2, 3, 3]


def test_each_colleague_hands_in_once_and_two_at_the_same_time_are_both_counted(team: Team, at_once: Callable):
    team.ask(PEERS[:3])
    assert not team.say("3", {})
    assert team.say("3", {"negotiation": 2})
    assert not team.say("3", {"negotiation": 4})
    team.session.commit()
    asks = [ask_of(team.session, peer.id, peer.account_id, TODAY) for peer in team.chosen().peers if not peer.handed_in]
    team.session.rollback()
    at_once(*(lambda s, ask=ask: hand_in(s, INSTALLATION, ask, {"negotiation": 3}) for ask in [*asks, *asks]))
    team.session.rollback()
    assert team.chosen().said == {"negotiation": Peers(8, 3)}


def test_what_fewer_than_three_said_is_deleted_when_the_round_is_over_and_shown_to_nobody(team: Team):
    team.ask(PEERS)
    team.say("3", {"negotiation": 2})
    team.say("4", {"negotiation": 2})
    assert open_ended(team.session, INSTALLATION, UNTIL.date()) == 0
    assert open_ended(team.session, INSTALLATION, LATER) == 1
    rows = every_row(team.session)
    assert rows["sealed_peers"] == rows["peer_mean"] == []


def test_what_three_of_four_said_opens_when_the_round_is_over(team: Team):
    team.ask(PEERS)
    for number in PEERS[:3]:
        team.say(number, {"negotiation": 2})
    open_ended(team.session, INSTALLATION, LATER)
    assert team.chosen().said == {"negotiation": Peers(6, 3)}


def test_it_takes_three_and_the_list_stays_once_somebody_agreed(team: Team):
    assert not team.ask(PEERS[:2])
    assert team.ask(PEERS[2:3])
    chosen = team.chosen()
    assert not propose(team.session, chosen, record_of(team.session, "6"))
    assert not propose_no_more(team.session, chosen, chosen.peers[0].id)
    assert [name for _, name in asked_of(team.session, team.accounts["3"].id, TODAY)] == ["Коллега 2"]
    assert asked_of(team.session, team.accounts["6"].id, TODAY) == []
    assert ask_of(team.session, chosen.peers[0].id, team.accounts["6"].id, TODAY) is None


def test_neither_oneself_nor_ones_manager_can_be_proposed(team: Team):
    assert {one.number for one in team.chosen().offered.values()} == set(PEERS)


def test_only_whoever_has_not_handed_in_is_reminded_and_once(team: Team):
    team.ask(PEERS[:3])
    team.say("3", {"negotiation": 2})
    day = UNTIL - timedelta(days=2)
    peers = [one.mailbox for one in due_reminders(team.session, day.date(), day) if one.to == "peer"]
    assert sorted(peers) == ["of4@example.ru", "of5@example.ru"]
    assert not [one for one in due_reminders(team.session, day.date(), day) if one.to == "peer"]


def test_leaving_the_round_and_withdrawing_consent_end_it(team: Team):
    team.ask(PEERS[:3])
    team.session.commit()
    withdraw(team.session, Holder(account_id=team.accounts["2"].id), Purpose.DEVELOPMENT, NOW)
    assert not team.say("3", {"negotiation": 2})
    team.session.rollback()
    part = own_part(team.session, team.round_id, team.accounts["2"].id)
    stop_taking_part(team.session, part, NOW)
    rows = every_row(team.session)
    assert rows["round_peer"] == rows["sealed_peers"] == []


def test_with_another_secret_everybody_may_hand_in_again(team: Team):
    team.ask(PEERS[:3])
    team.say("3", {"negotiation": 0})
    peer = next(one for one in team.chosen().peers if one.number == "4")
    ask = ask_of(team.session, peer.id, peer.account_id, TODAY)
    assert hand_in(team.session, "another", ask, {"negotiation": 4})
    assert [one.handed_in for one in team.chosen().peers] == [False, True, False]


def test_sums_sealed_anew_go_on_under_the_new_secret_alone(team: Team):
    team.ask(PEERS[:3])
    team.say("3", SAID[0])
    before = every_row(team.session)["sealed_peers"]
    assert reseal(team.session, INSTALLATION, "another") == 0
    assert every_row(team.session)["sealed_peers"] != before
    assert reseal(team.session, INSTALLATION, "a third") == 1
    assert reseal(team.session, "another", INSTALLATION) == 0
    team.say("4", SAID[1])
    team.say("5", SAID[2])

    assert team.known == [{"negotiation": 2}] * 3


def test_of_a_colleague_who_is_taken_out_nothing_of_the_others_is_lost_and_another_may_join(team: Team):
    assert team.ask(PEERS[:3])
    assert team.say("4", {"negotiation": 2})
    person = record_of(team.session, "3")
    assert naming(team.session, team.round_id, "3") == [Named("Коллега 2", few=True)]
    assert remove_person(team.session, progress_of(team.session, team.round_id), person)
    assert team.say("5", {"negotiation": 4})
    assert team.chosen().sealed
    assert not team.chosen().agreed
    assert not agree_to(team.session, INSTALLATION, team.chosen(), team.framework, [])
    assert team.ask(("6",))
    assert team.chosen().agreed
    assert team.chosen().offered == {}
    assert team.say("6", {"negotiation": 3})
    assert team.chosen().said == {"negotiation": Peers(9, 3)}


def test_where_somebody_was_taken_out_and_nobody_added_all_of_it_is_deleted_after_the_last_day(team: Team):
    assert team.ask(PEERS[:3])
    assert team.say("3", {"negotiation": 2})
    remove_person(team.session, progress_of(team.session, team.round_id), record_of(team.session, "3"))
    assert team.say("4", {"negotiation": 2})
    assert team.say("5", {"negotiation": 4})
    assert team.chosen().sealed
    assert open_ended(team.session, INSTALLATION, LATER) == 1

    rows = every_row(team.session)
    assert rows["sealed_peers"] == rows["peer_mean"] == []


def test_whether_somebody_has_handed_in_changes_nothing_of_what_hr_and_the_person_see(team: Team):
    seen = []
    assert team.ask(PEERS[:3])
    team.session.commit()
    for handing_in in ((), ("3",), ("4",), ("4", "5")):
        for number in handing_in:
            assert team.say(number, {"negotiation": 2})
        named = naming(team.session, team.round_id, "3")
        remove_person(team.session, progress_of(team.session, team.round_id), record_of(team.session, "3"))
        chosen = team.chosen()
        seen.append((named, chosen.agreed, chosen.reopened, set(chosen.offered), [one.number for one in chosen.asked]))
        team.session.rollback()
    assert all(one == seen[0] for one in seen)


def test_a_colleague_is_taken_out_of_a_list_that_is_long_enough_or_opened_and_it_stays_as_it_is(team: Team):
    assert team.ask(PEERS)
    assert naming(team.session, team.round_id, "3") == [Named("Коллега 2", few=False)]
    progress = progress_of(team.session, team.round_id)
    remove_person(team.session, progress, record_of(team.session, "3"))
    assert team.chosen().agreed
    for number in PEERS[1:]:
        assert team.say(number, {"negotiation": 3})
    assert naming(team.session, team.round_id, "4") == []
    for number in PEERS[1:]:
        remove_person(team.session, progress, record_of(team.session, number))
    assert team.chosen().agreed
    assert team.chosen().said == {"negotiation": Peers(9, 3)}

"""Whatever the prices are, what everybody gains alone at them and what there is bound every programme."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.programme.pricing import Prices
from tests.core.programme.small import best_value, questions, ways

price = st.floats(0, 3e5)


@given(questions(), st.data())
@settings(max_examples=150, deadline=None)
def test_any_prices_bound_every_programme(question, data):
    terms = question.terms
    seats = {id: data.draw(price) for id in terms.groups}
    prices = Prices(data.draw(price), seats, {id: data.draw(price) for id in terms.places})
    alone = [
        max(value - sum(prices.of(question, each.id) for each in those) for value, those in ways(question, one))
        for one in question.people
    ]

    assert prices.of_all(question) + sum(alone) >= best_value(question)

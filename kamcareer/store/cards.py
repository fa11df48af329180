"""Cards of people without work mail."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kamcareer.core.cards import Card
from kamcareer.store.tables import CardRow


def put_card(session: Session, card: Card) -> None:
    """Store a card; the one that the number had before is replaced."""
    session.merge(
        CardRow(
            number=card.number,
            name=card.name,
            manager_id=card.manager_id,
            made_at=card.made,
            code_seal=card.code_seal,
            expires_at=card.expires,
            account_id=card.account_id,
        )
    )
    session.flush()


def find_card(session: Session, number: str) -> Card | None:
    """Return the card of a personnel number; None when it has none."""
    row = session.get(CardRow, number, populate_existing=True)
    return _card(row) if row else None


def all_cards(session: Session) -> list[Card]:
    """Return every card, by number."""
    return [_card(row) for row in session.execute(select(CardRow).order_by(CardRow.number)).scalars()]


def cards_of_manager(session: Session, manager_id: str) -> list[Card]:
    """Return the cards that a line manager may renew, by name."""
    query = select(CardRow).where(CardRow.manager_id == manager_id).order_by(CardRow.name, CardRow.number)
    return [_card(row) for row in session.execute(query).scalars()]


def use_up_code(session: Session, number: str, code_seal: str) -> bool:
    """Forget a code that is being used; return False where somebody was faster or it is another code."""
    query = update(CardRow).where(CardRow.number == number, CardRow.code_seal == code_seal).values(code_seal=None)
    return session.execute(query.returning(CardRow.number)).scalar_one_or_none() is not None


def note_account(session: Session, number: str, account_id: str) -> None:
    """Note which account a card has opened."""
    session.execute(update(CardRow).where(CardRow.number == number).values(account_id=account_id))


def delete_card(session: Session, number: str) -> None:
    """Delete a card."""
    session.execute(delete(CardRow).where(CardRow.number == number))


def _card(row: CardRow) -> Card:
    return Card(row.number, row.name, row.manager_id, row.made_at, row.code_seal, row.expires_at, row.account_id)

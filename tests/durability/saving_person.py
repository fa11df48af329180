"""Somebody who saves answers in a process of its own, and notes each save once it is acknowledged.

python -m tests.durability.saving_person FOLDER ASSESSMENT SAVES FULL|NORMAL
"""

import os
import sys
from pathlib import Path
from uuid import uuid4

from sqlalchemy import event

from kamcareer.config import Settings
from kamcareer.core.assessment import Draft, questions
from kamcareer.factory import create_app
from kamcareer.services.self_assessment import open_sitting, save_answer
from kamcareer.store.database import db
from tests.conftest import now


def main(folder: Path, assessment: str, saves: int, synchronous: str) -> None:
    app = create_app(Settings.from_env({"KAMCAREER_DATA": str(folder)}))
    acknowledged = os.open(folder / "acknowledged", os.O_WRONLY | os.O_CREAT)
    with app.app_context():
        if synchronous != "FULL":
            event.listen(
                db.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA synchronous={synchronous}")
            )
        asked = questions(open_sitting(db.session(), assessment).framework, "key_account_manager_retail")
        db.session.rollback()
        for number in range(saves):
            draft = Draft(level=number % 4, example=f"слово {number}", revision=number // len(asked))
            save_answer(db.session(), assessment, asked[number % len(asked)], draft, key := str(uuid4()), now())
            db.session.commit()
            os.write(acknowledged, f"{key}\n".encode())
        os._exit(0)  # as when the power goes: nothing is closed, nothing tidied up


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])

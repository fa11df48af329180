"""What a page sends that saves by itself, before anything is done with it."""

from typing import Annotated, TypeVar
from uuid import UUID

from flask import abort, jsonify, make_response, request
from flask_babel import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kamcareer.services.self_assessment import Sitting
from kamcareer.web.sitting import NoSittingError


class SentSave(BaseModel):
    """The parts of every save: whose, typed over which revision, and the key by which a second try is known."""

    model_config = ConfigDict(extra="forbid")

    assessment: Annotated[str, Field(max_length=36)]
    revision: Annotated[int, Field(ge=0, lt=10**9)]
    key: UUID


Save = TypeVar("Save", bound=SentSave)


def sent_save(kind: type[Save], sitting: Sitting) -> Save:
    """Return what was sent; 422 with the names of the parts that cannot be read. NoSittingError."""
    try:
        sent = kind.model_validate(request.get_json(silent=True))
    except ValidationError as error:
        parts = sorted({str(detail["loc"][0]) for detail in error.errors() if detail["loc"]})
        abort(make_response(jsonify(error=_("The answer could not be read"), fields=parts), 422))
    if not sitting.assessment.id.startswith(sent.assessment):
        # It waited in the browser while another assessment was opened there.
        raise NoSittingError
    return sent

"""The WSGI entry: `gunicorn app:app`, and what plain `flask` finds in a checkout."""

from kamcareer.factory import create_app

app = create_app()

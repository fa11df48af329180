"""The accent colour of the company that runs the installation, as a style sheet over the usual one."""

from flask import Response, abort

from kamcareer.web.company import company_colours, has_own_colours

HOUR = 3600


def show_colours() -> Response:
    """Return the style sheet, which a browser may keep for an hour; 404 where no colour is set."""
    if not has_own_colours():
        abort(404)
    tones = company_colours()
    pairs = {
        "accent": (tones.accent, tones.accent_dark),
        "accent-2": (tones.accent_2, tones.accent_2_dark),
        "on-accent": ("#fff", tones.on_accent_dark),
        "accent-soft": (tones.soft, tones.soft_dark),
        "band": (tones.band, tones.band_dark),
        "hero": (tones.hero, tones.hero_dark),
        "hero-line": (tones.hero_line, tones.hero_line),
        "hero-accent": (tones.hero_accent, tones.hero_accent),
    }
    said = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in pairs.items())
    answer = Response(f"@layer tokens{{:root{{{said}}}}}\n", mimetype="text/css")
    answer.headers["Cache-Control"] = f"public, max-age={HOUR}"
    return answer

"""`flask measurement`: the model card, the effect of other settings, calibration. Works without database and secret."""

import json
from collections.abc import Iterable
from pathlib import Path

import click
from flask_babel import force_locale

from kamcareer.cli.command import Group, refuse
from kamcareer.cli.languages import language_option
from kamcareer.cli.own_frameworks import named_framework
from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import read_answers
from kamcareer.core.framework.errors import FileError, unknown
from kamcareer.core.framework.loading import parse_measurement
from kamcareer.core.measurement.calibration import Calibration, RefusedError, calibrate
from kamcareer.core.measurement.fit_errors import with_fit_errors
from kamcareer.core.measurement.proposal import proposed
from kamcareer.core.rating_rows import read_rated
from kamcareer.core.settings_effect import Effect, Sample, effects
from kamcareer.exports.measurement_card import measurement_card
from kamcareer.exports.measurement_yaml import measurement_yaml
from kamcareer.services.measurement_figures import measured_figures
from kamcareer.web.clock import today
from kamcareer.web.languages import percent

SHOWN = 5e-4
OWNER_ALONE = 0o600  # names of people who judged others
PROPOSAL = Path("measurement-proposal.yaml")

measurement = Group("measurement", help="What the measurement assumes; change it with open eyes.")
existing = click.Path(path_type=Path, exists=True, dir_okay=False)
framework_option = click.option("--framework", "framework_id", help="By default the installation's own.")


@measurement.command("card")
@framework_option
@language_option()
def card(framework_id: str | None, lang: str) -> None:
    """Print the model card as Markdown: assumptions, every number, figures, limits."""
    figures = measured_figures(PROJECT_ROOT / "docs" / "measurement.md")
    click.echo(measurement_card(named_framework(framework_id), lang, figures), nl=False)


@measurement.command("effect")
@click.argument("settings", type=existing)
@click.argument("people", nargs=-1, type=existing)
@click.option("--to", "target", help="The role that PEOPLE are compared with; needed when any are given.")
@framework_option
def effect(settings: Path, people: tuple[Path, ...], target: str | None, framework_id: str | None) -> None:
    """Show what the measurement file SETTINGS would do to people before it is published.

    PEOPLE are answers files; without them, invented people on the first promotions of the framework.
    """
    framework = named_framework(framework_id)
    if people and target is None:
        raise click.UsageError("--to ROLE is needed to compare PEOPLE with")
    if people and target not in framework.roles:
        refuse(f"--to: {unknown('role', str(target), framework.roles)}")
    try:
        other = parse_measurement(settings.read_bytes(), str(settings))
        known = {framework.id: framework}
        samples = tuple(
            Sample(file.stem, read_answers(file.read_bytes(), str(file), known, today())[1], target or "")
            for file in people
        )
    except FileError as error:
        refuse(str(error))
    found = effects(framework, other, today(), samples)
    click.echo(f"{'person':62}  {'readiness':21}  {'all must-haves':21}  interval of a topic")
    with force_locale("en"):
        for one in found:
            click.echo(_line(one))


def _line(effect: Effect) -> str:
    before, after = (
        (
            percent(report.readiness.estimate),
            percent(report.readiness.probability_must_haves),
            f"{sum(gap.high - gap.low for gap in report.gaps) / len(report.gaps):.2f}",
        )
        for report in (effect.before, effect.after)
    )
    ready, held, width = (f"{old} → {new}" for old, new in zip(before, after, strict=True))
    return f"{effect.sample.name:62}  {ready:21}  {held:21}  {width} levels"


@measurement.command("calibrate")
@click.argument("ratings", type=existing)
@click.option("--anchor", default="manager", show_default=True, help="The source that defines the scale.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=PROPOSAL, show_default=True)
@click.option("--leniency", type=click.Path(path_type=Path), help="Write the leniency of raters into this JSON file.")
@framework_option
def calibration(ratings: Path, anchor: str, output: Path, leniency: Path | None, framework_id: str | None) -> None:
    """Draw settings from RATINGS, show them beside today's, and write them as a proposal. Nothing is changed.

    RATINGS is CSV with a header, or JSON lines: person, role, competency, source, rater, level, confidence. Exit code
    2 when the file cannot be used, or may not be: too few people or raters, or people's own words alone.
    """
    framework = named_framework(framework_id)
    for file in filter(None, (output, leniency)):
        if file.exists():
            refuse(f"{file}: is there already; choose another name")
    try:
        people = read_rated(ratings.read_bytes(), str(ratings), framework)
        found = calibrate(framework, people, anchor)
    except (FileError, RefusedError) as error:
        refuse(str(error))
    found = with_fit_errors(framework, people, found, _watched)
    _show(found)
    heading = (
        f"A proposal from {found.people} people, anchor {anchor} with {found.anchor_raters} raters. It changes nothing "
        f"by itself.\nLook at its effect (flask measurement effect {output}), then put it in place of measurement.yaml."
    )
    _write(output, measurement_yaml(proposed(found, today()), heading))
    if leniency:
        rows = [{"source": s, "rater": r, "levels": levels} for (s, r), levels in sorted(found.leniency.items())]
        _write(leniency, json.dumps(rows, ensure_ascii=False, indent=2) + "\n", mode=OWNER_ALONE)
    click.echo(f"\nWritten to {output}; today's settings are unchanged.", err=True)


def _watched(groups: Iterable[int]) -> Iterable[int]:
    from rich.console import Console  # noqa: PLC0415 - other commands start without it
    from rich.progress import track  # noqa: PLC0415

    return track(groups, "Intervals", console=Console(stderr=True))


def _show(found: Calibration) -> None:
    click.echo(f"{'parameter':32}  before   after  90 % interval")
    for moved in found.moved:
        if abs(moved.after - moved.before) >= SHOWN:
            ends = f"{moved.low:6.2f} to {moved.high:5.2f}" if moved.low is not None else ""
            click.echo(f"{moved.name:32}  {moved.before:6.2f}  {moved.after:6.2f}  {ends}")
    click.echo(
        "\nAn interval holds the truth, measured against the anchor, in 90 % of cases; the value after is drawn\n"
        "towards today's setting and may lie at its end. Where many ratings stand at an end of the scale, kindness\n"
        "is understated. How an error divides into rater and halo is today's setting."
    )
    click.echo(
        f"\n{len(found.leniency)} raters with a leniency of their own; the anchor's own bias cannot be found out."
    )


def _write(file: Path, text: str, mode: int = 0o666) -> None:
    try:
        file.touch(mode)
        file.write_text(text, "utf-8")
    except OSError as error:
        refuse(f"{file}: cannot be written ({error.strerror})")

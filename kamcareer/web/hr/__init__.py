"""Pages of HR: people, levels, rounds, successors, training, drafts of models; cards for people; fairness."""

from flask import Blueprint

from kamcareer.web.heat_map import show_units
from kamcareer.web.hr import (
    bench,
    calibration_sessions,
    cards,
    demand,
    demographics,
    effects,
    expert_readings,
    fairness,
    heat_map,
    latest_scores,
    leavers,
    matrix_import,
    model_activities,
    model_effect,
    model_release,
    model_retired,
    model_review,
    model_table,
    model_versions,
    models,
    new_round,
    nominations,
    people,
    people_import,
    programme,
    rating_quality,
    round_forms,
    round_invitations,
    round_people,
    rounds,
)

BOTH = ["GET", "POST"]
POST = ["POST"]


def hr_pages() -> Blueprint:
    """Return the table of HR's addresses."""
    pages = Blueprint("hr", __name__, url_prefix="/hr")
    add = pages.add_url_rule
    add("/cards", "cards", cards.make_cards_here, methods=BOTH)
    add("/cards/remove", "remove_card", cards.remove_card_here, methods=POST)
    add("/demographics", "demographics", demographics.show_counts)
    add("/fairness", "fairness", fairness.show_fairness)
    add("/fairness/audit.xlsx", "download_fairness", fairness.download_fairness, methods=POST)
    add("/people", "people", people.show_people)
    add("/people/all.xlsx", "download_people", people.download_people, methods=POST)
    add("/people/newest-scores.xlsx", "download_latest_scores", latest_scores.download_latest_scores, methods=POST)
    add("/people/sign-off.docx", "download_sign_off", people.download_sign_off, methods=POST)
    add("/people/template.xlsx", "people_template", people.download_template)
    add("/people/left", "leavers", leavers.choose_leavers, methods=BOTH)
    add("/people/left/forget", "forget_leavers", leavers.forget_here, methods=POST)
    add("/people/levels", "levels", heat_map.show_levels)
    add("/people/levels/chart", "explore_levels", heat_map.explore_levels)
    add("/people/levels/all.xlsx", "download_levels", heat_map.download_levels, methods=POST)
    add("/people/levels/units", "unit_levels", show_units)
    add("/people/bench", "benches", bench.show_benches)
    add("/people/bench/<role>", "bench", bench.show_bench)
    add("/people/bench.xlsx", "download_benches", bench.download_benches, methods=POST)
    add("/people/training", "demand", demand.show_demand)
    add("/people/training.xlsx", "download_demand", demand.download_demand, methods=POST)
    add("/people/effect", "effects", effects.show_effects)
    add("/people/effect.xlsx", "download_effects", effects.download_effects, methods=POST)
    add("/people/programme", "programmes", programme.ask_for_programme, methods=BOTH)
    add("/people/programme/<uuid:id>", "programme", programme.show_programme)
    add("/people/programme/<uuid:id>.xlsx", "download_programme", programme.download_programme, methods=POST)
    add("/people/programme/<uuid:id>/drop", "drop_programme", programme.drop_programme, methods=POST)
    add("/people/import", "people_import", people_import.look_at_people, methods=BOTH)
    add("/people/import/columns", "decide_people_columns", people_import.decide_columns, methods=POST)
    add("/people/import/to-mend.xlsx", "marked_people", people_import.download_marked)
    add("/people/import/confirm", "confirm_people", people_import.import_here, methods=POST)
    add("/people/import/drop", "drop_people_file", people_import.drop_here, methods=POST)
    add("/people/matrix", "matrix_import", matrix_import.look_at_matrix, methods=BOTH)
    add("/people/matrix/columns", "decide_matrix_columns", matrix_import.decide_columns, methods=POST)
    add("/people/matrix/to-mend.xlsx", "marked_matrix", matrix_import.download_marked)
    add("/people/matrix/confirm", "confirm_matrix", matrix_import.keep_here, methods=POST)
    add("/people/matrix/drop", "drop_matrix_file", matrix_import.drop_here, methods=POST)
    _add_talent_pool(pages)
    _add_rounds(pages)
    _add_models(pages)
    return pages


def _add_talent_pool(pages: Blueprint) -> None:
    pool, add = "/people/talent-pool", pages.add_url_rule
    add(pool, "nominations", nominations.show_nominations)
    add(f"{pool}/new", "nominate", nominations.nominate_here, methods=BOTH)
    add(f"{pool}.xlsx", "download_nominations", nominations.download_nominations, methods=POST)
    add(f"{pool}/<uuid:id>", "nomination", nominations.show_nomination)
    add(f"{pool}/<uuid:id>/status", "change_nomination", nominations.change_nomination, methods=POST)
    add(f"{pool}/<uuid:id>/day", "prolong_nomination", nominations.prolong_nomination, methods=POST)


def _add_models(pages: Blueprint) -> None:
    add = pages.add_url_rule
    add("/models", "models", models.show_models, methods=BOTH)
    add("/models/release", "model_release", model_release.bring_in_release, methods=BOTH)
    add("/models/versions", "model_versions", model_versions.show_versions)
    add("/models/<uuid:id>", "model_draft", models.edit_grid, methods=BOTH)
    add("/models/<uuid:id>/texts", "model_texts", models.edit_texts, methods=BOTH)
    add("/models/<uuid:id>/activities", "model_activities", model_activities.edit_activities, methods=BOTH)
    add("/models/<uuid:id>/activities/copy", "copy_activity", model_activities.copy_activity, methods=POST)
    add("/models/<uuid:id>/retired", "model_retired", model_retired.edit_retired, methods=BOTH)
    add("/models/<uuid:id>/table", "model_table", model_table.bring_table, methods=BOTH)
    add("/models/<uuid:id>/table.xlsx", "download_model_table", model_table.download_table, methods=POST)
    add("/models/<uuid:id>/changes", "model_changes", models.show_changes)
    add("/models/<uuid:id>/effect", "model_effect", model_effect.show_effect)
    add("/models/<uuid:id>/effect/count", "ask_model_effect", model_effect.ask_here, methods=POST)
    add("/models/<uuid:id>/files.zip", "download_model", models.download_files, methods=POST)
    add("/models/<uuid:id>/drop", "drop_model", models.drop_here, methods=BOTH)
    experts = "/models/experts"
    add(experts, "expert_readings", expert_readings.show_readings)
    add(f"{experts}/new", "new_expert_reading", expert_readings.begin_here, methods=BOTH)
    add(f"{experts}/<uuid:id>", "expert_reading", expert_readings.show_reading)
    add(f"{experts}/<uuid:id>/invite", "invite_expert", expert_readings.invite_here, methods=POST)
    add(f"{experts}/<uuid:id>/people/<uuid:expert>/revoke", "revoke_expert", expert_readings.revoke_here, methods=POST)
    add(f"{experts}/<uuid:id>/raise", "raise_reviewed", expert_readings.raise_here, methods=POST)
    add(f"{experts}/<uuid:id>/drop", "drop_expert_reading", expert_readings.drop_here, methods=POST)
    add("/models/reviews", "model_reviews", model_review.show_reviews)
    add("/models/<uuid:id>/review", "model_review", model_review.show_review)
    add("/models/<uuid:id>/review/ask", "ask_model_review", model_review.ask_here, methods=POST)
    add("/models/<uuid:id>/review/return", "return_model", model_review.return_here, methods=POST)
    add("/models/<uuid:id>/review/publish", "publish_model", model_review.publish_here, methods=POST)


def _add_rounds(pages: Blueprint) -> None:
    add = pages.add_url_rule
    add("/rounds", "rounds", rounds.show_rounds)
    add("/rounds/new", "new_round", new_round.make_here, methods=BOTH)
    add("/rounds/<uuid:id>", "round", rounds.show_round)
    add("/rounds/<uuid:id>/people", "put_into_round", round_people.put_into_here, methods=BOTH)
    add("/rounds/<uuid:id>/accounts", "name_accounts", round_people.name_accounts_here, methods=BOTH)
    add("/rounds/<uuid:id>/accounts/invite", "invite_to_round", round_invitations.invite_here, methods=POST)
    add("/rounds/<uuid:id>/managers", "name_rater", rounds.name_rater_here, methods=POST)
    add("/rounds/<uuid:id>/managers/before", "keep_raters", rounds.keep_raters_here, methods=POST)
    add("/rounds/<uuid:id>/people/<uuid:person>/remove", "remove_from_round", round_people.remove_here, methods=POST)
    add("/rounds/<uuid:id>/form.xlsx", "round_form", round_forms.download_form)
    add("/rounds/<uuid:id>/people/<uuid:person>/colleagues", "peers", rounds.peers_here, methods=BOTH)
    add("/rounds/<uuid:id>/form", "bring_form", round_forms.bring_form, methods=BOTH)
    add("/rounds/<uuid:id>/calibration", "new_calibration", calibration_sessions.make_here, methods=BOTH)
    add("/rounds/<uuid:id>/ratings", "rating_quality", rating_quality.show_quality)

"""Pages of recruiters, and of the interviewers on their panels."""

from flask import Blueprint

from kamcareer.web.recruiting import (
    candidates,
    candidates_import,
    clients,
    contest,
    contest_chair,
    feedback,
    funnel,
    inquiries,
    invitations,
    kit,
    marks,
    pool,
    posting,
    presentations,
    profile,
    rescoring,
    resume,
    scorecard,
    talk_day,
    talks,
    terms,
    vacancies,
    vacancy_text,
)


def recruiting_pages() -> Blueprint:
    """Return the table of the recruiters' addresses."""
    pages = Blueprint("recruiting", __name__, url_prefix="/recruiting")
    both, post = ["GET", "POST"], ["POST"]
    pages.add_url_rule("/vacancies", "vacancies", vacancies.list_vacancies)
    pages.add_url_rule("/vacancies/new", "new_vacancy", terms.make_here, methods=both)
    pages.add_url_rule("/vacancies/new/posting", "read_posting", vacancy_text.read_posting, methods=both)
    pages.add_url_rule("/vacancies/new/posting/take", "take_posting", vacancy_text.take_posting, methods=post)
    one = "/vacancies/<uuid:id>"
    pages.add_url_rule(one, "vacancy", vacancies.show_vacancy)
    pages.add_url_rule(f"{one}/terms", "terms", terms.change_here, methods=both)
    pages.add_url_rule(f"{one}/profile", "profile", profile.change_here, methods=both)
    pages.add_url_rule(f"{one}/profile/measured", "rescoring", rescoring.show_rescoring, methods=both)
    pages.add_url_rule(f"{one}/posting", "posting", posting.edit_posting, methods=both)
    pages.add_url_rule(f"{one}/posting/anew", "posting_anew", posting.make_anew, methods=post)
    pages.add_url_rule(f"{one}/kit", "kit", kit.show_kit, methods=both)
    pages.add_url_rule(f"{one}/kit/<style>", "download_kit", kit.download_kit)
    invited = f"{one}/invitations"
    pages.add_url_rule(invited, "invitations", invitations.invite_here, methods=both)
    pages.add_url_rule(f"{invited}/<uuid:application>/renew", "renew_invitation", invitations.renew_here, methods=post)
    pages.add_url_rule(
        f"{invited}/<uuid:application>/revoke", "revoke_invitation", invitations.revoke_here, methods=post
    )
    pages.add_url_rule(f"{invited}/resume", "read_resume", resume.read_resume, methods=both)
    pages.add_url_rule(f"{invited}/resume/take", "take_resume", resume.take_resume, methods=post)
    _add_candidates_import(pages, invited)
    _add_candidates(pages, f"{one}/candidates")
    pages.add_url_rule("/clients", "clients", clients.list_clients, methods=both)
    _add_presentations(pages, f"{one}/candidates/<uuid:application>/client")
    pages.add_url_rule("/inquiries", "inquiries", inquiries.list_inquiries)
    pages.add_url_rule(f"{one}/pool", "pool", pool.show_pool)
    pages.add_url_rule(f"{one}/pool/<uuid:application>", "call_back", pool.call_back_here, methods=post)
    pages.add_url_rule(f"{one}/funnel", "funnel", funnel.show_funnel)
    pages.add_url_rule(f"{one}/funnel/<style>", "download_funnel", funnel.download_funnel, methods=post)
    pages.add_url_rule(f"{one}/open", "open_vacancy", vacancies.open_here, methods=post)
    pages.add_url_rule(f"{one}/close", "close_vacancy", vacancies.close_here, methods=post)
    _add_contests(pages, one)
    _add_talks(pages)
    return pages


def _add_contests(pages: Blueprint, one: str) -> None:
    """Add the addresses of a vacancy that is run as a contest."""
    both, post = ["GET", "POST"], ["POST"]
    pages.add_url_rule(f"{one}/contest", "set_contest", contest.set_contest, methods=both)
    pages.add_url_rule("/talks/<uuid:id>/contest", "contest", contest.show_contest)
    applicant = "/talks/<uuid:id>/contest/applicants/<uuid:application>"
    pages.add_url_rule(applicant, "contest_applicant", contest_chair.decide_here, methods=both)
    pages.add_url_rule("/talks/<uuid:id>/contest-end", "call_off_contest", contest_chair.call_off_here, methods=both)
    pages.add_url_rule("/talks/<uuid:id>/contest/<move>", "move_contest", contest.move_here, methods=post)
    pages.add_url_rule("/talks/<uuid:id>/contest-file/<style>", "download_contest", contest.download_contest)


def _add_talks(pages: Blueprint) -> None:
    """Add the addresses of those who talk with people and mark what they heard."""
    both, post = ["GET", "POST"], ["POST"]
    talk = "/talks/<uuid:id>/<uuid:application>"
    pages.add_url_rule("/talks", "talks", talks.list_talks)
    pages.add_url_rule("/talks/<uuid:id>/kit", "talk_kit", talks.show_kit)
    pages.add_url_rule(talk, "scorecard", scorecard.fill_card, methods=both)
    pages.add_url_rule(f"{talk}/sheet", "talk_sheet", talks.show_sheet)
    pages.add_url_rule(f"{talk}/calendar", "talk_calendar", talks.download_talk)
    pages.add_url_rule(f"{talk}/lock", "lock_scorecard", scorecard.lock_here, methods=both)
    pages.add_url_rule(f"{talk}/marks", "marks", marks.show_marks, methods=both)
    pages.add_url_rule(f"{talk}/release", "release_interviewer", marks.release_here, methods=post)


def _add_candidates_import(pages: Blueprint, invited: str) -> None:
    """Add the addresses of a file of people to invite, and of the links made from it."""
    both, post, file = ["GET", "POST"], ["POST"], f"{invited}/import"
    pages.add_url_rule(file, "candidates_import", candidates_import.look_at_candidates, methods=both)
    pages.add_url_rule(f"{file}/template", "candidates_template", candidates_import.download_template)
    pages.add_url_rule(f"{file}/columns", "decide_candidates_columns", candidates_import.decide_columns, methods=post)
    pages.add_url_rule(f"{file}/marked", "marked_candidates", candidates_import.download_marked)
    pages.add_url_rule(f"{file}/confirm", "confirm_candidates", candidates_import.invite_them_here, methods=post)
    pages.add_url_rule(f"{file}/drop", "drop_candidates_file", candidates_import.drop_here, methods=post)
    pages.add_url_rule(f"{invited}/letters", "write_to_invited", candidates_import.write_to_them, methods=post)
    pages.add_url_rule(f"{invited}/links", "download_links", candidates_import.download_links, methods=post)


def _add_presentations(pages: Blueprint, shown: str) -> None:
    """Add the addresses of showing somebody to a client."""
    post, link = ["POST"], f"{shown}/<uuid:presentation>"
    pages.add_url_rule(shown, "presentation", presentations.show_presentation, methods=["GET", "POST"])
    pages.add_url_rule(f"{shown}/ask", "ask_to_present", presentations.ask_here, methods=post)
    pages.add_url_rule(f"{link}/respond", "respond_to_client", presentations.respond_here, methods=post)
    pages.add_url_rule(f"{link}/end", "end_presentation", presentations.end_here, methods=post)
    pages.add_url_rule(f"{link}/file/<style>", "download_presentation", presentations.download_here)


def _add_candidates(pages: Blueprint, people: str) -> None:
    """Add the addresses of the people who sent their answers: the list, one of them, letters and questions."""
    both, post = ["GET", "POST"], ["POST"]
    pages.add_url_rule(people, "candidates", candidates.list_candidates)
    pages.add_url_rule(f"{people}/compare", "compare", candidates.compare)
    pages.add_url_rule(f"{people}/<uuid:application>", "candidate", candidates.show_candidate, methods=both)
    pages.add_url_rule(f"{people}/<uuid:application>/talk", "talk_day", talk_day.set_day, methods=both)
    letter = f"{people}/<uuid:application>/feedback"
    pages.add_url_rule(letter, "feedback", feedback.write_feedback, methods=both)
    pages.add_url_rule(f"{letter}/anew", "feedback_anew", feedback.draft_anew, methods=post)
    asked = f"{people}/<uuid:application>/inquiries/<uuid:inquiry>"
    pages.add_url_rule(asked, "inquiry", inquiries.answer_inquiry, methods=both)
    pages.add_url_rule(f"{people}/<uuid:application>/sheet", "sheet", kit.show_sheet)
    pages.add_url_rule(f"{people}/<uuid:application>/sheet/<style>", "download_sheet", kit.download_sheet)

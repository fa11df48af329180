"""The structured interview: what is asked of everybody, what is asked of one person, and what interviewers heard."""

"""Where data rests: the only package that speaks SQL. Core values go in and out, rows stay inside."""

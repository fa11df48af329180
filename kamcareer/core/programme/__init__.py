"""The training programme: which courses, seats and projects to pay for, for many people, under one budget."""

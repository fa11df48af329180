"""What a user can do: load, decide in the core, store. Nothing here commits and nothing knows HTTP."""

"""The development plan: which activities in which weeks bring a person nearest to a role, within their limits."""

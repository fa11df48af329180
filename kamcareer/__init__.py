"""kamcareer: recruiting and career paths for people who work with key accounts."""

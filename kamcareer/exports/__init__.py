"""Core values as files people take away: JSON, CSV, PDF."""

"""Competency frameworks: what a role asks and how each level looks, read from YAML files."""

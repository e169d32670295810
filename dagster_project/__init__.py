"""Dagster's wiring of the rooms. No logic of its own: everything it calls runs and is tested without Dagster."""

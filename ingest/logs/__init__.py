"""Logs of cases: read in portions, typed by DuckDB, written as one batch; never a row at a time in Python."""

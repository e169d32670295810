"""Release room: turns one built and audited DuckDB file into a sealed directory of files for people.

Nothing is imported here, so that `python -m release.verify` needs the standard library only.
"""

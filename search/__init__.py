"""Search over the text of all delivered documents, and documents that are nearly the same.

Reads the raw zone and keeps an index of its own; decides no figure of a release. Knows nothing of Dagster.
"""

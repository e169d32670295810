"""A build of the warehouse: the folders it lives in, what it starts from, and whether it holds together.

Knows nothing of Dagster; dbt itself is called by whoever wires the rooms.
"""

"""The methodology as data: strict check of the dbt seeds before a load, and proof of them after it."""

"""Expectations: what each raw table must look like before anything is computed from it.

One suite of Great Expectations per source, as code, and the runner that turns results into rows. Rules over
whole tables and between tables are dbt tests; a single cell is the business of :mod:`ingest`.
"""

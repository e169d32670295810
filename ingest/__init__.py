"""Ingestion: what departments deliver in the landing zone becomes typed batches in the raw zone.

Recognise, parse, check, mask, write, as each source's contract says. Writes files only, never a database.
"""

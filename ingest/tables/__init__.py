"""Readers of tables: delimited text and workbooks, each giving the same :class:`ingest.tables.table.Table`."""

"""Source contracts: one YAML file per source, read by :mod:`ingest.contract_file`."""

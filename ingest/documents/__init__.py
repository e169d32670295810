"""Documents that departments deliver: read as text (`read`), then their fields (`official_fields`)."""

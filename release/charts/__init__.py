"""Pictures of the page: rows in, one SVG with its title, unit, n and the table behind it out."""

"""An invented city's landing zone, seeded, and a small table of true World Bank figures.

Everything about Quzhou in it is invented and says so.
"""

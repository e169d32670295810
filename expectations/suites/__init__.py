"""One module per source contract, named like its id, with ``suite(contract) -> list[Expectation]``.

A module may also hold ``HELPERS``: name -> function of the batch's frame, giving a column for its rules.
"""

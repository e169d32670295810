"""One module per source contract, named like its id, with ``suite(contract) -> list[Expectation]``.

A module may also hold ``HELPERS``, columns for its rules: name -> SQL over the batch's columns, or (never in a log,
which may be too large for one) a function of the batch's frame. And ``groups(contract) -> list[GroupRule]``: rules
about cases, days or operators, which single rows cannot show.
"""

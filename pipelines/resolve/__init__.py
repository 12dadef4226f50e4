"""What follows from claims: which version is current, relations, events, plausibility flags.

Pure functions over Polars frames; every rule is in its own module with what it takes for granted. Nothing here
changes a claim, and all of it is made anew at each run.
"""

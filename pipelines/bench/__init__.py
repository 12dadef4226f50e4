"""Measurements: how fast, and how much memory. Run by ``make bench``; nothing here is part of a run."""

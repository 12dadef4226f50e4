"""Landed bytes to articles: text with named blocks, metadata, versions, near-duplicates. Pure functions."""

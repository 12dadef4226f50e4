"""Finds the names: entities and references to them, and places with the gazetteer."""

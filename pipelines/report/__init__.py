"""The report: one self-contained HTML page a release, for people who will never open the warehouse.

``inputs`` names what is read from the warehouse, ``build`` makes the page from those frames, ``charts`` and
``place_map`` draw, ``highlight`` marks the exact words in the articles. ``page.html.j2``, ``style.css`` and
``page.js`` are the page; ``land.json`` is the coastline (Natural Earth, public domain, 1:110 million).
"""

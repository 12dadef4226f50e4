"""External series: the user's copies of other people's figures, read into frames of ``schemas/series.py``.

``sources`` knows which series there are, ``load`` reads all that are present, ``official``, ``confirmed`` and
``personnel`` know the formats, ``findings`` reports what is wrong with the series themselves.
"""

"""Very long texts: read in pieces, with the offsets and links of the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.extractor import Extractor
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Block, Document
from pipelines.extract.windows import WINDOW, windows
from pipelines.settings import PROJECT

SENTENCE = "The army said 19 vehicles, including 11 Bradleys, were destroyed near Kharkiv on Monday. "


def test_nothing_is_lost_or_read_twice_at_a_border() -> None:
    text = SENTENCE * 1200
    assert len(text) > 2 * WINDOW
    extraction = Extractor(Lexicon.load(PROJECT / "seeds")).extract(Document("long", text))
    assert len(extraction.claims) == 2400
    for claim in extraction.claims:
        assert claim.surface == text[claim.start : claim.end]
        statement = extraction.statements[claim.statement]
        assert statement.start <= claim.start < claim.end <= statement.end
        if claim.parent is not None:
            assert extraction.claims[claim.parent].surface == "19 vehicles"
            assert abs(extraction.claims[claim.parent].start - claim.start) < len(SENTENCE)


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(1, 40))
def test_the_pieces_are_the_text(piece: str, times: int) -> None:
    text = piece * times * 40
    blocks = (Block("body", 0, len(text)),)
    found = list(windows(Document("x", text, blocks=blocks)))
    assert "".join(document.text for _, document in found) == text
    for offset, document in found:
        assert text[offset:].startswith(document.text)
        assert len(document.text) <= WINDOW
        assert [(b.start, b.end) for b in document.blocks] == [(0, len(document.text))]

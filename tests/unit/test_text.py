"""Sentences and tokens: offsets always index the text, and news typography does not break them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.model import Block, Document
from pipelines.extract.text import segment, tokenize


@given(st.text(max_size=300))
def test_spans_index_the_text(text: str) -> None:
    for sentence in segment(Document("d", text)):
        assert text[sentence.start : sentence.end] == sentence.text
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ukraine’s air force", ["Ukraine", "’s", "air", "force"]),
        ("two F/A-18 jets", ["two", "F/A-18", "jets"]),
        ("a U.S.-made gun", ["a", "U.S.-made", "gun"]),
        ("10-12 men, 2–3 tanks", ["10", "-", "12", "men", ",", "2", "–", "3", "tanks"]),
        ("1,131,400 (+980)", ["1,131,400", "(", "+", "980", ")"]),
        ("ships/boats", ["ships", "/", "boats"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It fell on Tuesday.The army lost 3 tanks.", ["It fell on Tuesday.", "The army lost 3 tanks."]),
        ("News.az and Node.js say so.", ["News.az and Node.js say so."]),
        ("Lt. Gen. Ali Noor spoke. Two men died.", ["Lt. Gen. Ali Noor spoke.", "Two men died."]),
        ("It fell on Jan. 5 near St. Ives. “Gone,” he said.", ["It fell on Jan. 5 near St. Ives.", "“Gone,” he said."]),
        ("“It is over.” Rescuers left.", ["“It is over.”", "Rescuers left."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("none of their\nboats sank", ["none of their\nboats sank"]),
        ("1. A bridge fell", ["1. A bridge fell"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in segment(Document("d", text))] == sentences


@pytest.mark.parametrize(
    "line",
    ["Read more: Two killed in flood", "By Ana Petrova and Jo Field", "Sign up for our newsletter", "© 2026 The Paper"],
)
def test_page_furniture_is_silent(line: str) -> None:
    first, *_ = segment(Document("d", f"{line}\nThe story goes on here."))
    assert first.silent


@pytest.mark.parametrize(
    "line",
    [
        "By Sunday night, the Camp Fire raging in Northern California, now the most destructive in history, had grown",
        "by the river two men were found " + "and a boat was burned " * 20,
        "By " + "Abcdefghijklmnopqrstuvwxyz" * 20 + " it had ended.",
    ],
)
def test_a_sentence_that_begins_with_by_is_read_at_once(line: str) -> None:
    assert not segment(Document("d", line))[0].silent  # hours, were the line matched by an ambiguous pattern


def test_blocks_decide_what_is_read() -> None:
    text = "A caption. The body."
    blocks = (Block("caption", 0, 10), Block("body", 11, 20))
    assert [(s.text, s.silent) for s in segment(Document("d", text, blocks=blocks))] == [
        ("A caption.", True),
        ("The body.", False),
    ]


WRAPPED = """SAN SALVADOR, 14 NOV 89 -- Guerrillas attacked a substation on Monday and killed
12 soldiers and a civilian. The rebels left three dead on the field, and two M-16
Rifles were seized, a military source said.

The station was rebuilt in a week. No shots have been heard there since, said the
Mayor."""


def test_rows_of_a_table_are_apart() -> None:
    text = "personnel – about 1 267 940 (+830) persons\ntanks – 11 712 (+2)\nfuel\ntrucks were lost"
    sentences = segment(Document("d", text))
    assert [s.text for s in sentences] == text.split("\n", 2)


def test_lines_broken_by_their_width_are_one_paragraph() -> None:
    texts = [s.text for s in segment(Document("d", WRAPPED))]
    assert len(texts) == 4
    assert "killed\n12 soldiers" in texts[0]
    assert texts[1].endswith("source said.")


def test_the_lines_of_a_list_stay_apart() -> None:
    rows = ["personnel - about 851,900 (+1,190 in a day)", "tanks - 10,012 (+7)", "artillery systems - 22,991 (+52)"]
    assert [s.text for s in segment(Document("d", "\n".join(rows)))] == rows

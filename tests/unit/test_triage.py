"""Triage must not cost an article: whatever the extractor would find passes; pages about other things do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.documents.triage import Triage, TriageError
from pipelines.extract.extractor import Extractor
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.settings import PROJECT

TRIAGE = Triage.load(PROJECT / "seeds" / "lexicon" / "en" / "triage.toml")


def page(*paragraphs: str) -> bytes:
    return ("<html><body>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</body></html>").encode()


def test_a_page_in_another_encoding_is_left_to_the_parser() -> None:
    assert TRIAGE.wants(page("The weather was fine.").decode().encode("utf-16"))


def test_a_headline_of_another_article_is_no_loss_of_this_one() -> None:
    other = "Twelve soldiers were killed in the ambush near the border"
    assert not TRIAGE.wants(page(f"<a href='/x'><div>{other}</div><div>{other}</div></a>", "The weather was fine."))
    assert TRIAGE.wants(page(f"<a href='/x'>The minister</a> said: {other}"))
    assert TRIAGE.wants(page(f"<a href='/x'>A</a> said that {other}, says <a href='/y'>B</a>"))


@pytest.mark.parametrize(
    "text",
    [
        "At least 12 soldiers were killed when a convoy came under fire near the border on Monday.",
        "Rebels shot down a helicopter.",
        "The army lost two <b>tanks</b> in the ambush.",
        "Russia&#39;s air defence <a href='/x'>downed</a> 34 drones overnight",
        "Five people died and seven were wounded in the shelling of the town, the governor said.",
        "THE BLAST KILLED A MOTHER AND HER TWO CHILDREN IN THE EASTERN CITY, DOCTORS AND RELATIVES SAID",
        "Destroyed: 6 tanks, 12 guns and 3 depots, according to the daily bulletin of the general staff",
    ],
)
def test_losses_pass(text: str) -> None:
    assert TRIAGE.wants(page("The weather was fine.", text))


@pytest.mark.parametrize(
    "text",
    [
        "The team lost the final by three goals to two after a long evening in the rain, and the coach resigned.",
        "The executive said that skills and damages were discussed by the board of the company in a long meeting.",
        "<script>var killed = 12; // soldiers were killed near the border on Monday morning</script>",
        "<!-- At least 12 soldiers were killed when a convoy came under fire near the border. -->",
        "<img alt='At least 12 soldiers were killed when a convoy came under fire near the border'>",
        "<style>.dead-soldiers-12 { content: 'killed 12 people in the town in the east of the country' }</style>",
    ],
)
def test_other_pages_do_not(text: str) -> None:
    assert not TRIAGE.wants(page(text))


def test_whatever_the_extractor_finds_in_real_articles_passes(shared: Path) -> None:
    extractor = Extractor(Lexicon.load(PROJECT / "seeds"))
    found = lost = 0
    for path in sorted((shared / "corpus" / "articles").glob("*.txt"))[::4]:
        text = path.read_text("utf-8")
        if extractor.extract(Document(path.name, text)).claims:
            found += 1
            lost += not TRIAGE.wants(page(*text.split("\n")))
    assert found > 10
    assert lost == 0


@pytest.mark.parametrize("text", ["loss = []", 'loss = ["Kill"]\nsufferers = []\ndoubtful = []\nwar = []', "loss"])
def test_mistakes_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "triage.toml"
    path.write_text(text)
    with pytest.raises(TriageError, match=r"triage\.toml"):
        Triage.load(path)

"""Paragraphs are told apart by shape, place and stock phrases; the text stays whole."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.documents.blocks import Layout, LayoutError, is_byline
from pipelines.documents.parse import ParsedArticle, Reader, parse, text_paragraphs
from pipelines.ingest.landing import Fetch
from pipelines.settings import PROJECT

READER = Reader.load(PROJECT / "seeds")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
BODY = "The ministry said that 12 soldiers were killed and two tanks destroyed near the river on Monday."


def read(text: str, media_type: str = "text/plain", **metadata: Any) -> ParsedArticle:
    fetch = Fetch("0" * 32, "s", "k", None, None, NOW, "0" * 64, 1, media_type, metadata=metadata)
    article = parse(fetch, text.encode(), READER, triage=False)
    assert isinstance(article, ParsedArticle), article
    return article


def kinds(article: ParsedArticle) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_seed_article() -> None:
    article = read((PROJECT / "seeds" / "articles" / "000_7cab0c29ed890531.txt").read_text("utf-8"))
    found = kinds(article)
    assert [kind for kind, _ in found if kind != "body"] == [
        "headline", "standfirst", "byline", "caption", "caption", "credit", "caption", "caption", "credit", "boilerplate",
    ]  # fmt: skip
    assert article.headline == "Vladimir Putin's troops flee after rebel paramilitary groups take Ukraine village"
    assert article.byline == "By Maia Snow, World News Editor,\xa0Max Parry, News Reporter"
    assert [text for kind, text in found if kind == "credit"] == ["(Image: Nexta / X)", "(Image: Igor Sushko / X)"]
    assert found[-1] == ("boilerplate", "Would you like to receive news notifications from Daily Express?")
    assert (article.language, article.date_published, article.date_published_precision) == ("en", None, "unknown")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Rebels take village", BODY], ["headline", "body"]),
        (["Rebels take village, officials say", "By Jane Doe", BODY], ["headline", "byline", "body"]),
        (["Rebels take village", "They came at night.", "By JANE DOE in Goma", BODY], ["headline", "standfirst", "byline", "body"]),
        ([BODY, BODY], ["body", "body"]),
        (["‘We lost 12 tanks’: a commander speaks", BODY], ["headline", "body"]),
        (["BREAKING", BODY], ["boilerplate", "body"]),
        ([BODY, "What happened next", BODY], ["body", "heading", "body"]),
        ([BODY, "Tanks: 12", BODY], ["body", "body", "body"]),
        (["Rebels take village", "Published: 12 March 2024", BODY], ["headline", "boilerplate", "body"]),
        (["March 12, 2024", "Rebels take village", BODY], ["boilerplate", "heading", "body"]),
        ([BODY, "Photograph: Jane Doe/AFP", BODY], ["body", "credit", "body"]),
        ([BODY, "A tank near Goma. Photograph: Jane Doe/AFP"], ["body", "caption", "credit"]),
        ([BODY, "A tank near Goma [Jane Doe/Reuters]"], ["body", "caption", "credit"]),
        ([BODY, "A tank near Goma (AP Photo/Jane Doe)"], ["body", "caption", "credit"]),
        ([BODY, "Image source, Getty Images", "Image caption, A tank near Goma", BODY], ["body", "credit", "caption", "body"]),
        ([BODY, "Sign up for our newsletter", "Advertisement", "Read more: Army denies losses"], ["body"] + ["boilerplate"] * 3),
        ([BODY, "Reporting by Jane Doe; Editing by John Roe"], ["body", "boilerplate"]),
        # What a reporter may write in a story stays body.
        ([BODY, "Officials released photos, showing the wreck of a tank near the village."], ["body", "body"]),
        ([BODY, "By Monday evening 12 soldiers had been killed."], ["body", "body"]),
        ([BODY, "By The Times' count 12 soldiers were killed."], ["body", "body"]),
        ([BODY, "Related attacks killed 12 people in the town of Djibo, the army said in a statement on Monday."], ["body", "body"]),
        ([BODY, "Share of losses: the army lost 12 tanks, the rebels none, according to the ministry's own count."], ["body", "body"]),
        ([BODY, "The image, taken from a drone, shows 12 bodies."], ["body", "body"]),
        ([BODY, "Follow-up strikes killed five."], ["body", "body"]),
    ],
)  # fmt: skip
def test_kinds(lines: list[str], expected: list[str]) -> None:
    assert [kind for kind, _ in kinds(read("\n\n".join(lines)))] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Jane Doe", True),
        ("BY JANE DOE AND JOHN ROE", True),
        ("By Jane Doe, Defence Editor", True),
        ("By Aleksander van der Berg | Reuters", True),
        ("by Łukasz Żółć", True),
        ("By Jane Doe 12 March 2024", True),
        ("By then 12 soldiers had died", False),
        ("By Friday, 12 soldiers", False),
        ("By night they attacked", False),
        ("Bylines matter", False),
        ("By Jane Doe's account the tanks burned.", False),
    ],
)
def test_bylines(line: str, expected: bool) -> None:
    assert is_byline(line) is expected


def test_a_title_that_the_text_lacks_is_put_before_it() -> None:
    article = read(BODY, title="Rebels take village")
    assert article.text == f"Rebels take village\n\n{BODY}"
    assert article.headline == "Rebels take village"


def test_a_title_that_the_text_has_is_not_doubled() -> None:
    assert read(f"Rebels take village!\n\n{BODY}", title="Rebels Take Village").headline == "Rebels take village!"


def test_lines_of_fixed_width_are_joined() -> None:
    words = (BODY + " ") * 6
    wrapped, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 70:
            wrapped.append(line)
            line = ""
        line = f"{line} {word}".strip()
    wrapped.append(line)
    text = "\n".join(wrapped)
    assert [p.text for p in text_paragraphs(f"{text}\n\n{text}")] == [words.strip()] * 2


def test_lists_keep_their_lines() -> None:
    text = "Losses of the enemy:\n- tanks: 12\n- drones: 30\n- guns: 7"
    assert len(text_paragraphs(text)) == 4


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("KYIV, March 12 (Reuters) - Twelve soldiers were killed.", "reuters"),
        ("GOMA, Congo (AP) — Twelve soldiers were killed.", "ap"),
        ("MOSCOW, March 12. /TASS/. Twelve soldiers were killed.", "tass"),
        ("(AFP) Twelve soldiers were killed.", "afp"),
        ("Reuters reported that twelve soldiers were killed.", None),
        ("Twelve soldiers were killed, TASS said (see below) - a record.", None),
    ],
)
def test_wire_in_dateline(line: str, credit: str | None) -> None:
    assert read(f"{line}\n\n{BODY}").wire_credit == credit


@pytest.mark.parametrize(
    ("lines", "credit"),
    [
        (["Rebels take village", "By Jane Doe, Associated Press", BODY], "ap"),
        ([BODY, "Reporting by Jane Doe; Editing by John Roe; Reuters"], "reuters"),
        ([BODY, "(AFP)"], "afp"),
        ([BODY, "Source: PAP"], "PAP"),
        (
            [BODY, "The story was first told to Reuters by a witness who asked not to be named, and then to others."],
            None,
        ),
    ],
)
def test_wire_in_byline_and_closing(lines: list[str], credit: str | None) -> None:
    assert read("\n\n".join(lines)).wire_credit == credit


def test_short_texts_take_the_declared_language() -> None:
    assert read("12 soldiers killed.", language="uk").language == "uk"
    assert (
        read("Министерство сообщило о потерях в районе города и о повреждённых домах.", language="en").language == "ru"
    )


@given(st.text(max_size=400))
def test_spans_always_fit_the_text(text: str) -> None:
    fetch = Fetch("0" * 32, "s", "k", None, None, NOW, "0" * 64, 1, "text/plain")
    article = parse(fetch, text.encode("utf-8", "surrogatepass"), READER, triage=False)
    if isinstance(article, ParsedArticle):
        end = 0
        for block in article.blocks:
            assert end <= block.start < block.end <= len(article.text)
            assert not article.text[end : block.start].strip()
            end = block.end
        assert not article.text[end:].strip()


@pytest.mark.parametrize("text", ["x = [1]", "boilerplate = ['(']", "boilerplate = ['a', 'a']", "boilerplate"])
def test_mistakes_in_the_phrases_are_named(tmp_path: Any, text: str) -> None:
    path = tmp_path / "boilerplate.toml"
    path.write_text(text)
    with pytest.raises(LayoutError, match=r"boilerplate\.toml"):
        Layout.load(path)


NEWS_PAGE = f"""<html lang="en"><head><title>Raid at the border | The Example</title>
<meta name="description" content="Rebels claim a village and say that soldiers fled."></head><body>
<nav><a href="/">Home</a><a href="/world">World</a></nav><main><article><h1>Raid at the border</h1>
<p>Rebels claim a village and say that soldiers fled.</p><div class="byline">By <a href="/jane">Jane Doe</a></div>
<figure><img src="x.jpg"><figcaption>A tank near the village <span>(Image: AFP)</span></figcaption></figure>
<p>{BODY}</p><p>{BODY.replace("12", "13")}</p><h2>What happened next</h2><ul><li>12 tanks</li><li>30 drones</li></ul>
<table><tr><th>Kind</th><th>Lost</th></tr><tr><td>Tanks</td><td>12</td></tr></table>
<blockquote><p>We lost 12 men, he said.</p></blockquote><p>{BODY.replace("12", "14")}</p>
<p>Sign up for our newsletter</p></article><aside><h3>Most read</h3><a href="/1">Ten killed elsewhere</a></aside></main>
<footer>© The Example</footer></body></html>"""


def test_blocks_of_a_page() -> None:
    article = read(NEWS_PAGE, "text/html")
    assert kinds(article) == [
        ("headline", "Raid at the border"),
        ("standfirst", "Rebels claim a village and say that soldiers fled."),
        ("body", BODY),
        ("body", BODY.replace("12", "13")),
        ("heading", "What happened next"),
        ("body", "12 tanks"),
        ("body", "30 drones"),
        ("body", "Kind | Lost"),
        ("body", "Tanks | 12"),
        ("body", "We lost 12 men, he said."),
        ("body", BODY.replace("12", "14")),
        ("boilerplate", "Sign up for our newsletter"),
        ("caption", "A tank near the village"),
        ("credit", "(Image: AFP)"),
    ]
    assert article.byline == "Jane Doe"

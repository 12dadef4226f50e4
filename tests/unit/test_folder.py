"""Whatever lies in the drop folder is read rightly or stands in quarantine with a reason; a run never fails."""

from __future__ import annotations

import gzip
import json
import os
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.documents.read import Known, read_documents
from pipelines.ingest.folder import land_folder
from pipelines.ingest.landing import Landing
from pipelines.ingest.sink import SourceReport
from pipelines.ingest.sources import FolderSource
from pipelines.ingest.state import State
from pipelines.settings import PROJECT

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SENTENCE = "The ministry said that 12 soldiers were killed and two tanks destroyed near Łódź – “on Monday”. "
WESTERN = "The ministry said that 12 soldiers were killed near Besançon – a café’s owner saw it. "


class Inbox:
    """A drop folder with a landing beside it."""

    def __init__(self, root: Path) -> None:
        self.path = root / "inbox"
        self.path.mkdir()
        self.root = root
        self.landing = Landing(root / "landing")

    def land(self, **settings: Any) -> SourceReport:
        source = FolderSource(id="inbox", kind="folder", path=str(self.path), **settings)
        with State(self.root / "state.sqlite") as state, self.landing:
            return land_folder(source, self.landing, state, NOW)

    def read(self) -> dict[str, pl.DataFrame]:
        batches = list(read_documents(self.landing.records(), self.landing, Known(), PROJECT / "seeds"))
        return batches[0]

    def outcome(self) -> tuple[str, str]:
        """The text or the reason code of the only file."""
        frames = self.read()
        if frames["core.articles"].height:
            return "text", frames["core.articles"]["text"].item()
        row = frames["quarantine.documents"].row(0, named=True)
        assert row["reason"].strip()
        return row["reason_code"], row["reason"]


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("utf8.txt", SENTENCE.encode(), SENTENCE),
        ("bom.txt", b"\xef\xbb\xbf" + SENTENCE.encode(), SENTENCE),
        ("utf16.txt", SENTENCE.encode("utf-16"), SENTENCE),
        ("utf16be.txt", SENTENCE.encode("utf-16-be"), SENTENCE),
        ("utf32.txt", SENTENCE.encode("utf-32"), SENTENCE),
        ("latin1.txt", WESTERN.replace("–", "-").replace("’", "'").encode("latin-1"), WESTERN.replace("–", "-").replace("’", "'")),
        ("cp1252.txt", WESTERN.encode("cp1252"), WESTERN),
        ("cyrillic.txt", ("Министерство сообщило о потерях в районе города. " * 5).encode("cp1251"),
         "Министерство сообщило о потерях в районе города. " * 5),
        ("crlf.txt", b"One line here.\r\nAnother line.\r", "One line here.\n\nAnother line."),
        ("nul.txt", b"12 soldiers\x00 were killed.", "12 soldiers were killed."),
        ("nfd.txt", "Besanc\u0327on fell in May.".encode(), "Besançon fell in May."),
        ("soft.txt", "12 sol\u00addiers were\u200b killed.".encode(), "12 soldiers were killed."),
        ("cut.txt", SENTENCE.strip().encode()[:-3] , SENTENCE.strip()[:-2]),
        ("UPPER.TXT", SENTENCE.encode(), SENTENCE),
        ("packed.txt.gz", gzip.compress(SENTENCE.encode()), SENTENCE),
        ("with space & ünïcode?.txt", SENTENCE.encode(), SENTENCE),
        ("new\nline.txt", SENTENCE.encode(), SENTENCE),
        ("-rf.txt", SENTENCE.encode(), SENTENCE),
    ],
)  # fmt: skip
def test_text_is_read_rightly(inbox: Inbox, name: str, data: bytes, expected: str) -> None:
    (inbox.path / name).write_bytes(data)
    assert inbox.land().ok
    kind, text = inbox.outcome()
    assert (kind, text) == ("text", expected.strip())


def noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\r\n", "empty"),
        ("nuls.txt", b"\0" * 500, "empty"),
        ("noise.txt", noise(5000), "binary"),
        ("image.html", b"\x89PNG\r\n\x1a\n" + noise(500), "binary"),
        ("paper.txt", b"%PDF-1.7 only text follows here", "binary"),
        ("digits.txt", b"12 34 56 78", "no_text"),
        ("broken.html", b"<html><head><script>var x = 1;", "no_text"),
        ("menu.html", b"<html><body></body></html>", "no_text"),
        ("broken.json", b'{"text": "12 soldiers', "bad_json"),
        ("deep.json", b"[" * 100_000, "bad_json"),
        ("notext.json", b'{"name": "x"}', "no_text"),
        ("number.json", b"7", "no_text"),
        ("list.jsonl", b"[1, 2]\n", "no_text"),
        ("torn.jsonl", b'{"text": "12 sol', "bad_json"),
        ("torn.txt.gz", gzip.compress(noise(5000))[:-500], "bad_gzip"),
        ("fake.txt.gz", b"no gzip at all", "bad_gzip"),
        ("bomb.txt.gz", gzip.compress(b"a" * 30_000_000), "too_large"),
        ("paper.pdf", b"%PDF-1.7", "unsupported"),
        ("noending", b"12 soldiers were killed.", "unsupported"),
    ],
)
def test_the_rest_stands_in_quarantine_with_its_reason(inbox: Inbox, name: str, data: bytes, code: str) -> None:
    (inbox.path / name).write_bytes(data)
    assert inbox.land().ok
    assert inbox.outcome()[0] == code


def test_a_50_mb_file_is_recorded_and_not_landed(inbox: Inbox) -> None:
    (inbox.path / "big.txt").write_bytes(b"word " * 10_000_000)
    inbox.land()
    (fetch,) = inbox.landing.records()
    assert (fetch.sha256, fetch.size_bytes) == (None, 50_000_000)
    assert inbox.outcome()[0] == "too_large"


def test_a_long_line_of_jsonl_spoils_only_itself(inbox: Inbox) -> None:
    good = json.dumps({"text": SENTENCE}).encode()
    (inbox.path / "a.jsonl").write_bytes(good + b"\n" + b"x" * 300_000 + b"\n" + good.replace(b"12", b"13"))
    inbox.land(max_bytes=100_000)
    frames = inbox.read()
    assert frames["core.articles"].height == 2
    assert frames["quarantine.documents"]["reason_code"].to_list() == ["too_large"]


def test_links_out_of_the_folder_pipes_and_folder_links_are_refused(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SENTENCE)
    (inbox.path / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inbox.path / "loop.txt").symlink_to("loop.txt")
    (inbox.path / "dangling.txt").symlink_to("nothing.txt")
    (inbox.path / "up").symlink_to(tmp_path)
    (inbox.path / "self").symlink_to(".")
    os.mkfifo(inbox.path / "pipe.txt")
    (inbox.path / "in.txt").write_text(SENTENCE)
    (inbox.path / "also.txt").symlink_to("in.txt")
    inbox.land()
    codes = {fetch.key: fetch.metadata.get("reject_code") for fetch in inbox.landing.records()}
    assert codes == {
        "out.txt": "outside_root", "loop.txt": "unreadable", "dangling.txt": "unreadable", "up": "outside_root",
        "self": "not_a_file", "pipe.txt": "not_a_file", "in.txt": None, "also.txt": None,
    }  # fmt: skip


def test_names_that_are_no_utf8(inbox: Inbox) -> None:
    with open(os.fsencode(inbox.path) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123
        file.write(SENTENCE.encode())
    assert inbox.land().ok
    assert [fetch.key for fetch in inbox.landing.records()] == ["caf\\xe9.txt"]
    assert inbox.read()["core.articles"].height == 1


def test_hidden_and_unfinished_files_are_left_alone(inbox: Inbox) -> None:
    (inbox.path / ".git").mkdir()
    for name in (".DS_Store", ".git/a.txt", "a.txt.part", "b.txt~", "c.crdownload"):
        (inbox.path / name).write_text(SENTENCE)
    inbox.land()
    assert list(inbox.landing.records()) == []


def test_json_records_with_the_usual_names(inbox: Inbox) -> None:
    record = {
        "headline": "Two tanks destroyed",
        "body": SENTENCE,
        "link": "https://example.org/a",
        "datePublished": "2024-03-12T08:30:00Z",
        "authors": ["Jane Doe", {"name": "John Roe"}],
    }
    (inbox.path / "a.json").write_text(json.dumps([record, {**record, "link": "https://example.org/b"}]))
    inbox.land()
    frames = inbox.read()
    article = frames["core.articles"].row(0, named=True)
    assert article["headline"] == "Two tanks destroyed"
    assert article["text"] == f"Two tanks destroyed\n\n{SENTENCE.strip()}"
    assert article["byline"] == "Jane Doe, John Roe"
    assert (article["date_published_precision"], article["date_published_basis"]) == ("minute", "manifest")
    assert set(frames["core.documents"]["url"]) == {"https://example.org/a", "https://example.org/b"}


PATTERN = (
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)Z_"
    r"(?P<country>[A-Z]{2})_(?P<language>[a-z]{2})_"
)


def test_file_names_give_a_time_by_the_sources_pattern(inbox: Inbox) -> None:
    (inbox.path / "20220125T091500Z_GB_en_7d015e6984.txt").write_text(SENTENCE)
    inbox.land(file_names=[PATTERN])
    article = inbox.read()["core.articles"].row(0, named=True)
    assert article["date_published"] == datetime(2022, 1, 25, 9, 15, tzinfo=UTC)
    assert (article["date_published_precision"], article["date_published_basis"]) == ("minute", "file_name")
    (fetch,) = inbox.landing.records()
    assert (fetch.metadata["country"], fetch.metadata["language"]) == ("GB", "en")


def test_manifest_says_what_is_known_and_its_mistakes_are_named(inbox: Inbox) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "20240101.txt"):
        (inbox.path / name).write_text(SENTENCE + name)
    manifest = inbox.path / "articles.csv"
    manifest.write_text(
        "file,url,outlet_id,published_at,basis\n"
        "a.txt,https://example.org/a,bbc,2024-03-12,manifest\n"
        "b.txt,,,12 March,\n"
        "gone.txt,,,,\n"
        "c.txt,,,2024-03-12,rumour\n"
    )
    report = inbox.land()
    assert not report.ok
    for words in ("line 3", "12 March", "line 4", "gone.txt", "line 5", "rumour"):
        assert words in " ".join(report.problems)
    fetches = {fetch.key: fetch for fetch in inbox.landing.records()}
    assert fetches.keys() == {"a.txt", "20240101.txt"}  # the wrong lines' files wait until they are mended
    assert (fetches["a.txt"].url, fetches["a.txt"].outlet_id) == ("https://example.org/a", "bbc")
    manifest.write_text("file,url,outlet_id,published_at,basis\nb.txt,,,2024-03-12,\n")
    report = inbox.land()
    assert report.ok
    assert report.counts["landed"] == 3  # a.txt is now known without its line, which is a change


@pytest.mark.parametrize("text", ["name,url\na,b\n", "file,colour\na,b\n", "file\n\xff\n"])
def test_an_unusable_manifest_fails_its_source_with_the_reason(inbox: Inbox, text: str) -> None:
    (inbox.path / "articles.csv").write_bytes(text.encode("latin-1"))
    report = inbox.land()
    assert "articles.csv" in (report.failure or "")


def test_unchanged_files_are_not_even_read_again(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox.path / "a.txt").write_text(SENTENCE)
    (inbox.path / "b.jsonl").write_text(json.dumps({"text": SENTENCE}))
    inbox.land()
    monkeypatch.setattr(Landing, "put", lambda *_, **__: pytest.fail("read again"))
    assert inbox.land().counts["unchanged"] == 2
    monkeypatch.undo()
    (inbox.path / "a.txt").write_text(SENTENCE + "More.")
    assert inbox.land().counts["landed"] == 1

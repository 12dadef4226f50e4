"""One article has many addresses and one id."""

from __future__ import annotations

import pytest

from pipelines.ingest.identity import clean_url, declared_canonical, document_identity

ARTICLE = "https://www.example.com/news/2024/raid?id=7"


def document(url: str | None, data: bytes | None = None, key: str = "k") -> str:
    return document_identity("s", key, url, data).document_id


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.example.com/news/2024/raid?id=7",
        "https://example.com/news/2024/raid/?id=7",
        "https://m.example.com/news/2024/raid?id=7#comments",
        "https://amp.example.com/news/2024/raid?id=7",
        "https://www.example.com/amp/news/2024/raid?id=7",
        "https://www.example.com/news/2024/raid/amp?id=7",
        "https://www.example.com:443/news/2024/raid?id=7&utm_source=rss&utm_medium=x&fbclid=abc",
        "https://WWW.Example.com/news/2024/raid?at_medium=RSS&id=7&CMP=share_btn_tw",
        "https://www.example.com/news/2024/raid?outputType=amp&id=7",
        "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/2024/raid?id=7",
        "https://www.google.com/amp/s/www.example.com/news/2024/raid?id=7",
    ],
)
def test_variants_are_one_document(variant: str) -> None:
    assert document(variant) == document(ARTICLE)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.example.com/news/2024/raid?id=8",
        "https://www.example.com/news/2024/raid",
        "https://www.example.com/news/2024/raid-2?id=7",
        "https://www.example.org/news/2024/raid?id=7",
        "https://news.example.com/news/2024/raid?id=7",
        "https://www.example.com:8080/news/2024/raid?id=7",
    ],
)
def test_others_are_not(other: str) -> None:
    assert document(other) != document(ARTICLE)


def test_a_two_part_host_keeps_its_name() -> None:
    assert document("https://m.com/a") != document("https://com/a")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'<link rel="canonical" href="https://www.example.com/real">', "https://www.example.com/real"),
        (b"<LINK href=/real rel='canonical nofollow'>", "https://www.example.com/real"),
        (
            b'<link rel="canonical" href="https://www.example.com/real?a=1&amp;b=2">',
            "https://www.example.com/real?a=1&b=2",
        ),
        (b'<link rel="canonical" href="https://m.example.com/real">', "https://m.example.com/real"),
        (b'<link rel="canonical" href="https://other.org/real">', None),
        (b'<link rel="canonical" href="https://www.example.com/">', None),
        (b'<link rel="canonical" href="">', "https://www.example.com/news/2024/raid?id=7"),
        (b'<link rel="alternate" href="https://www.example.com/real">', None),
        (b"canonical", None),
    ],
)
def test_canonical_link_is_believed_within_the_site(head: bytes, expected: str | None) -> None:
    assert declared_canonical(b"<head>" + head + b"</head>", ARTICLE) == expected


def test_a_saved_page_is_known_by_the_address_it_declares() -> None:
    page = b'<html><link rel="canonical" href="https://example.com/news/2024/raid?id=7">'
    assert document(None, page) == document(ARTICLE)


def test_without_an_address_source_and_key_tell_documents_apart() -> None:
    assert document(None, b"text", "a") != document(None, b"text", "b")
    assert document(None, b"text", "a") == document(None, b"other", "a")


@pytest.mark.parametrize("text", ["", "mailto:a@b.c", "file:///etc/passwd", "http://", "http://[::1", "javascript:x"])
def test_what_is_no_web_address(text: str) -> None:
    assert clean_url(text) is None

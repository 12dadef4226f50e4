"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import re
import unicodedata

from charset_normalizer import from_bytes

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "an image",
    b"GIF8": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x7fELF": "a program",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an office document",
}
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UNPRINTED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0c\x85\u2028]")
_MAX_CONTROL_SHARE = 0.01  # random bytes have 0.1, text next to none
_WESTERN_SHARE = 0.25  # of bytes above ASCII; Cyrillic or Greek in one byte a letter has far more


class UndecodableError(ValueError):
    """The bytes are no text. ``code``: empty, binary."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def decode(data: bytes, media_type: str | None) -> str:
    """The text of the bytes, without NULs; ``clean`` makes it fit for storing.

    The order of trust: byte order mark, NULs that betray UTF-16, UTF-8 that is valid, the declared charset,
    and for the rest the Western Windows charset or, for other scripts, a guess by letter frequencies.

    Raises:
        UndecodableError: there is nothing in it, or it is no text.
    """
    check_bytes(data)
    text = _decode(data, media_type).replace("\0", "")
    if not text.strip():
        raise UndecodableError("empty", "there is nothing in it that prints")
    return text


def check_bytes(data: bytes) -> None:
    """The quick part of ``decode``: refuse what is empty or of a known binary format.

    Raises:
        UndecodableError: there is nothing in it, or it is no text.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UndecodableError("empty", "there is nothing in it")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise UndecodableError("binary", f"it is {what}: save the article as text or HTML")


def clean(text: str) -> str:
    """NFC, ``\\n`` at line ends, and none of the characters that print nothing."""
    return unicodedata.normalize("NFC", _UNPRINTED.sub("", _LINE_ENDS.sub("\n", text.replace("\u2029", "\n\n"))))


def _decode(data: bytes, media_type: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    sample = data[:65536]
    nuls = sample.count(0)
    if nuls > len(sample) * 0.2:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if min(even, odd) < max(even, odd) * 0.1:
            return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    if len(_CONTROL.findall(sample)) > max(2, len(sample) * _MAX_CONTROL_SHARE):
        raise UndecodableError("binary", "it is no text: too many control bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if broken * 5 < sum(character > "\x7f" for character in lenient):
        return lenient.rstrip("\ufffd")  # UTF-8 with a few broken places, most often cut off at the end
    for encoding in _declared(data, media_type):
        try:
            return data.decode("cp1252" if encoding in ("iso-8859-1", "latin-1", "latin1") else encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    letters = sum(byte > 0x7F for byte in sample)
    if letters > len(sample) * _WESTERN_SHARE and (guess := from_bytes(sample).best()):
        return data.decode(guess.encoding, "replace")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _declared(data: bytes, media_type: str | None) -> list[str]:
    places = [(media_type or "").encode("ascii", "ignore"), data[:4096]]
    found = [match for place in places for match in _CHARSET.finditer(place)]
    return [(match[1] or match[2]).decode("ascii", "ignore").lower() for match in found]

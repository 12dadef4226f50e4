"""Which document an item is: its canonical URL, and the id made from it.

One article has many addresses: with tracking parameters, for phones, as AMP, with and without ``www``. The
page's own ``rel=canonical`` is believed only within the same site, and not if it names the site's front page.
"""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from courlan import extract_domain, normalize_url

_HEAD_BYTES = 262_144  # <link rel=canonical> stands in the head
_LINK = re.compile(rb"<link\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(rel|href)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_AMP_CACHE = re.compile(
    r"^https?://(?:[\w-]+\.cdn\.ampproject\.org/[cvi]/|(?:www\.)?google\.[a-z.]+/amp/)(s/)?(.+)$", re.IGNORECASE
)
_VARIANT_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|touch)\.(?=[^.]+\.[^.]+)")
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp(?:\.html)?$|(?<=\w)\.amp(?=\.html$|$)", re.IGNORECASE)
_TRACKING = re.compile(
    r"^(?:utm_.*|at_.*|ns_.*|mc_.*|pk_.*|_ga|_gl|fbclid|gclid|dclid|msclkid|yclid|igshid|twclid|cmp|cmpid|ito|icid"
    r"|ocid|ref|ref_src|ref_url|referrer|source|src|smid|smtyp|partner|share|shared|sh|via|traffic_source|xtor|rss"
    r"|feed|amp|output|outputtype|print|wt\.mc_id|srnd|leadsource|taid|guccounter|guce_.*|mod|sref|s_cid|cid)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """A document's id and the address it is known by, if it has one."""

    document_id: str
    url: str | None


def document_identity(source_id: str, key: str, url: str | None, data: bytes | None) -> Identity:
    """The document that an item belongs to: by canonical URL, else by source and key."""
    declared = declared_canonical(data, url) if data else None
    best = declared or (clean_url(url) if url else None)
    name = f"url\0{identity_key(best)}" if best else f"item\0{source_id}\0{key}"
    digest = hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()
    return Identity(digest[:32], best)


def declared_canonical(data: bytes, url: str | None) -> str | None:
    """The page's own ``rel=canonical`` if it may be believed."""
    head = data[:_HEAD_BYTES]
    if b"canonical" not in head:
        return None
    for tag in _LINK.findall(head):
        attributes = {
            name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(tag.decode("utf-8", "replace"))
        }
        if "canonical" not in attributes.get("rel", "").lower().split():
            continue
        target = clean_url(urljoin(url or "", html.unescape(attributes.get("href", "")).strip()))
        if target is None or urlsplit(target).path in ("", "/"):
            return None
        if url is None or _site(target) == _site(clean_url(url) or url):
            return target
        return None
    return None


def clean_url(url: str) -> str | None:
    """The URL without tracking parameters, fragment and AMP cache; None if it is no web address."""
    url = url.strip()
    if cached := _AMP_CACHE.match(url):
        url = ("https://" if cached[1] else "http://") + cached[2]
    if not url.lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(normalize_url(url))
        if not parts.hostname:
            return None
        query = [
            (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)
        ]
        return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", urlencode(query), ""))
    except ValueError:
        return None


def identity_key(url: str) -> str:
    """What all addresses of one article have in common: no scheme, no phone or AMP variant, sorted query."""
    parts = urlsplit(url)
    host = _VARIANT_HOST.sub("", (parts.hostname or "").lower().rstrip("."))
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    path = _AMP_PATH.sub("", unquote(parts.path).rstrip("/")).rstrip("/")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host}{port}{path}?{query}" if query else f"{host}{port}{path}"


def _site(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return extract_domain(url, fast=True) or host

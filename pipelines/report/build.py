"""Frames in, one HTML file out: no request leaves the page, and the same frames give the same bytes."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import jinja2
import polars as pl
import vl_convert
from markupsafe import Markup

from pipelines.report.charts import against_confirmed, by_category, over_time, plain, with_words
from pipelines.report.highlight import Span, paragraphs
from pipelines.report.inputs import ARTICLES, QUERIES
from pipelines.report.place_map import place_maps

HERE = Path(__file__).parent
TABLE_ROWS = 60
DENIALS = 6

Row = dict[str, Any]


def write_report(frames: Mapping[str, pl.DataFrame], path: Path, released_at: str) -> None:
    """Write the report of a release.

    Args:
        frames: the frames of ``inputs.QUERIES``, by name.
        path: the HTML file; replaced in one step.
        released_at: when the release was made, ready to read.

    Raises:
        KeyError: a frame is missing.
    """
    page = render(frames, released_at)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(page, encoding="utf-8", newline="\n")
    draft.replace(path)


def render(frames: Mapping[str, pl.DataFrame], released_at: str) -> str:
    """The page as text; see ``write_report``."""
    missing = sorted(set(QUERIES) - set(frames))
    if missing:
        raise KeyError(f"the report lacks the frames {', '.join(missing)}")
    specs: dict[str, Any] = {}
    time = over_time(frames["losses_by_day"])
    confirmed = against_confirmed(frames["comparison"])
    where = place_maps(frames["places"])
    specs |= {f"time-{n}": figure.chart for n, figure in enumerate(time.panels, start=1)}
    specs |= {f"confirmed-{n}": figure.chart for n, figure in enumerate(confirmed, start=1)}
    specs |= {f"map-{n}": figure.chart for n, figure in enumerate(where.maps, start=1)}
    specs |= {"categories": by_category(frames["by_category"])}
    scripts = {"library": Markup(_library()), "page": _asset("page.js")}  # noqa: S704 our own files
    style = _asset("style.css")
    losses = with_words(frames["losses_by_day"].head(TABLE_ROWS))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.filters |= {"number": _number, "words": _words, "plain": plain, "json_script": _json_script}
    return environment.get_template("page.html.j2").render(
        policy=_policy(list(scripts.values()), style),
        scripts=scripts,
        style=style,
        specs={name: chart for name, chart in specs.items() if chart},
        confirmed=confirmed,
        released_at=released_at,
        summary=frames["summary"].row(0, named=True),
        time=time,
        losses=losses.to_dicts(),
        losses_total=len(frames["losses_by_day"]),
        categories=frames["by_category"].to_dicts(),
        denials=_denials(frames["denials"]),
        denial_limit=DENIALS,
        shown=set(frames["articles"]["version_id"]),
        relations=frames["relations"].to_dicts(),
        where=where,
        places=frames["places"].head(TABLE_ROWS).to_dicts(),
        comparison=frames["comparison"].to_dicts(),
        series=frames["series"].to_dicts(),
        articles=_articles(frames),
        article_limit=ARTICLES,
    )


def _denials(frame: pl.DataFrame) -> dict[str, list[Row]]:
    """Denials of what the page is about (``main``) and all others, losses first."""
    rows = sorted(frame.iter_rows(named=True), key=lambda row: -row["denied_loss_claims"])
    kinds = {"loss", "withdrawal", "territorial"}
    main = [row["denied_loss_claims"] > 0 or row["denied_kind"] in kinds for row in rows]
    return {
        "main": [row for row, about in zip(rows, main, strict=True) if about],
        "other": [row for row, about in zip(rows, main, strict=True) if not about],
    }


def _articles(frames: Mapping[str, pl.DataFrame]) -> list[Row]:
    """Articles with their paragraphs, claims and denials, in the given order."""
    flags = _by(frames["flags"], "loss_claim_id")
    claims, statements, blocks, denials = (
        _by(frames[name], "version_id") for name in ("claims", "statements", "blocks", "denials")
    )
    articles = []
    for article in frames["articles"].iter_rows(named=True):
        version = article["version_id"]
        own = [claim | {"flags": flags.get(claim["loss_claim_id"], [])} for claim in claims.get(version, [])]
        spans = [Span(c["item_start"], c["item_end"], "claim", c["loss_claim_id"]) for c in own]
        spans += [
            Span(s["quote_start"], s["quote_end"], s["role"], s["statement_id"]) for s in statements.get(version, [])
        ]
        stretches = [(b["start_char"], b["end_char"], b["kind"]) for b in blocks.get(version, [])]
        articles.append(
            article
            | {
                "claims": own,
                "numbers": {claim["loss_claim_id"]: n for n, claim in enumerate(own, start=1)},
                "paragraphs": paragraphs(article["text"], spans, stretches),
                "denials": denials.get(version, []),
                "link": article["url"] if str(article["url"]).startswith(("https://", "http://")) else None,
            }
        )
    return articles


def _by(frame: pl.DataFrame, key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        groups.setdefault(row[key], []).append(row)
    return groups


@cache
def _library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, for the version that Altair writes."""
    version = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    expose = "window.vegaEmbed = vegaEmbed;"
    return vl_convert.javascript_bundle(expose, vl_version=version)


def _asset(name: str) -> Markup:
    return Markup((HERE / name).read_text(encoding="utf-8"))  # noqa: S704 our own files


def _policy(scripts: list[Markup], style: Markup) -> str:
    """A content security policy that runs our own scripts and nothing else, and lets no request out."""

    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    allowed = " ".join(source(script) for script in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src {source(style)}; base-uri 'none'; form-action 'none'"


def _json_script(value: object) -> Markup:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def _number(value: int | None) -> str:
    """A whole number with thin separators, or a dash for none."""
    return "–" if value is None else f"{value:,}"


def _words(code: str | None) -> str:
    """A code of the warehouse as words: attribution_conflict becomes attribution conflict."""
    return (code or "").replace("_", " ")

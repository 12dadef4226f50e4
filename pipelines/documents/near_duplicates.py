"""Near-duplicate texts: one story under several dates, outlets or agencies, clustered by MinHash.

Each article is compared with the first article of every cluster so far and joins the most similar one, or starts
a cluster of its own. So the work grows with what is new, and the clusters do not depend on how the articles were
spread over runs.
"""

from __future__ import annotations

import re

import numpy as np
import polars as pl
from datasketch import MinHash, MinHashLSH

from pipelines.schemas import versions as tables
from pipelines.schemas.table import polars_schema

STORY = ("standfirst", "body", "heading")
SHINGLE = 3  # words
PERMUTATIONS = 128
THRESHOLD = 0.5  # Jaccard similarity of the shingles from which two texts tell one story in the same words
_WORD = re.compile(r"\w+")
_SCHEME = "affine32"


def sign(articles: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Rows of resolve.signatures. ``articles``: version_id, text, text_sha256; ``blocks``: their core.text_blocks."""
    spans: dict[str, list[tuple[int, int]]] = {}
    story = blocks.filter(pl.col("kind").is_in(STORY)).sort("version_id", "block_no")
    for version_id, start, end in story.select("version_id", "start_char", "end_char").iter_rows():
        spans.setdefault(version_id, []).append((start, end))
    rows = []
    for version_id, text, digest in articles.select("version_id", "text", "text_sha256").iter_rows():
        parts = [text[start:end] for start, end in spans.get(version_id, [(0, len(text))])]
        rows.append((version_id, digest, _minhash(" ".join(parts)).hashvalues.tolist()))
    return pl.DataFrame(rows, schema=polars_schema(tables.SIGNATURES), orient="row")


def cluster(articles: pl.DataFrame, signatures: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Rows of resolve.clusters for the articles that have none yet.

    ``articles``: version_id, fetched_at, date_published of those articles. ``signatures``: rows of
    resolve.signatures for them and for the first article of every known cluster. ``known``: rows of
    resolve.clusters; empty to cluster everything anew.
    """
    hashes = dict(signatures.select("version_id", "minhash").iter_rows())
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    first: dict[str, MinHash] = {}
    for leader in known["cluster_id"].unique().sort():
        first[leader] = _restored(hashes[leader])
        index.insert(leader, first[leader])
    rows = []
    run = pl.col("fetched_at").dt.truncate("1s")  # of what landed in one run, the earlier published comes first
    for (version_id,) in articles.sort(run, "date_published", "version_id").select("version_id").iter_rows():
        minhash = _restored(hashes[version_id])
        found = [(first[leader].jaccard(minhash), leader) for leader in index.query(minhash)]
        similarity, leader = max(found, default=(0.0, ""))
        if similarity < THRESHOLD:
            similarity, leader = 1.0, version_id
            first[version_id] = minhash
            index.insert(version_id, minhash)
        rows.append((version_id, leader, similarity))
    return pl.DataFrame(rows, schema=polars_schema(tables.CLUSTERS), orient="row")


def _minhash(text: str) -> MinHash:
    words = _WORD.findall(text.casefold())
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    minhash = MinHash(PERMUTATIONS, scheme=_SCHEME)
    minhash.update_batch(shingle.encode() for shingle in sorted(shingles))
    return minhash


def _restored(values: list[int]) -> MinHash:
    return MinHash(PERMUTATIONS, hashvalues=np.asarray(values, dtype=np.uint32), scheme=_SCHEME)

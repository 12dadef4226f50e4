"""Tables of how the versions of a document differ and which articles tell the same story."""

from __future__ import annotations

import dataframely as dy

from pipelines.schemas import columns as c
from pipelines.schemas import enums
from pipelines.schemas.table import Table


class VersionChanges(dy.Schema):
    """What changed from the version before."""

    version_id = c.id32("See core.articles.", primary_key=True)
    document_id = c.id32("See core.documents.")
    previous_version_id = c.id32("The version before; NULL for the first.", nullable=True)
    change_kind = c.one_of(enums.CHANGE_KINDS, "What changed (NewsDiffs).")


class Signatures(dy.Schema):
    """What near-duplicates are found by."""

    version_id = c.id32("See core.articles.", primary_key=True)
    text_sha256 = c.sha256("Hash of the text that was signed.")
    minhash = dy.List(dy.Int64(), description="MinHash of the story's three-word sequences.")


class Clusters(dy.Schema):
    """Near-duplicate articles: one story under several dates or outlets."""

    version_id = c.id32("See core.articles.", primary_key=True)
    cluster_id = c.id32("The version_id of the article in the cluster that came first.")
    similarity = dy.Float64(min=0, max=1, description="Estimated Jaccard similarity to the cluster's first article.")


ARTICLE = {"version_id": "core.articles"}
CHANGES = Table(
    "resolve",
    "version_changes",
    VersionChanges,
    "How each version of a document differs from the one before.",
    "one version",
    ARTICLE,
)
SIGNATURES = Table(
    "resolve",
    "signatures",
    Signatures,
    "MinHash signatures of the texts: working data, kept so that a run only compares what is new.",
    "one version",
    ARTICLE,
)
CLUSTERS = Table(
    "resolve",
    "clusters",
    Clusters,
    "Near-duplicate texts, so that syndicated copies count once as a source.",
    "one version",
    ARTICLE,
)
TABLES = [CHANGES, SIGNATURES, CLUSTERS]

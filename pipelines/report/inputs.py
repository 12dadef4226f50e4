"""What the report reads from the warehouse: one SELECT a frame, bounded so that the page stays small.

The caller runs them on an open warehouse and hands the frames to ``build.write_report``:

    frames = {name: con.sql(query).pl() for name, query in QUERIES.items()}
"""

from __future__ import annotations

# The newest articles with claims are shown in full, the rest only counts in the figures.
ARTICLES = 40
DAYS = 2000
ROWS = 200

_SHOWN = f"""
    SELECT version_id
    FROM marts.articles
    WHERE version_id IN (SELECT version_id FROM marts.claims)
    ORDER BY date_published DESC NULLS LAST, version_id
    LIMIT {ARTICLES}
"""  # noqa: S608 (a constant)

QUERIES = {
    # One row: how much there is.
    "summary": """
        SELECT
            (SELECT count(*) FROM marts.articles) AS articles,
            count(DISTINCT c.version_id) AS articles_with_claims,
            count(*) AS claims,
            count(*) FILTER (c.count_best IS NULL AND c.count_low IS NULL AND c.count_high IS NULL) AS without_number,
            count(*) FILTER (c.status = 'denied') AS denied,
            count(*) FILTER (c.victim_basis = 'inferred_opponent') AS victim_inferred,
            count(DISTINCT c.outlet) AS outlets,
            count(DISTINCT c.publisher_family) AS publisher_families,
            min(c.period_end) AS first_day,
            max(c.period_end) AS last_day,
            (SELECT count(DISTINCT loss_claim_id) FROM resolve.claim_flags) AS flagged,
            (SELECT count(*) FROM marts.denials) AS denials,
            (SELECT count(*) FROM resolve.relations WHERE relation = 'attribution_conflict') AS conflicts,
            any_value(c.extractor_version) AS extractor_version
        FROM marts.claims c
    """,
    "losses_by_day": f"""
        SELECT *
        FROM marts.losses_by_day
        ORDER BY day DESC NULLS LAST, claimant, victim, category_code, outcome, aggregation
        LIMIT {DAYS}
    """,  # noqa: S608 (a constant)
    # Claims, not items: nothing is added up.
    "by_category": f"""
        SELECT
            c.category_code,
            any_value(c.category) AS category,
            c.victim_side,
            coalesce(any_value(force.canonical_name), c.victim_side, 'not known') AS victim,
            count(*) FILTER (c.count_qualifier = 'exact') AS exact,
            count(*) FILTER (c.count_qualifier NOT IN ('exact', 'vague', 'unstated')) AS bounded,
            count(*) FILTER (c.count_qualifier IN ('vague', 'unstated')) AS without_number,
            min(coalesce(c.count_best, c.count_low)) AS smallest,
            max(coalesce(c.count_best, c.count_high, c.count_low)) AS largest
        FROM marts.claims c
        LEFT JOIN ref.sides side ON side.side = c.victim_side
        LEFT JOIN ref.entities force ON force.entity_id = side.force_entity_id
        WHERE c.modality = 'asserted'
        GROUP BY c.category_code, c.victim_side
        ORDER BY count(*) DESC, c.category_code, c.victim_side
        LIMIT {ROWS}
    """,  # noqa: S608 (a constant)
    "denials": f"""
        SELECT *
        FROM marts.denials
        ORDER BY date_published DESC NULLS LAST, statement_id
        LIMIT {ROWS}
    """,  # noqa: S608 (a constant)
    "relations": f"""
        SELECT relation, from_claimant, from_outlet, from_words, to_claimant, to_outlet, to_words, detail
        FROM marts.relations
        WHERE relation IN ('attribution_conflict', 'contradicts', 'corrects', 'retracts')
        ORDER BY relation, relation_id
        LIMIT {ROWS}
    """,  # noqa: S608 (a constant)
    "places": """
        SELECT place_id, place, place_type, country_iso2, latitude, longitude, count(DISTINCT loss_claim_id) AS claims
        FROM marts.claim_places
        WHERE place_id IS NOT NULL
        GROUP BY ALL
        ORDER BY claims DESC, place_id
    """,
    # Totals since the war began, at the category groups that all schemes share. A running total of a shorter
    # time ("since March 12") must not be laid beside everything confirmed so far, so it is left out.
    "comparison": """
        WITH claimed AS (
            -- the last such total that articles carry
            SELECT
                coalesce(claimant.canonical_name, c.claimant_text) || ' in articles' AS claimant,
                c.victim_side,
                k.category_group,
                max(coalesce(c.period_end, CAST(c.date_published AS DATE))) AS day,
                arg_max(c.count_best, coalesce(c.period_end, CAST(c.date_published AS DATE))) AS claimed
            FROM marts.claims c
            JOIN marts.categories k ON k.category_code = c.category_code AND k.loss_class = 'equipment'
            LEFT JOIN ref.entities claimant ON claimant.entity_id = c.claimant_entity_id
            WHERE
                c.aggregation = 'cumulative'
                AND c.period_semantics = 'since_start'
                AND c.period_start IS NULL
                AND c.modality = 'asserted'
                AND c.outcome <> 'damaged'
                AND c.count_best IS NOT NULL
                AND coalesce(claimant.canonical_name, c.claimant_text) IS NOT NULL
            GROUP BY 1, 2, 3
        ),
        confirmed AS (
            -- The series' own totals. A class goes on under a new label, so the newest row of a category counts.
            SELECT victim_side, category_group, day, sum(items) AS confirmed
            FROM (
                SELECT t.victim_side, k.category_group, t.category_code, days.day, arg_max(t.items, t.day) AS items
                FROM (
                    SELECT victim_side, category_code, day, sum(cumulative) AS items
                    FROM series.confirmed_totals
                    WHERE outcome <> 'damaged'
                    GROUP BY ALL
                ) t
                JOIN marts.categories k ON k.category_code = t.category_code AND k.loss_class = 'equipment'
                JOIN (
                    SELECT DISTINCT day FROM claimed
                    UNION
                    SELECT max(day) FROM series.confirmed_totals
                ) days ON t.day <= days.day
                GROUP BY ALL
            )
            GROUP BY ALL
        ),
        official AS (
            -- the official series on the last day that pictures cover; of two transcriptions the longer one
            SELECT
                any_value(claimant.canonical_name) || ' (official series)' AS claimant,
                o.victim_side,
                k.category_group,
                o.day,
                sum(o.cumulative) AS claimed
            FROM series.official_daily_totals o
            JOIN marts.categories k ON k.category_code = o.category_code AND k.loss_class = 'equipment'
            JOIN ref.entities claimant ON claimant.entity_id = o.claimant_entity_id
            WHERE o.day = (SELECT max(day) FROM series.confirmed_totals)
            GROUP BY o.series_id, o.claimant_entity_id, o.victim_side, k.category_group, o.day
            QUALIFY row_number() OVER (
                PARTITION BY o.claimant_entity_id, o.victim_side, k.category_group
                ORDER BY count(*) DESC, o.series_id DESC
            ) = 1
        )
        SELECT
            c.claimant,
            coalesce(force.canonical_name, c.victim_side) AS victim,
            c.category_group AS category,
            c.day,
            CAST(c.claimed AS BIGINT) AS claimed,
            CAST(f.confirmed AS BIGINT) AS confirmed
        FROM (FROM official UNION ALL BY NAME FROM claimed) c
        JOIN confirmed f USING (victim_side, category_group, day)
        LEFT JOIN ref.sides side ON side.side = c.victim_side
        LEFT JOIN ref.entities force ON force.entity_id = side.force_entity_id
        ORDER BY c.claimant NOT LIKE '%(official series)', c.claimant, victim, claimed DESC, category
        LIMIT 100
    """,
    "series": """
        SELECT series_id, title, licence, home, min(first_day) AS first_day, max(last_day) AS last_day
        FROM series.snapshots
        GROUP BY ALL
        ORDER BY series_id
    """,
    "articles": f"""
        SELECT version_id, headline, text, date_published, date_published_precision, outlet, url
        FROM marts.articles
        WHERE version_id IN ({_SHOWN})
        ORDER BY date_published DESC NULLS LAST, version_id
    """,  # noqa: S608 (a constant)
    "blocks": f"""
        SELECT version_id, kind, start_char, end_char
        FROM core.text_blocks
        WHERE version_id IN ({_SHOWN})
        ORDER BY version_id, start_char
    """,  # noqa: S608 (a constant)
    "claims": f"""
        SELECT
            r.*,
            c.version_id,
            c.item_start,
            c.item_end,
            c.count_low,
            c.count_high,
            c.count_qualifier,
            c.victim_basis,
            c.period_text,
            c.confidence
        FROM marts.claims c
        JOIN marts.claims_readable r ON r.loss_claim_id = c.loss_claim_id
        WHERE c.version_id IN ({_SHOWN})
        ORDER BY c.version_id, c.item_start, c.item_end
    """,  # noqa: S608 (a constant)
    "flags": f"""
        SELECT f.loss_claim_id, f.flag, f.detail
        FROM resolve.claim_flags f
        JOIN marts.claims c ON c.loss_claim_id = f.loss_claim_id
        WHERE c.version_id IN ({_SHOWN})
        ORDER BY f.loss_claim_id, f.flag
    """,  # noqa: S608 (a constant)
    # Denials and what they deny, to be marked in the text.
    "statements": f"""
        SELECT d.statement_id, d.version_id, s.quote_start, s.quote_end, 'denial' AS role
        FROM marts.denials d
        JOIN marts.statements s ON s.statement_id = d.statement_id
        WHERE d.version_id IN ({_SHOWN})
        UNION ALL
        SELECT s.statement_id, s.version_id, s.quote_start, s.quote_end, 'denied' AS role
        FROM marts.statements s
        WHERE s.status = 'denied' AND s.version_id IN ({_SHOWN})
        ORDER BY ALL
    """,  # noqa: S608 (a constant)
}

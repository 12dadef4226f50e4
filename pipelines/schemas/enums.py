"""Every closed list of values in the warehouse, with where it comes from. The tables refer to these."""

ENTITY_TYPES = [
    "state", "partially_recognised_state", "government_body", "intelligence_service", "law_enforcement",
    "state_armed_force", "military_unit", "paramilitary", "pmc", "volunteer_unit", "rebel_group", "gang",
    "civilian_population", "person", "igo", "osint_project", "news_agency",
]  # fmt: skip
LOSS_CLASSES = ["personnel", "equipment", "munition", "infrastructure"]
OPERATOR_BASES = ["seen_lost", "known_operator"]
QID_STATUSES = ["verified", "recalled", "absent"]
COUNT_QUALIFIERS = [
    "exact",
    "at_least",
    "more_than",
    "up_to",
    "less_than",
    "about",
    "range",
    "vague",
    "unstated",
]
OUTCOMES = [
    "killed", "wounded", "captured", "missing", "casualties",
    "eliminated", "destroyed", "damaged", "abandoned", "lost",
]  # fmt: skip
STATUSES = ["asserted", "denied", "confirmed"]
MODALITIES = ["asserted", "hypothetical", "future"]  # PLOVER
AGGREGATIONS = ["incremental", "cumulative"]  # EpiTator
PART_KINDS = ["breakdown", "including"]
PERIOD_SEMANTICS = ["within", "throughout", "since_start", "unknown"]  # Security Force Monitor
PERIOD_BASES = ["explicit", "relative_resolved", "publication", "unknown"]
VICTIM_BASES = ["explicit", "modifier_in_scope", "inferred_opponent", "unknown"]
CLAIMANT_BASES = ["explicit", "coreference", "unattributed", "narrator"]
PLACE_ROLES = ["at", "near", "border_of", "direction_of"]
STATEMENT_KINDS = ["loss", "withdrawal", "territorial", "denial", "confirmation", "other"]
MENTION_TYPES = ["name", "acronym", "alias", "nominal", "pronoun", "place", "model"]
BLOCK_KINDS = ["headline", "standfirst", "byline", "caption", "credit", "heading", "body", "boilerplate"]
RELATIONS = [
    "denies", "contradicts", "repeats", "corroborates", "updates",
    "corrects", "retracts", "component_of", "attribution_conflict",
]  # fmt: skip
CHANGE_KINDS = ["first", "trivial", "headline", "body", "figures", "correction", "retraction"]  # NewsDiffs
PUB_STATUSES = ["usable", "withheld", "canceled"]  # IPTC ninjs pubstatus
DATE_PRECISIONS = ["second", "minute", "hour", "day", "month", "year", "unknown"]
DATE_BASES = ["manifest", "feed", "json_ld", "meta", "text", "url", "file_name", "http", "unknown"]
FETCH_OUTCOMES = ["parsed", "triaged_out", "quarantined", "gone"]
MATCH_TYPES = ["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"]  # SKOS
SPAN_ENDS = ["superseded", "withdrawn", "retracted"]
RELATION_BASES = [
    "stated_in_text",  # the article itself says so
    "same_figure",  # equal figures by one origin
    "rounded_figure",  # figures of one origin that differ by rounding
    "same_series",  # running totals of one origin
    "same_place_and_day",
    "version_change",  # two versions of one article
]
MEMBER_ROLES = ["first", "repeat", "rounded", "corroboration", "rival", "update"]
CLAIM_FLAGS = [
    "victim_never_operated_model",
    "total_differs_from_parts",
    "falling_series",
    "above_known_inventory",
    "outlier_in_story",
]

"""Tables of reference data: one for each CSV of ``seeds/reference``, with the same columns."""

from __future__ import annotations

import dataframely as dy

from pipelines.schemas import columns as c
from pipelines.schemas import enums
from pipelines.schemas.table import Table

SIDE = "Side: a label for arithmetic, not a judgement."


class Entities(dy.Schema):
    """Actors that claim, cause or suffer losses, and those who report them."""

    entity_id = c.text("Short name of the entity.", primary_key=True)
    canonical_name = c.text("Name in English.")
    entity_type = c.one_of(enums.ENTITY_TYPES, "What kind of actor it is.")
    plover_sector = c.text("PLOVER sector code.", nullable=True)
    acled_inter = dy.Int16(min=1, max=8, nullable=True, description="ACLED actor type.")
    side = c.text(SIDE, nullable=True)
    conflict_id = c.text("The conflict the side belongs to.", nullable=True)
    parent_entity_id = c.text("The entity it is part of.", nullable=True)
    country_iso2 = c.text("Country, ISO 3166-1.", nullable=True)
    gw_code = dy.Int32(nullable=True, description="Gleditsch and Ward state number.")
    wikidata_qid = c.text("Wikidata item.", nullable=True)
    qid_status = c.one_of(enums.QID_STATUSES, "verified: looked up; recalled: not.")
    in_guidelines = c.flag(
        "True: files of claims (tests/gold/README.md) name it by its id; others are named there as printed."
    )


class EntityAliases(dy.Schema):
    """Other names of entities."""

    entity_id = c.text("See ref.entities.", primary_key=True)
    alias = c.text("Name as printed.", primary_key=True)
    lang = c.text("Language, ISO 639-1.", primary_key=True)
    alias_kind = c.text("name, acronym, metonym, pejorative, ...")
    needs_context = c.flag("True: the words alone do not name the entity.")


class Places(dy.Schema):
    """Places that the gazetteer library lacks or that need fixed ids."""

    place_id = c.text("ISO 3166 code, gn<GeoNames id>, or x-<name>.", primary_key=True)
    name = c.text("Name in English.")
    place_type = c.text("country, adm1, settlement, ...")
    iso3166_1 = c.text("Country.", nullable=True)
    iso3166_2 = c.text("First-order region.", nullable=True)
    geonames_id = dy.Int64(nullable=True, description="GeoNames id.")
    latitude = dy.Float64(min=-90, max=90, nullable=True, description="Latitude.", metadata={"unit": "degrees"})
    longitude = dy.Float64(min=-180, max=180, nullable=True, description="Longitude.", metadata={"unit": "degrees"})
    parent_place_id = c.text("The place it lies in.", nullable=True)
    aliases = c.text("Other spellings, separated by semicolons.", nullable=True)


class LossCategories(dy.Schema):
    """What can be lost."""

    category_code = c.text("Code.", primary_key=True)
    parent_code = c.text("The wider category.", nullable=True)
    label = c.text("Name in English.")
    loss_class = c.one_of(enums.LOSS_CLASSES, "What is lost.")
    unit = c.text("What is counted: person, item or unit.")
    iiss_abbrev = c.text("IISS Military Balance abbreviation.", nullable=True)
    symbol_set = c.text("APP-6 symbol set.", nullable=True)
    symbol_entity = c.text("APP-6 entity code.", nullable=True)
    is_composite = c.flag("True: the words may cover several narrower categories.")


class CategoryGroups(dy.Schema):
    """Coarse groups of categories, by which extraction is scored."""

    category_code = c.text("See ref.loss_categories.", primary_key=True)
    category_group = c.text("Coarse group.")


class EquipmentModels(dy.Schema):
    """Models of equipment."""

    model_id = c.text("Short name of the model.", primary_key=True)
    canonical_name = c.text("Full name.")
    category_code = c.text("See ref.loss_categories.")
    origin_iso2 = c.text("Country of origin; says nothing about the owner.", nullable=True)
    nato_reporting_name = c.text("NATO reporting name.", nullable=True)
    aliases = c.text("Spellings as printed, separated by semicolons.", nullable=True)
    needs_context = c.text("Those aliases that count only beside a number or a military noun.", nullable=True)


class ModelOperators(dy.Schema):
    """Which side operates a model."""

    model_id = c.text("See ref.equipment_models.", primary_key=True)
    side = c.text(SIDE, primary_key=True)
    basis = c.one_of(
        enums.OPERATOR_BASES, "seen_lost: pictures show losses of this side; known_operator: general knowledge."
    )
    source = c.text("Where this is from.")


class ModelInventories(dy.Schema):
    """How many of a model a side is known to have had."""

    model_id = c.text("See ref.equipment_models.", primary_key=True)
    side = c.text(SIDE, primary_key=True)
    known = c.whole("The highest number named by the source.", "items")
    as_of = c.text("Day the number is for, YYYY-MM-DD.")
    source = c.text("Where this is from.")


class CategoryCrosswalk(dy.Schema):
    """Labels of other schemes and the category they correspond to."""

    scheme = c.text("Scheme the label is from.", primary_key=True)
    scheme_label = c.text("Label as printed there.", primary_key=True)
    category_code = c.text("See ref.loss_categories.", primary_key=True)
    match_type = c.one_of(enums.MATCH_TYPES, "How well they match (SKOS).")


class Outlets(dy.Schema):
    """Who publishes articles."""

    outlet_id = c.text("Short name of the outlet.", primary_key=True)
    name = c.text("Name.")
    domain = c.text("Web domain; several are separated by semicolons.", nullable=True)
    publisher_family = c.text("Owner group: outlets of one family are not independent of each other.")
    kind = c.text("newspaper, broadcaster, wire, state_media, aggregator, ...")
    language = c.text("Main language, ISO 639-1.", nullable=True)
    country_iso2 = c.text("Country, ISO 3166-1.", nullable=True)
    side = c.text(SIDE, nullable=True)
    licence_note = c.text("What is known of the terms of use.", nullable=True)


class Sides(dy.Schema):
    """Sides of the conflicts and whom they fight."""

    side = c.text("Label of the side.", primary_key=True)
    force_entity_id = c.text("Entity that stands for its forces where a text only implies them.", nullable=True)
    opponents = c.text("Sides it fights, the usual one first, separated by semicolons.", nullable=True)


CATEGORY = {"category_code": "ref.loss_categories"}
SIDES = {"side": "ref.sides"}
#: Columns that hold several codes, separated by semicolons, by table.
LISTS = {"ref.sides": {"opponents": "ref.sides"}}
TABLES = [
    Table(
        "ref",
        "loss_categories",
        LossCategories,
        "What can be lost; categories nest.",
        "one category",
        {"parent_code": "ref.loss_categories"},
    ),
    Table("ref", "category_groups", CategoryGroups, "Coarse groups of categories.", "one category", CATEGORY),
    Table(
        "ref",
        "category_crosswalk",
        CategoryCrosswalk,
        "Categories of other schemes. They do not nest across schemes: compare at a common ancestor only.",
        "one label of a scheme",
        CATEGORY,
    ),
    Table(
        "ref",
        "entities",
        Entities,
        "Actors and reporters.",
        "one entity",
        {"parent_entity_id": "ref.entities"} | SIDES,
    ),
    Table(
        "ref",
        "entity_aliases",
        EntityAliases,
        "Other names of entities.",
        "one name",
        {"entity_id": "ref.entities"},
    ),
    Table("ref", "sides", Sides, "Sides and whom they fight.", "one side", {"force_entity_id": "ref.entities"}),
    Table("ref", "places", Places, "Places with fixed ids.", "one place", {"parent_place_id": "ref.places"}),
    Table("ref", "equipment_models", EquipmentModels, "Models of equipment.", "one model", CATEGORY),
    Table(
        "ref",
        "model_operators",
        ModelOperators,
        "Which side was seen with a model. Absence is no proof.",
        "one model of one side",
        {"model_id": "ref.equipment_models"} | SIDES,
    ),
    Table(
        "ref",
        "model_inventories",
        ModelInventories,
        "Known numbers of models of which a side has few. What is not listed is not known.",
        "one model of one side",
        {"model_id": "ref.equipment_models"} | SIDES,
    ),
    Table("ref", "outlets", Outlets, "Who publishes, and to which owner group it belongs.", "one outlet", SIDES),
]

"""Clusters one of the public sets with Splink 4, for comparison.

The models of febrl3, febrl4, fake_1000 and historical_50k are those of Splink's own documentation (the same comparisons,
blocking and training rules); early_childhood has none there and gets comparisons of the same library.

    python3 splink-peer.py SET FILE...   prints {"0.5": [cluster of each row], "0.95": [...]}
"""

import json
import logging
import sys

import pandas
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.getLogger("splink").setLevel(logging.ERROR)


def by_frequency(comparison):
    return comparison.configure(term_frequency_adjustments=True)


FEBRL_DATE = {"input_is_string": True, "datetime_format": "%Y%m%d", "invalid_dates_as_null": True}

MODELS = {
    "fake_1000": {
        "block": [block_on("first_name"), block_on("surname"), block_on("dob"), block_on("email")],
        "compare": [
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            by_frequency(cl.ExactMatch("city")),
            cl.EmailComparison("email"),
        ],
        "sure": [
            "l.first_name = r.first_name and levenshtein(r.dob, l.dob) <= 1",
            "l.surname = r.surname and levenshtein(r.dob, l.dob) <= 1",
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            "l.email = r.email",
        ],
        "recall": 0.7,
        "train": [block_on("dob"), block_on("email"), block_on("first_name", "surname")],
        "u_pairs": 1e6,
    },
    "febrl3": {
        "block": [
            block_on(name) for name in ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")
        ],
        "compare": [
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", **FEBRL_DATE),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            by_frequency(cl.ExactMatch("street_number")),
            by_frequency(cl.ExactMatch("postcode")),
        ],
        "sure": [
            block_on("soc_sec_id"),
            block_on("given_name", "surname", "date_of_birth"),
            "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth",
        ],
        "recall": 0.9,
        "train": [block_on("date_of_birth"), block_on("postcode")],
        "u_pairs": 1e6,
    },
    "febrl4": {
        "block": [
            block_on("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ],
        "compare": [
            by_frequency(cl.NameComparison("given_name")),
            by_frequency(cl.NameComparison("surname")),
            cl.DateOfBirthComparison("date_of_birth", **FEBRL_DATE),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            by_frequency(cl.ExactMatch("street_number")),
            by_frequency(cl.DamerauLevenshteinAtThresholds("postcode", [1, 2])),
        ],
        "sure": [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
        "recall": 0.8,
        "train": [block_on("date_of_birth"), block_on("postcode")],
        "u_pairs": 1e6,
    },
    "historical_50k": {
        "block": [
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode_fake,1,3)", "dob"),
            block_on("substr(postcode_fake,1,3)", "first_name"),
            block_on("substr(postcode_fake,1,3)", "surname"),
            block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
        ],
        "compare": [
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="both_names"
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            by_frequency(cl.ExactMatch("birth_place")),
            by_frequency(cl.ExactMatch("occupation")),
        ],
        "sure": [
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
            block_on("dob", "postcode_fake"),
        ],
        "recall": 0.6,
        "train": [block_on("first_name", "surname"), block_on("dob")],
        "u_pairs": 1e7,
    },
    "early_childhood": {
        "block": [
            block_on("phone"),
            block_on("site_name"),
            block_on("address"),
            block_on("substr(address,1,6)", "substr(site_name,1,3)"),
        ],
        "compare": [
            by_frequency(cl.JaroWinklerAtThresholds("site_name", [0.95, 0.88, 0.7])),
            by_frequency(cl.JaroWinklerAtThresholds("address", [0.95, 0.88, 0.7])),
            by_frequency(cl.ExactMatch("zip")),
            by_frequency(cl.LevenshteinAtThresholds("phone", 1)),
        ],
        "sure": [block_on("site_name", "phone"), block_on("address", "phone")],
        "recall": 0.7,
        "train": [block_on("phone"), block_on("address")],
        "u_pairs": 1e6,
    },
}


def read(path):
    table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    table.columns = [name.strip().lower().replace(" ", "_") for name in table.columns]
    table = table.apply(lambda column: column.str.strip())
    table = table.mask(table == "", None)
    if "both_names" not in table and "first_name" in table:
        table["both_names"] = table["first_name"] + " " + table["surname"]
    return table


def main(name, paths):
    model = MODELS[name]
    tables = [read(path) for path in paths]
    before = 0
    for table in tables:
        table.insert(0, "row", range(before, before + len(table)))
        before += len(table)
    settings = SettingsCreator(
        unique_id_column_name="row",
        link_type="dedupe_only" if len(tables) == 1 else "link_only",
        blocking_rules_to_generate_predictions=model["block"],
        comparisons=model["compare"],
    )
    linker = Linker(tables if len(tables) > 1 else tables[0], settings, db_api=DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match(model["sure"], recall=model["recall"])
    linker.training.estimate_u_using_random_sampling(max_pairs=model["u_pairs"], seed=1)
    for rule in model["train"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    found = {}
    for threshold in (0.5, 0.95):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=threshold
        ).as_pandas_dataframe()
        of_row = dict(zip(clusters["row"], clusters["cluster_id"]))
        found[str(threshold)] = [str(of_row.get(row, row)) for row in range(before)]
    print(json.dumps(found))


main(sys.argv[1], sys.argv[2:])

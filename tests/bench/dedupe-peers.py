"""Links a list of people with Splink 4, or with the same kind of model written as DuckDB SQL, for comparison of speed.

Both use the rules and levels that suit business contacts, and values that are normalised already: what is timed is the
linking (frequencies, pairs, training, comparing, clusters), not the reading of the list.

    python3 dedupe-peers.py duckdb|splink FILE THREADS   prints {"seconds": .., "pairs": .., "clusters": ..}

FILE is a CSV of row, first, last, root, email, local, phone, company, domain, profile, city.
"""

import json
import logging
import math
import sys
import time

import duckdb

RULES = [
    ["profile"],
    ["email"],
    ["phone"],
    ["root", "last"],
    ["last", "domain"],
    ["last", "company"],
    ["root", "company"],
    ["root", "domain"],
    ["local"],
]
# The levels of each comparison from the highest down, as conditions over l and r; beneath them stands "else".
LEVELS = {
    "first": ["l.first = r.first", "l.root = r.root", "jw(first, 0.92)", "jw(first, 0.8)"],
    "last": ["l.last = r.last", "jw(last, 0.92)", "jw(last, 0.8)"],
    "email": ["l.email = r.email", "l.local = r.local", "jw(email, 0.95)"],
    "phone": ["l.phone = r.phone", "damerau_levenshtein(l.phone, r.phone) <= 1"],
    "company": ["l.domain = r.domain or l.company = r.company", "jw(company, 0.9)"],
    "profile": ["l.profile = r.profile"],
    "city": ["l.city = r.city", "jw(city, 0.9)"],
}
BY_FREQUENCY = ["first", "last", "company", "city", "phone"]
# Pairs by one rule teach the comparisons that are not part of it.
TRAINING = [(["root", "last"], ["first", "last"]), (["email"], ["email", "company"])]
SURE = math.log2(19)


def load(connection, path):
    connection.execute(
        f"create table people as select * replace (row::int as row) from read_csv('{path}', all_varchar = true, nullstr = '')"
    ).fetchall()


def rule(columns):
    return " and ".join(f"l.{name} = r.{name}" for name in columns)


def condition(level):
    if not level.startswith("jw("):
        return level
    name, least = level[3:-1].split(", ")
    return f"jaro_winkler_similarity(l.{name}, r.{name}) >= {least}"


def level_of(name):
    levels = LEVELS[name]
    whens = " ".join(f"when {condition(level)} then {len(levels) - at}" for at, level in enumerate(levels))
    return f"case when l.{name} is null or r.{name} is null then -1 {whens} else 0 end as g_{name}"


GAMMAS = ", ".join(level_of(name) for name in LEVELS)
NAMES = ", ".join(f"g_{name}" for name in LEVELS)


def shares(counts):
    total = sum(counts)
    return [count / total for count in counts]


def train(patterns, u, left_out):
    """EM over the patterns of the pairs of one rule."""
    names = [name for name in LEVELS if name not in left_out]
    m = {name: [0.2 / len(LEVELS[name])] * len(LEVELS[name]) + [0.8] for name in names}
    share = 0.3
    for _ in range(100):
        seen = {name: [0.5] * len(m[name]) for name in names}
        matches = total = 0
        for pattern in patterns:
            bits = math.log(share / (1 - share)) + sum(
                math.log(m[name][pattern[name]] / u[name][pattern[name]]) for name in names if pattern[name] >= 0
            )
            expected = pattern["n"] / (1 + math.exp(-bits))
            matches += expected
            total += pattern["n"]
            for name in names:
                if pattern[name] >= 0:
                    seen[name][pattern[name]] += expected
        share = min(0.9999, matches / total)
        before, m = m, {name: shares(counts) for name, counts in seen.items()}
        if max(abs(x - y) for name in names for x, y in zip(m[name], before[name])) < 1e-4:
            break
    return m


def patterns_of(connection, pairs):
    rows = connection.execute(f"select {NAMES}, count(*) from (select {GAMMAS} from {pairs}) group by all").fetchall()
    return [dict(zip([*LEVELS, "n"], row)) for row in rows]


def with_duckdb(connection, rows):
    def run(sql):
        return connection.execute(sql).fetchall()

    for name in BY_FREQUENCY:
        run(
            f"create table tf_{name} as select {name}, count(*) / sum(count(*)) over () as tf_{name} from people"
            f" where {name} is not null group by {name}"
        )
    joins = " ".join(f"left join tf_{name} using ({name})" for name in BY_FREQUENCY)
    run(f"create table df as select * from people {joins}")
    made = []
    for at, columns in enumerate(RULES):
        earlier = "".join(f" and not coalesce({rule(other)}, false)" for other in RULES[:at])
        made.append(
            f"select l.row as a, r.row as b from df l join df r on {rule(columns)} where l.row < r.row{earlier}"
        )
    run(f"create table pairs as {' union all '.join(made)}")
    run(f"create table drawn as select * from df using sample {min(rows, 1415)} rows (reservoir, 7)")
    u = {name: [0.5] * (len(levels) + 1) for name, levels in LEVELS.items()}
    for pattern in patterns_of(connection, "drawn l join drawn r on l.row < r.row"):
        for name in LEVELS:
            if pattern[name] >= 0:
                u[name][pattern[name]] += pattern["n"]
    u = {name: shares(counts) for name, counts in u.items()}
    learnt = [
        train(patterns_of(connection, f"df l join df r on {rule(columns)} where l.row < r.row"), u, left_out)
        for columns, left_out in TRAINING
    ]
    weights = []
    for name, levels in LEVELS.items():
        found = [model[name] for model in learnt if name in model]
        mean = [sum(chances) / len(found) for chances in zip(*found)]
        bits = " ".join(f"when {at} then {math.log2(m / u[name][at])}" for at, m in enumerate(mean))
        weights.append(f"case g_{name} {bits} else 0 end")
    for name in BY_FREQUENCY:
        top = len(LEVELS[name])
        weights.append(
            f"case when g_{name} = {top} and tf_{name} is not null then log2({u[name][top]} / greatest(tf_{name}, 1e-7))"
            " else 0 end"
        )
    prior = math.log2(1.2 / rows)
    frequencies = ", ".join(f"case when l.{name} = r.{name} then l.tf_{name} end as tf_{name}" for name in BY_FREQUENCY)
    run(
        f"create table edges as select a, b from (select a, b, {GAMMAS}, {frequencies} from pairs"
        f" join df l on l.row = a join df r on r.row = b) where {prior} + {' + '.join(weights)} >= {SURE}"
    )
    run("create table ways as select a, b from edges union all select b, a from edges")
    run("create table rep as select a as id, min(least(a, b)) as rep from ways group by a")
    while True:
        run(
            "create or replace table nearer as select ways.a as id, least(min(x.rep), min(y.rep)) as rep"
            " from ways join rep x on x.id = ways.b join rep y on y.id = ways.a group by ways.a"
        )
        changed = run("select count(*) from nearer join rep using (id) where nearer.rep <> rep.rep")[0][0]
        run("create or replace table rep as from nearer")
        if changed == 0:
            break
    pairs = run("select count(*) from pairs")[0][0]
    joined, kept = run("select count(*), count(distinct rep) from rep")[0]
    return pairs, rows - joined + kept


def with_splink(connection, rows):
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        unique_id_column_name="row",
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in RULES],
        comparisons=[
            cl.ForenameSurnameComparison("first", "last"),
            cl.EmailComparison("email"),
            cl.LevenshteinAtThresholds("phone", 1).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("company", [0.9]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("profile"),
            cl.JaroWinklerAtThresholds("city", [0.9]).configure(term_frequency_adjustments=True),
        ],
    )
    linker = Linker(connection.table("people").df(), settings, db_api=DuckDBAPI(connection))
    begun = time.perf_counter()
    linker.training.estimate_probability_two_random_records_match([block_on("email"), block_on("profile")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for columns, _ in TRAINING:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    pairs = linker.inference.predict(threshold_match_weight=-50)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
    count = linker.misc.query_sql(f"select count(*) as n from {pairs.physical_name}")["n"][0]
    kept = linker.misc.query_sql(f"select count(distinct cluster_id) as n from {clusters.physical_name}")["n"][0]
    return int(count), int(kept), begun


def main(peer, path, threads):
    connection = duckdb.connect(config={"threads": int(threads)})
    load(connection, path)
    rows = connection.execute("select count(*) from people").fetchall()[0][0]
    begun = time.perf_counter()
    if peer == "splink":
        pairs, clusters, begun = with_splink(connection, rows)
    else:
        pairs, clusters = with_duckdb(connection, rows)
    print(json.dumps({"seconds": time.perf_counter() - begun, "pairs": pairs, "clusters": clusters}))


main(*sys.argv[1:])

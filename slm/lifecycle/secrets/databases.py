"""List the keys of databases and data platforms."""

from __future__ import annotations

from slm.lifecycle.secrets.kind import END, START, SecretKind, named, prefixed

DATABRICKS = "Databricks docs, Authentication, Personal access and OAuth tokens"
PLANETSCALE = "PlanetScale docs, Secret scanning and token formats"
SUPABASE = "Supabase docs, Understanding API keys"
NEON = "Neon docs, Manage API keys"

KINDS: tuple[SecretKind, ...] = (
    SecretKind(
        "databricks token",
        ("dapi",),
        rf"{START}dapi[0-9a-f]{{32}}(?:-[0-9])?{END}",
        DATABRICKS,
    ),
    SecretKind("databricks secret", ("dose",), f"{START}dose[0-9a-f]{{32}}{END}", DATABRICKS),
    prefixed("planetscale password", "pscale_pw_", "[A-Za-z0-9_.=-]{32,64}", PLANETSCALE),
    prefixed("planetscale token", "pscale_tkn_", "[A-Za-z0-9_.=-]{32,64}", PLANETSCALE),
    prefixed("planetscale oauth token", "pscale_oauth_", "[A-Za-z0-9_.=-]{32,64}", PLANETSCALE),
    prefixed("supabase token", "sbp_", "(?:v0_)?[0-9a-f]{40}", SUPABASE),
    prefixed("supabase secret key", "sb_secret_", "[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{8}", SUPABASE),
    prefixed("neon key", "napi_", "[a-z0-9]{60,70}", NEON),
    SecretKind("neon password", ("npg_",), f"{START}npg_[A-Za-z0-9]{{12}}{END}", NEON),
    named("upstash token", "upstash", "A[A-Za-z0-9+/=_-]{39,120}", "Upstash docs, Redis REST API"),
    prefixed(
        "mongodb atlas secret",
        "mdb_sa_sk_",
        "[A-Za-z0-9_-]{36,60}",
        "MongoDB docs, Atlas, Service accounts",
    ),
    SecretKind(
        "confluent secret",
        ("cflt",),
        f"{START}cflt[A-Za-z0-9+/]{{60}}(?![A-Za-z0-9+/])",
        "Confluent docs, API keys: from July 2025 secrets begin with cflt",
    ),
    named("confluent old secret", "confluent", "[A-Za-z0-9+/]{64}", "Confluent docs, API keys"),
    prefixed(
        "cockroach key",
        "CCDB1_",
        "[A-Za-z0-9]{22}_[A-Za-z0-9]{40}",
        "CockroachDB docs, Cloud API access",
    ),
    prefixed(
        "datastax token",
        "AstraCS:",
        "[A-Za-z]{24}:[0-9a-f]{64}",
        "DataStax docs, Astra application tokens",
    ),
    prefixed("materialize password", "mzp_", "[0-9a-f]{64}", "Materialize docs, App passwords"),
    prefixed("aiven password", "AVNS_", "[A-Za-z0-9_-]{19}", "Aiven docs, Service credentials"),
    SecretKind(
        "clickhouse secret",
        ("4b1d",),
        f"{START}4b1d[A-Za-z0-9]{{38}}{END}",
        "ClickHouse docs, Cloud API keys",
    ),
    prefixed(
        "dbt token", "dbtc_ dbtu_", "[A-Za-z0-9_-]{30,80}", "dbt docs, Service and personal tokens"
    ),
    SecretKind(
        "fauna secret",
        ("fnae", "fnaf"),
        f"{START}fnA[EF][A-Za-z0-9_-]{{36,60}}",
        "Fauna docs, Keys: base64 beginning with fnA",
    ),
    prefixed("xata key", "xau_", "[A-Za-z0-9]{30,60}", "Xata docs, API keys"),
    prefixed(
        "tinybird token",
        "p.eyJ",
        r"[A-Za-z0-9_-]{40,400}\.[A-Za-z0-9_-]{27,64}",
        "Tinybird docs, Tokens",
    ),
)

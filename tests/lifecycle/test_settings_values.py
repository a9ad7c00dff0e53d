"""Of a .env file the secrets are known, and no ordinary word is taken for one."""

import time

import pytest

from slm.lifecycle.secrets.settings import secret_values

# Made up here, and nobody's.
SECRET = [
    ("API_TOKEN", "abc123def456"),
    ("DB_PASSWORD", "hunter22"),
    ("DB_PASS", "p4ss!w"),
    ("PEPPER", "zkqvjx"),
    ("APP_SECRET", "zkqvjxwpzkqv"),
    ("SESSION_SECRET", "correct-horse-battery-staple"),
    ("SECRET_KEY_BASE", "sunshineoverthemountains"),
    ("dbPassword", "Sommer2031"),
    ("MYSECRET", "k9-vv-k9"),
    ("PIN_TOKEN", "4820113395871"),
    ("APP", "xY7kk29aLmQ4"),
    ("APP", "9f3b2c4d5e6f7a8b9c0d1e2f3a4b5c6d"),
    ("APP", "xY7#kk!29aLm"),
    ("DOOR_CODE", "k9vv-zkqx-93jd"),
    ("SECRET_ID", "7d9c1f2e-4b3a-4a4a-9c9c-0a2b4c6d8e0f"),
    ("CLIENT_ID", "7d9c1f2e-4b3a-4a4a-9c9c-0a2b4c6d8e0f"),
]
ORDINARY = [
    ("NODE_ENV", "production"),
    ("APP_ENV", "development"),
    ("DEBUG", "true"),
    ("PORT", "3000"),
    ("LOG_LEVEL", "info"),
    ("APP_NAME", "My Lovely Shop"),
    ("AWS_REGION", "eu-central-1"),
    ("OPENAI_MODEL", "gpt-4o-mini"),
    ("DEFAULT_LLM", "claude-3-5-sonnet-20241022"),
    ("DEFAULT_LLM", "Qwen2.5-7B-Instruct"),
    ("DEFAULT_LLM", "llama3.1:8b-instruct-q4_K_M"),
    ("DEFAULT_LLM", "gpt-4o-2024-08-06"),
    ("MACHINE", "db.r6g.2xlarge"),
    ("UPLOADS", "acme-prod-uploads-eu"),
    ("REDIS_URL", "redis://localhost:6379/0"),
    ("API_URL", "https://api.example.com/v1/users?page=2"),
    ("DATABASE_URL", "postgres://ann@db.internal:5432/shop"),
    ("CORS", "https://a.example.com,https://b.example.com"),
    ("GIT_COMMIT", "0a1b2c3d4e5f60718293a4b5c6d7e8f9aabbccdd"),
    ("APP_VERSION", "2.14.0-rc1"),
    ("FEATURES", "new_checkout,dark_mode,beta2"),
    ("LOG_FORMAT", "[%(asctime)s] %(levelname)s"),
    ("CRON", "*/5 * * * *"),
    ("COLOUR", "#ff00aa"),
    ("PYTHONPATH", "src:tests"),
    # Under a name that says secret.
    ("DB_PASSWORD", "postgres"),
    ("DB_PASSWORD", "short"),
    ("DB_PASSWORD", ""),
    ("SECRET_PROVIDER", "aws-secrets-manager"),
    ("TOKEN_TTL", "86400"),
    ("TOKENS_KEY", "128000"),
    ("TOKEN_EMAIL_KEY", "ann@example.com"),
    ("TLS_KEY", "/etc/ssl/private/shop.pem"),
    ("TLS_KEY", "certs/shop.pem"),
    ("API_KEY", "${OTHER_KEY}"),
    ("API_KEY", "$OTHER_KEY"),
    ("API_KEY", "<your key here>"),
    ("API_KEY", "your-api-key-here"),
    ("API_KEY", "replace-with-your-api-key"),
    ("JWT_SECRET", "change-me-to-a-long-random-string"),
    ("API_KEY", "xxxxxxxx"),
    ("KMS_KEY", "arn:aws:kms:eu-central-1:1234:alias/shop"),
    ("KEY_HOST", "keys.internal.example.com"),
    ("AUTH_TOKEN_AUDIENCE", "https://api.example.com"),
    ("SIGNING_KEY_ID", "prod-db-2"),
    ("SIGNING_KEY_ALIAS", "prod-db-2"),
    ("CACHE_KEY", "shop:v1:users"),
    ("PRIMARY_KEY", "user_id"),
    ("TOKEN_SINCE", "2026-05-04T17:30:00Z"),
    ("KEY_SERVER", "10.0.0.12:8080"),
]


@pytest.mark.parametrize(("name", "value"), SECRET, ids=[f"{n}={v}" for n, v in SECRET])
def test_a_secret_is_known_whatever_its_shape(name, value):
    assert value in list(secret_values([(name, value)]))


@pytest.mark.parametrize(("name", "value"), ORDINARY, ids=[f"{n}={v}" for n, v in ORDINARY])
def test_an_ordinary_value_is_none(name, value):
    assert list(secret_values([(name, value)])) == []


@pytest.mark.parametrize(
    ("value", "secret"),
    [
        ("postgres://ann:s3cretpw99@db.internal:5432/shop", "s3cretpw99"),
        ("postgres://ann:s3%40cretpw@db.internal/shop", "s3@cretpw"),
        ("https://0a1b2c3d4e5f60718293a4b5c6d7e8f9@o1.io/45", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
        ("https://hooks.example.com/T0/abCD12efGH34ijKL56mnOP78", "abCD12efGH34ijKL56mnOP78"),
        ("https://example.com/cb?api_key=k9vvk9zz&page=2", "k9vvk9zz"),
        ("kafka://a:pw1pw1pw@h1:9 kafka://b:pw2pw2pw@h2:9", "pw2pw2pw"),
    ],
)  # fmt: skip
def test_of_a_url_only_what_lets_one_in_is_secret(value, secret):
    found = list(secret_values([("SOME_URL", value)]))

    assert secret in found
    assert not any("://" in one or "internal" in one for one in found)


def test_keys_within_longer_values_are_known_alone_too():
    value = '{"type": "service", "private": "abCD12efGH34ijKL56mnOP78qr"}'

    assert "abCD12efGH34ijKL56mnOP78qr" in list(secret_values([("ACCOUNT_JSON", value)]))


def test_what_everybody_may_see_is_no_secret():
    assert list(secret_values([("DB_PASSWORD", "hunter22")], public={"hunter22"})) == []


def test_a_key_that_a_machine_made_is_one_even_in_an_example():
    key = "xY7kk29aLmQ4vvPz"

    assert list(secret_values([("API_KEY", key)], public={key})) == [key]


@pytest.mark.parametrize(
    "unit", ["a", "a.", "1.", "a@", "a.a@", "a ", "a=", "aB3 ", "http://a:b@c/", "$a", "://"]
)
def test_a_value_as_long_as_a_file_may_be_is_judged_at_once(unit):
    value = unit * (60_000 // len(unit))
    started = time.process_time()
    for name in ("MY_TOKEN", "APP"):
        list(secret_values([(name, value)]))

    assert time.process_time() - started < 2

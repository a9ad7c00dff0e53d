"""List the tokens of planning, writing, design and identity services."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import is_not_words, looks_random
from slm.lifecycle.secrets.kind import END, START, START_OF_RUN, UUID, SecretKind, named, prefixed

NOTION = "Notion docs, Authorization; changelog, ntn_ prefix, 2024"
ASANA = "Asana docs, Personal access token"

KINDS: tuple[SecretKind, ...] = (
    prefixed("linear key", "lin_api_", "[A-Za-z0-9]{40}", "Linear docs, API, Personal API keys"),
    prefixed("linear oauth token", "lin_oauth_", "[0-9a-f]{64}", "Linear docs, OAuth 2.0"),
    prefixed("notion token", "ntn_", "[0-9]{11}[A-Za-z0-9]{35}", NOTION),
    SecretKind(
        "notion integration token",
        ("secret_",),
        f"{START}secret_[A-Za-z0-9]{{43}}{END}",
        NOTION,
        guard=is_not_words,
    ),
    SecretKind(
        "airtable token",
        ("pat",),
        rf"{START}pat[A-Za-z0-9]{{14}}\.[0-9a-f]{{64}}{END}",
        "Airtable docs, Personal access tokens",
    ),
    SecretKind(
        "asana token",
        tuple(f"{kind}/{digit}" for kind in "012" for digit in range(1, 10)),
        r"(?<![0-9])[012]/[1-9][0-9]{13,18}(?:/[0-9]{14,19})?:[0-9a-f]{32}(?![0-9a-f])",
        ASANA,
    ),
    prefixed(
        "figma token", "figd_ figu_ figo_", "[A-Za-z0-9_-]{38,64}", "Figma docs, Access tokens"
    ),
    SecretKind(
        "dropbox token",
        ("sl.",),
        rf"{START_OF_RUN}sl\.(?:u\.)?[A-Za-z0-9_-]{{120,1500}}",
        "Dropbox docs, OAuth guide, Short-lived tokens",
    ),
    named("box secret", "box_", "[A-Za-z0-9]{32}", "Box docs, Application credentials"),
    SecretKind(
        "clickup token",
        ("pk_",),
        f"{START}pk_[0-9]{{6,9}}_[A-Z0-9]{{32}}{END}",
        "ClickUp docs, Authentication, Personal token",
    ),
    prefixed("trello token", "ATTA", "[0-9a-f]{64}[0-9A-F]{8}", "Trello docs, API introduction"),
    prefixed("contentful token", "CFPAT-", "[A-Za-z0-9_-]{43}", "Contentful docs, Authentication"),
    prefixed("typeform token", "tfp_", "[A-Za-z0-9_.=-]{40,60}", "Typeform docs, Access tokens"),
    prefixed("frame.io token", "fio-u-", "[A-Za-z0-9_=-]{64}", "Frame.io docs, Authentication"),
    SecretKind(
        "salesforce session",
        ("00d",),
        rf"{START}00D[A-Za-z0-9]{{12,15}}![A-Za-z0-9._]{{80,200}}",
        "Salesforce docs, Session ids: the organization's id, then the token",
    ),
    SecretKind(
        "okta token",
        ("ssws ",),
        r"(?i:ssws) (?P<secret>00[A-Za-z0-9_-]{40})(?![A-Za-z0-9_-])",
        "Okta docs, Create an API token",
    ),
    named("okta api token", "okta", "00[A-Za-z0-9_-]{40}", "Okta docs, Create an API token"),
    prefixed(
        "adobe secret", "p8e-", "[A-Za-z0-9_-]{32}", "Adobe docs, Developer console credentials"
    ),
    prefixed(
        "mapbox secret token",
        "sk.eyJ",
        r"[A-Za-z0-9_-]{40,200}\.[A-Za-z0-9_-]{22}",
        "Mapbox docs, Access tokens: secret tokens begin with sk.",
    ),
    named("algolia key", "algolia", "[0-9a-f]{32}", "Algolia docs, API keys: 32 hex digits"),
    prefixed("ubidots token", "BBFF- BBUS-", "[A-Za-z0-9]{30,40}", "Ubidots docs, Tokens"),
    prefixed("ionic token", "ion_", "[A-Za-z0-9]{42}", "Ionic docs, Personal access tokens"),
    prefixed("zuplo key", "zpka_", "[0-9a-z]{32}_[0-9a-f]{8}", "Zuplo docs, API key format"),
    SecretKind(
        "ghost admin key",
        tuple(f":{n:02x}" for n in range(256)),
        f"{START}[0-9a-f]{{24}}:(?P<secret>[0-9a-f]{{64}}){END}",
        "Ghost docs, Admin API, Token authentication: id:secret",
        before=24,
    ),
    prefixed("gitbook token", "gb_api_", "[A-Za-z0-9]{36,64}", "GitBook docs, API authentication"),
    SecretKind(
        "cal.com key",
        ("cal_",),
        f"{START}cal_(?:live_|test_)?[0-9a-f]{{32}}{END}",
        "Cal.com docs, API keys",
    ),
    SecretKind(
        "unkey root key",
        ("unkey_",),
        f"{START}unkey_(?P<secret>[A-Za-z0-9]{{20,40}})(?![A-Za-z0-9_])",
        "Unkey docs, Root keys",
        guard=looks_random,
    ),
    prefixed(
        "stytch secret",
        "secret-test- secret-live-",
        f"(?:{UUID}|[A-Za-z0-9_-]{{35,48}}={{0,2}})",
        "Stytch docs, API keys",
    ),
    prefixed("canva token", "cnvca", "[A-Za-z0-9_-]{50,60}", "Canva docs, Client secrets"),
)

"""List the keys of clouds and hosting."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import (
    is_no_placeholder,
    is_not_words,
    looks_random,
)
from slm.lifecycle.secrets.kind import (
    END,
    JOIN,
    QUOTE,
    START,
    START_OF_RUN,
    UUID,
    SecretKind,
    named,
    prefixed,
)

AWS = "AWS docs, IAM identifiers, Understanding unique ID prefixes"
AZURE = "Microsoft docs, Purview, Sensitive information type entity definitions"
AZURE_MARKED = "Microsoft security-utilities, identifiable keys: a signature at a fixed place"
YANDEX = "Yandex Cloud docs, Searching for secrets in open sources"
CLOUDFLARE = "Cloudflare docs, API, Token formats, 2026"

KINDS: tuple[SecretKind, ...] = (
    SecretKind(
        "aws access key id",
        ("akia", "asia", "abia", "acca"),
        f"{START}(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{{16}}{END}",
        AWS,
        guard=is_no_placeholder,
    ),
    SecretKind(
        "aws secret key",
        ("secret_access_key", "secretaccesskey", "secret_key", "secretkey", "secret-access-key"),
        rf"(?i:secret[_-]?(?:access[_-]?)?key){JOIN}(?:{QUOTE})?"
        r"(?P<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        "AWS docs, Managing access keys: 40 characters of base64",
        guard=is_not_words,
    ),
    SecretKind(
        "aws session token",
        ("session_token", "sessiontoken", "security-token", "security_token"),
        rf"(?i:(?:session|security)[_-]?token){JOIN}(?:{QUOTE})?"
        r"(?P<secret>[A-Za-z0-9/+%]{100,4096}={0,2})",
        "AWS docs, STS, Temporary security credentials",
    ),
    prefixed("aws marketplace token", "amzn.mws.", UUID, "Amazon MWS docs, Authorization"),
    prefixed(
        "bedrock key",
        "ABSKQmVkcm9ja0FQSUtleS bedrock-api-key-",
        "[A-Za-z0-9+/]{80,4096}={0,2}",
        "AWS docs, Bedrock API keys; the prefix is base64 for BedrockAPIKey-",
    ),
    SecretKind(
        "url signature",
        ("x-amz-signature=", "x-goog-signature="),
        "(?i:x-(?:amz|goog)-signature)=(?P<secret>[0-9a-f]{64,1024})",
        "AWS docs, Authenticating requests by query parameters; Google Cloud docs, Signed URLs",
    ),
    prefixed("google api key", "AIza", "[A-Za-z0-9_-]{35}", "Google Cloud docs, API keys"),
    prefixed(
        "google client secret", "GOCSPX-", "[A-Za-z0-9_-]{28}", "Google Identity docs, OAuth 2.0"
    ),
    prefixed(
        "google access token", "ya29.", "[A-Za-z0-9_.-]{20,2048}", "Google Identity docs, OAuth 2.0"
    ),
    SecretKind(
        "google refresh token",
        ("1//0",),
        f"{START}1//0[A-Za-z0-9_-]{{40,512}}",
        "Google Identity docs, Using OAuth 2.0: refresh tokens",
    ),
    SecretKind(
        "google service account key",
        ('"private_key',),
        r'"private_key\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"(?P<secret>-----BEGIN[^-]{1,40}-----[^-]{40,8000}'
        r"(?:-----END[^-]{1,40}-----)?(?:\\{1,4}n)?)",
        "Google Cloud docs, IAM, Create service account keys",
    ),
    SecretKind(
        "google storage key",
        ("goog",),
        f"{START}GOOG[A-Z0-9]{{20}}(?:[A-Z0-9]{{37}})?{END}",
        "Google Cloud docs, Storage, HMAC keys: 24 or 61 characters",
    ),
    SecretKind(
        "firebase server key",
        (":apa91b",),
        r"AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{134}",
        "Firebase docs, Cloud Messaging, legacy server keys",
        before=11,
    ),
    SecretKind(
        "azure storage key",
        ("accountkey", "account_key"),
        rf"(?i:account_?key){JOIN}(?:{QUOTE})?(?P<secret>[A-Za-z0-9+/]{{86}}==)",
        AZURE,
    ),
    SecretKind(
        "azure bus key",
        ("sharedaccesskey",),
        rf"(?i:sharedaccesskey){JOIN}(?P<secret>[A-Za-z0-9+/]{{43}}=)",
        AZURE,
    ),
    SecretKind(
        "azure signature",
        ("sig=",),
        r"(?:(?<=[?&;])|(?<=\\u0026))sig="
        r"(?:(?P<secret>[A-Za-z0-9%+/]{43,90}(?:%3[Dd]|=))|(?P<bare>[A-Za-z0-9_-]{43})(?![\w%-]))",
        "Microsoft docs, Create a service SAS: an HMAC-SHA256 in base64",
    ),
    SecretKind(
        "azure client secret",
        tuple(f"{digit}q~" for digit in range(10)),
        f"{START_OF_RUN}[A-Za-z0-9_~.-]{{3}}[0-9]Q~[A-Za-z0-9_~.-]{{31,34}}",
        AZURE,
        before=3,
    ),
    SecretKind(
        "azure devops token",
        ("azdo",),
        r"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}",
        "Microsoft docs, Azure DevOps, Use personal access tokens: 84 characters, AZDO at 76",
        before=76,
    ),
    SecretKind(
        "azure devops old token",
        ("devops", "azdo", "ado_", "vsts", "accesstoken"),
        rf"[A-Za-z0-9_.-]{{0,30}}{JOIN}(?:{QUOTE})?(?P<secret>[a-z2-7]{{52}}){END}",
        "Microsoft docs, Azure DevOps, Use personal access tokens: 52 characters of base32",
        after=True,
        guard=is_not_words,
    ),
    SecretKind(
        "azure marked storage key",
        ("+ast", "+aba", "+amc", "acdb", "apim"),
        r"[A-Za-z0-9+/]{76}(?:\+ASt|\+ABa|\+AMC|ACDb|APIM)[A-Za-z0-9+/]{5}[AQgw]==",
        AZURE_MARKED,
        before=76,
    ),
    SecretKind(
        "azure function key",
        ("azfu",),
        r"[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==",
        AZURE_MARKED,
        before=44,
    ),
    SecretKind(
        "azure search key",
        ("azse",),
        r"[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}",
        AZURE_MARKED,
        before=42,
    ),
    SecretKind(
        "azure registry key",
        ("+acr",),
        r"[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}",
        AZURE_MARKED,
        before=42,
    ),
    SecretKind(
        "azure cache key",
        ("azca",),
        r"[A-Za-z0-9]{33}AzCa[A-P][A-Za-z0-9]{5}=",
        AZURE_MARKED,
        before=33,
    ),
    SecretKind(
        "azure service key",
        ("jqqj99",),
        r"[A-Za-z0-9_-]{52}JQQJ99[A-Za-z0-9_-]{18,30}",
        AZURE_MARKED,
        before=52,
    ),
    prefixed(
        "alibaba access key id", "LTAI", "[A-Za-z0-9]{12,26}", "Alibaba Cloud docs, AccessKey"
    ),
    SecretKind(
        "tencent secret id",
        ("akid",),
        f"{START}AKID[A-Za-z0-9]{{32}}{END}",
        "Tencent Cloud docs, CAM, Access keys: 36 characters",
        guard=is_not_words,
    ),
    prefixed("yandex oauth token", "y0_ y1_ y2_ y3_", "[A-Za-z0-9_-]{50,120}", YANDEX),
    prefixed("yandex api key", "AQVN", "[A-Za-z0-9_-]{35,38}", YANDEX),
    prefixed(
        "yandex session token",
        "t1.",
        r"[A-Za-z0-9_-]{30,1000}={0,2}\.[A-Za-z0-9_-]{86}={0,2}",
        YANDEX,
    ),
    prefixed(
        "digitalocean token",
        "dop_v1_ doo_v1_ dor_v1_",
        "[0-9a-f]{64}",
        "DigitalOcean docs, Create a personal access token, 2022",
    ),
    prefixed(
        "digitalocean inference key",
        "sk-do-",
        "[A-Za-z0-9_-]{60,70}",
        "DigitalOcean docs, Gradient, Model access keys",
    ),
    SecretKind(
        "digitalocean spaces key",
        ("do00",),
        f"{START}DO00[A-Z0-9]{{16}}{END}",
        "DigitalOcean docs, Spaces, Manage access keys: 20 characters",
        guard=looks_random,
    ),
    prefixed(
        "heroku token",
        "HRKU-",
        f"(?:{UUID}|[A-Za-z0-9_-]{{60}})",
        "Heroku changelog, 2023 and 2025",
    ),
    named("heroku key", "heroku", UUID, "Heroku docs, Platform API, Authentication"),
    prefixed(
        "fly token",
        "fo1_ fm1r_ fm2_",
        "[A-Za-z0-9+/=_-]{43,2048}",
        "Fly docs, Access tokens",
    ),
    SecretKind(
        "render key",
        ("rnd_",),
        f"{START}rnd_[A-Za-z0-9]{{28,36}}{END}",
        "Render docs, The Render API",
        guard=is_not_words,
    ),
    prefixed(
        "vercel token",
        "vcp_ vci_ vca_ vcr_ vck_",
        "[A-Za-z0-9]{24,64}",
        "Vercel changelog, New token formats and secret scanning",
    ),
    prefixed(
        "vercel blob token",
        "vercel_blob_rw_",
        "[A-Za-z0-9]{10,24}_[A-Za-z0-9]{24,48}",
        "Vercel docs, Blob, BLOB_READ_WRITE_TOKEN",
    ),
    prefixed(
        "netlify token",
        "nfp_ nfc_ nfo_ nfu_ nfb_",
        "[A-Za-z0-9_-]{36,64}",
        "Netlify changelog, Token prefixes, 2023",
    ),
    prefixed("cloudflare token", "cfut_ cfat_ cfk_", "[A-Za-z0-9_-]{40,60}", CLOUDFLARE),
    prefixed(
        "cloudflare origin key",
        "v1.0-",
        "[0-9a-f]{24}-[0-9a-f]{146}",
        "Cloudflare docs, Origin CA keys",
    ),
    named("cloudflare key", "cloudflare", "[0-9a-f]{37}|[A-Za-z0-9_-]{40}", "Cloudflare docs"),
    named("fastly token", "fastly", "[A-Za-z0-9_-]{32}", "Fastly docs, API tokens: 32 characters"),
    named("scaleway secret key", "scw_secret", UUID, "Scaleway docs, API keys: a UUID"),
)

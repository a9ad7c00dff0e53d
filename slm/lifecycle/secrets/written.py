"""Find secrets by what is written around them: headers, URLs, flags and assignments."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import (
    is_plain,
    looks_like_password,
    looks_like_token,
    looks_random,
)
from slm.lifecycle.secrets.kind import END, JOIN, QUOTE, SecretKind

OUR_OWN = "common usage"

# Keys that are secret by their name; primary, foreign, cache or public keys are not.
_OWNERS = (
    "access account admin aes api app application auth client crypt crypto deploy encryption "
    "hmac jwt license master private root secret service session shared signing storage "
    "subscription webhook"
)
_KEY_NAMES = tuple(f"{owner}{joint}key" for owner in _OWNERS.split() for joint in ("", "_", "-"))
_TOKEN_NAMES = ("token", "secret", "credential", "credentials", "_auth", *_KEY_NAMES)
_PASSWORD_NAMES = ("password", "passwd", "pwd", "passphrase", "passcode")
_SUFFIX = r"(?:[_-]?(?:base|value|string|prod|live|dev|staging|[0-9]))?"

_QUOTED = r"\\{0,3}(?:[\"'`]|(?<=>))(?P<secret>[^\s\"'`\\<>\0]{6,512})"
_BARE = r"(?P<secret>[A-Za-z0-9_+/.~!@#$%^&*?-]{5,511}[A-Za-z0-9_+/!@#$%^&*-]={0,2})"


def _any(names: tuple[str, ...]) -> str:
    return f"(?i:{'|'.join(sorted(set(names), key=len, reverse=True))})"


def _not_plain(value: str) -> bool:
    return not is_plain(value)


KINDS: tuple[SecretKind, ...] = (
    SecretKind(
        "url password",
        ("://",),
        r"://[^\s/?#:@\"'`<>\0]{0,128}:(?P<secret>[^\s/@\"'`<>\0]{1,256})@(?=[A-Za-z0-9\[$_])",
        "RFC 3986, section 3.2.1, User information",
        guard=_not_plain,
    ),
    SecretKind(
        "authorization header",
        ("authorization",),
        r"(?i:authorization)\\{0,3}[\"'`]?\]?\s{0,3}[:=,]\s{0,3}(?:\\{0,3}[\"'`])?"
        r"(?:(?i:bearer|basic|token|apikey|ssws|splunk|geniekey|bot|key)\s{1,3})?"
        r"(?P<secret>[A-Za-z0-9+/_.~-]{8,2048}={0,2})",
        "RFC 9110, section 11.6.2, Authorization; RFC 7617, Basic; RFC 6750, Bearer",
        guard=looks_random,
    ),
    SecretKind(
        "bearer token",
        ("bearer ",),
        r"(?i:bearer) {1,3}(?P<secret>[A-Za-z0-9+/_.~-]{16,2048}={0,2})",
        "RFC 6750, Bearer token usage",
        guard=looks_random,
    ),
    SecretKind(
        "key header",
        ("x-api-key", "x-auth-token", "x-access-token", "private-token", "x-vault-token"),
        r"(?i:x-(?:api-key|auth-token|access-token|vault-token)|private-token)"
        rf"{JOIN}(?:{QUOTE})?(?P<secret>[A-Za-z0-9+/_.~-]{{12,512}}={{0,2}})",
        "API references of the services that use these headers",
        guard=looks_random,
    ),
    SecretKind(
        "cookie",
        ("cookie:",),
        r"(?i:cookie):\s{0,3}(?P<secret>[A-Za-z0-9_.-]{1,64}=[^\r\n\"'`\0]{16,4000})",
        "RFC 6265, HTTP state management",
        guard=looks_random,
    ),
    SecretKind(
        "session cookie",
        ("phpsessid=", "jsessionid=", "connect.sid=", "laravel_session=", "_gitlab_session="),
        r"(?i:phpsessid|jsessionid|connect\.sid|laravel_session|_gitlab_session)="
        r"(?P<secret>[A-Za-z0-9%._+/-]{16,1000}={0,2})",
        "PHP, Jakarta Servlet, Express, Laravel and GitLab docs, session cookies",
    ),
    SecretKind(
        "netrc password",
        ("machine ",),
        r"machine [^\s\0]{1,200}\s{1,20}login [^\s\0]{1,200}\s{1,20}"
        r"password (?P<secret>[^\s\0]{1,200})",
        "GNU inetutils manual, The .netrc file",
        guard=_not_plain,
    ),
    SecretKind(
        "registry login",
        ('"auth"', '"auth\\'),
        r"\"auth\\{0,3}\"\s{0,3}:\s{0,3}\\{0,3}\"(?P<secret>[A-Za-z0-9+/]{12,512}={0,2})\\{0,3}\"",
        "Docker docs, docker login, Configure the credential store",
        guard=looks_random,
    ),
    SecretKind(
        "user and password flag",
        (" -u ", "--user "),
        r"(?: -u|--user) [\"']?[^\s:\"'`\0]{1,64}:(?P<secret>[^\s\"'`\0]{4,200})",
        "curl manual, -u, --user",
        guard=looks_like_password,
    ),
    SecretKind(
        "password flag",
        ("--password", "--passphrase", "sshpass -p"),
        rf"(?:--pass(?:word|phrase)[ =]|sshpass -p ?)(?:{QUOTE})?"
        r"(?P<secret>[^\s\"'`\\<>|;)\0]{4,200})",
        OUR_OWN,
        guard=looks_like_password,
    ),
    SecretKind(
        "token flag",
        tuple(
            f"--{name}"
            for name in (
                "token",
                "api-key",
                "apikey",
                "secret",
                "auth-token",
                "access-token",
                "key",
            )
        ),
        rf"--[a-z-]{{3,14}}[ =](?:{QUOTE})?(?P<secret>[A-Za-z0-9+/_.~-]{{12,512}}={{0,2}}){END}",
        OUR_OWN,
        guard=looks_like_token,
    ),
    SecretKind(
        "password",
        _PASSWORD_NAMES,
        rf"{_any(_PASSWORD_NAMES)}{_SUFFIX}(?:{JOIN}|>){_QUOTED}",
        OUR_OWN,
        guard=looks_like_password,
    ),
    SecretKind(
        "password",
        _PASSWORD_NAMES,
        # without spaces: an environment line or a connection string, hence no code
        rf"{_any(_PASSWORD_NAMES)}{_SUFFIX}={_BARE}",
        OUR_OWN,
        guard=looks_like_password,
    ),
    SecretKind(
        "password",
        _PASSWORD_NAMES,
        rf"{_any(_PASSWORD_NAMES)}{_SUFFIX}(?:{JOIN}| is (?:{QUOTE})?){_BARE}",
        OUR_OWN,
        guard=looks_random,
    ),
    SecretKind(
        "secret",
        _TOKEN_NAMES,
        rf"{_any(_TOKEN_NAMES)}{_SUFFIX}(?:{JOIN}|>){_QUOTED}",
        OUR_OWN,
        guard=looks_like_token,
    ),
    SecretKind(
        "secret",
        _TOKEN_NAMES,
        rf"{_any(_TOKEN_NAMES)}{_SUFFIX}(?:{JOIN}| is (?:{QUOTE})?){_BARE}",
        OUR_OWN,
        guard=looks_like_token,
    ),
)

"""Find secrets by the form of what holds them: URLs, headers, cookies and login files."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import (
    holds_random,
    is_not_plain,
    looks_like_password,
    looks_random,
)
from slm.lifecycle.secrets.kind import JOIN, QUOTE, SecretKind

_COOKIE = r"[A-Za-z0-9_.-]{1,64}=[A-Za-z0-9%._+/=-]{0,2000}"


KINDS: tuple[SecretKind, ...] = (
    SecretKind(
        "url password",
        ("://",),
        r"://[^\s/?#:@\"'`<>\0]{0,128}:(?P<secret>[^\s/@\"'`<>\0]{3,256})@(?=[A-Za-z0-9\[$_])",
        "RFC 3986, section 3.2.1, User information",
        guard=is_not_plain,
    ),
    # A Sentry DSN's user is public, and so is who logs in by ssh.
    SecretKind(
        "url token",
        ("http://", "https://"),
        r"https?://(?P<secret>[A-Za-z0-9_-]{20,255})(?::x-oauth-basic)?@(?=[A-Za-z0-9])(?![^/\s]{0,80}sentry)",
        "GitHub blog, Easier builds and deployments using Git over HTTPS and OAuth",
        guard=looks_random,
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
        ("cookie",),
        rf":\s{{0,3}}(?P<secret>{_COOKIE}(?:; ?{_COOKIE}){{0,60}})",
        "RFC 6265, HTTP state management",
        after=True,
        guard=holds_random,
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
        guard=is_not_plain,
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
)

"""List the tokens of what keeps secrets, and of what builds clouds and joins networks."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import looks_generated
from slm.lifecycle.secrets.kind import START, SecretKind, prefixed

DOPPLER = "Doppler docs, API, Token formats"
VAULT = "HashiCorp Vault docs, Tokens, Token prefixes"

KINDS: tuple[SecretKind, ...] = (
    prefixed(
        "doppler token",
        "dp.pt. dp.ct. dp.sa. dp.scim. dp.audit. dp.said.",
        "[A-Za-z0-9]{40,44}",
        DOPPLER,
    ),
    prefixed(
        "doppler service token", "dp.st.", r"(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}", DOPPLER
    ),
    prefixed("vault token", "hvs.", "[A-Za-z0-9_-]{24,300}", VAULT),
    SecretKind(
        "vault old token",
        tuple(f"{sign}s." for sign in "=: \"'`"),
        r"[=: \"'`](?P<secret>s\.[A-Za-z0-9]{24})(?![\w(\[-]|\.\w)",
        VAULT,
        guard=looks_generated,
    ),
    prefixed("vault batch token", "hvb.", "[A-Za-z0-9_-]{100,500}", VAULT),
    prefixed("vault recovery token", "hvr.", "[A-Za-z0-9_-]{24,300}", VAULT),
    SecretKind(
        "terraform token",
        (".atlasv1.",),
        r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,80}",
        "HashiCorp docs, HCP Terraform, API tokens",
        before=14,
    ),
    prefixed(
        "akamai token",
        "akab-",
        r"[a-z0-9]{16,32}-[a-z0-9]{16,32}(?![a-z0-9.-]*\.akamai)",
        "Akamai docs, EdgeGrid, .edgerc",
    ),
    prefixed("pulumi token", "pul-", "[0-9a-f]{40}", "Pulumi docs, Access tokens"),
    prefixed(
        "1password token",
        "ops_eyJ",
        "[A-Za-z0-9+/_-]{200,2000}={0,2}",
        "1Password docs, Service accounts",
    ),
    SecretKind(
        "1password secret key",
        ("a3-",),
        START + r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}"
        r"(?![A-Z0-9-])",
        "1Password security design paper, The Secret Key",
    ),
    SecretKind(
        "infisical token",
        ("st.",),
        rf"{START}st\.[0-9a-f]{{8,24}}[0-9a-f-]{{0,28}}\.[0-9a-f]{{32}}\.[0-9a-f]{{32}}",
        "Infisical docs, Service tokens",
    ),
    prefixed(
        "tailscale key",
        "tskey-auth- tskey-api- tskey-client- tskey-scim- tskey-webhook-",
        "[A-Za-z0-9]{8,32}-[A-Za-z0-9]{16,64}",
        "Tailscale docs, Key prefixes",
    ),
    prefixed(
        "nebula key",
        "dnkey-",
        "[A-Za-z0-9_=-]{26}-[A-Za-z0-9_=-]{52}",
        "Defined Networking docs, API authentication",
    ),
)

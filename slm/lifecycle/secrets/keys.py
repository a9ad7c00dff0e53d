"""List private keys and the tokens that belong to a standard, not to an issuer."""

from __future__ import annotations

import binascii
import re

from slm.lifecycle.secrets.guards import looks_random
from slm.lifecycle.secrets.kind import END, START_OF_RUN, SecretKind, prefixed

PEM = "RFC 7468, Textual encodings of PKIX, PKCS and CMS structures"

# Forty-eight characters, as many as the longest header has.
_HEADER_IN_BASE64 = 64
# A key's shortest form, Ed25519, has 64 characters of base64; a mention of the header has none.
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/=]{40}")
# All up to five dashes; possessive, so that a header repeated a million times is read once. A diff
# or a log has dashes on every line, and the longest keys have a hundred lines.
_TO_DASHES = r"[^-\0]{0,8000}+(?:-(?!----)[^-\0]{0,4000}+){0,400}+-{0,2}"
# What a log or a diff sets in front of a line.
_MOMENT = r"(?:\d{4}-\d\d-\d\d[T ][0-9:.,]{5,18}(?:Z|[+-]\d\d:?\d\d)?\s{1,4})?"
_LINES = rf"(?:(?:\s|\\+[nrt]|[-|>+*#\"',]){{0,12}}{_MOMENT}[-+]?[A-Za-z0-9+/=]{{40,90}}){{1,400}}+"


def _pem(name: str, words: str, label: str, source: str = PEM) -> SecretKind:
    """Build a kind of key between BEGIN and END, or cut off before its END."""
    begin = f"-----BEGIN {label}-----"
    pattern = (
        f"{begin}(?:{_TO_DASHES}-----END {label}-----"
        f"|{_LINES}(?:\\s{{0,4}}[A-Za-z0-9+/=]{{1,80}}={{1,2}})?)"
    )
    keywords = tuple(f"-----begin {word}" for word in words.split(","))
    return SecretKind(name, keywords, pattern, source, guard=_has_key)


def _has_key(block: str) -> bool:
    return bool(_BASE64_LINE.search(block))


def _holds_private_key(value: str) -> bool:
    """Whether base64 is of a PEM private key, and not of a certificate."""
    return b"PRIVATE KEY" in binascii.a2b_base64(value[:_HEADER_IN_BASE64])


KINDS: tuple[SecretKind, ...] = (
    _pem("openssh private key", "openssh", "OPENSSH PRIVATE KEY", "OpenSSH source, PROTOCOL.key"),
    _pem("pgp private key", "pgp private", "PGP PRIVATE KEY BLOCK", "RFC 9580, ASCII armor"),
    _pem("encrypted private key", "encrypted", "ENCRYPTED PRIVATE KEY"),
    _pem(
        "private key",
        "private,rsa,ec ,dsa,any,ed25519,ssh2",
        "(?:(?:RSA|EC|DSA|ANY|ED25519|SSH2 ENCRYPTED) )?PRIVATE KEY",
    ),
    SecretKind(
        "private key in base64",
        ("ls0tls1crudjti",),
        r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{50,20000}+={0,2}"
        r"(?:(?:\s|\\+[nrt]){1,20}[A-Za-z0-9+/]{40,80}={0,2}){0,400}+",
        "Kubernetes docs, kubeconfig, client-key-data; the beginning is base64 for -----BEGIN",
        guard=_holds_private_key,
    ),
    SecretKind(
        "putty private key",
        ("private-lines:",),
        r"Private-Lines: [0-9]{1,3}(?P<secret>(?:(?:\s|\\+[nr]){1,4}[A-Za-z0-9+/=]{8,64}){1,200}+)",
        "PuTTY docs, Appendix C, PPK file format",
    ),
    SecretKind(
        "age secret key",
        ("age-secret-key-1",),
        "AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}",
        "C2SP, age encryption, X25519 identities",
    ),
    SecretKind(
        "age plugin identity",
        ("age-plugin-",),
        "AGE-PLUGIN-[A-Z0-9]{2,20}-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{20,200}",
        "C2SP, age plugins, Identity encoding",
    ),
    SecretKind(
        "wireguard key",
        ("privatekey", "presharedkey"),
        r"(?i:privatekey|presharedkey)\s{0,3}=\s{0,3}(?P<secret>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)",
        "wg(8), Configuration file format: 32 bytes in base64",
    ),
    prefixed(
        "extended private key",
        "xprv yprv zprv tprv",
        f"[1-9A-HJ-NP-Za-km-z]{{107}}{END}",
        "BIP 32, Serialization format",
    ),
    prefixed(
        "nostr secret key", "nsec1", "[02-9ac-hj-np-z]{58}", "NIP-19, bech32-encoded entities"
    ),
    SecretKind(
        "jwk private key",
        ('"d"', '"d\\'),
        r'"d\\{0,3}"\s{0,3}:\s{0,3}\\{0,3}"(?P<secret>[A-Za-z0-9_-]{43,700})',
        "RFC 7518, JSON Web Algorithms, parameter d",
        guard=looks_random,
    ),
    SecretKind(
        "jwk symmetric key",
        ('"oct"', '"oct\\', '"k"', '"k\\'),
        r'"oct\\{0,3}"[^{}\0]{0,200}?"k\\{0,3}"\s{0,3}:\s{0,3}\\{0,3}"(?P<secret>[A-Za-z0-9_-]{16,700})'
        r'|"k\\{0,3}"\s{0,3}:\s{0,3}\\{0,3}"(?P<first>[A-Za-z0-9_-]{16,700})'
        r'(?=\\{0,3}"[^{}\0]{0,200}?"oct\\{0,3}")',
        "RFC 7518, JSON Web Algorithms, parameter k",
        guard=looks_random,
    ),
    SecretKind(
        "ethereum private keys",
        ("accounts",),
        r"\\{0,3}[\"']?\s{0,3}:\s{0,3}\[(?:\s|\\+n){0,20}\\{0,3}[\"'`](?:0x)?"
        r"(?P<secret>[0-9a-fA-F]{64}(?:(?:[\s\"'`\\,]|\\n){1,40}(?:0x)?[0-9a-fA-F]{64}){0,20})",
        "Hardhat docs, Configuration, HD wallet and accounts",
        after=True,
    ),
    SecretKind(
        "json web token",
        ("eyj",),
        START_OF_RUN + r"eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,8000}"
        r"(?:\.[A-Za-z0-9_-]{10,2000})?",
        "RFC 7519, JSON Web Token; eyJ is base64 for an opening brace and quote",
    ),
    SecretKind(
        "encrypted json web token",
        ("eyj",),
        START_OF_RUN + r"eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{0,1000}"
        r"(?:\.[A-Za-z0-9_-]{8,8000}){3}",
        "RFC 7516, JSON Web Encryption, compact serialization",
    ),
    SecretKind(
        "kubeadm token",
        ("--token", "bootstrap.kubernetes.io", "token:"),
        rf"(?:--token[ =]|token:\s{{1,3}})[\"']?(?P<secret>[a-z0-9]{{6}}\.[a-z0-9]{{16}}){END}",
        "Kubernetes docs, Authenticating with bootstrap tokens",
    ),
    SecretKind(
        "totp secret",
        ("otpauth://",),
        r"otpauth://[a-z]{4}/[^\s\"'<>\0?]{1,200}\?[^\s\"'<>\0]{0,100}?secret=(?P<secret>[A-Z2-7a-z]{16,128})",
        "Google Authenticator wiki, Key URI format",
    ),
    SecretKind(
        "ansible vault",
        ("$ansible_vault;",),
        r"\$ANSIBLE_VAULT;[0-9.]{3};AES256(?:;[\w-]{1,64})?(?P<secret>(?:[\s\\n]{1,20}[0-9a-f]{20,80}){1,2000}+)",
        "Ansible docs, Vault, Format of files encrypted with Ansible Vault",
    ),
)

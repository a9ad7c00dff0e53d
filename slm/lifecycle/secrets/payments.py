"""List the keys of payment, banking and shop services."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import is_not_words, looks_generated
from slm.lifecycle.secrets.kind import END, START, START_OF_RUN, UUID, SecretKind, named, prefixed

STRIPE = "Stripe docs, API keys"
SQUARE = "Square docs, Access tokens and application secrets"
SHOPIFY = "Shopify changelog, Length and format of access tokens, 2020"
FLUTTERWAVE = "Flutterwave docs, API keys"

KINDS: tuple[SecretKind, ...] = (
    prefixed("stripe secret key", "sk_live_ sk_test_", "[A-Za-z0-9]{16,247}", STRIPE),
    prefixed("stripe restricted key", "rk_live_ rk_test_", "[A-Za-z0-9]{16,247}", STRIPE),
    prefixed(
        "webhook signing secret",
        "whsec_",
        "[A-Za-z0-9+/]{24,88}={0,2}",
        "Stripe docs, Webhooks; Standard Webhooks specification",
    ),
    prefixed("square token", "sq0atp-", "[A-Za-z0-9_-]{22}", SQUARE),
    prefixed("square secret", "sq0csp-", "[A-Za-z0-9_-]{43}", SQUARE),
    SecretKind(
        "square access token",
        ("eaaa",),
        f"{START}EAAA[A-Za-z0-9_-]{{60}}(?![A-Za-z0-9_-])",
        SQUARE,
        guard=is_not_words,
    ),
    prefixed(
        "braintree token",
        "access_token$production$ access_token$sandbox$",
        "[0-9a-z]{16}[$][0-9a-f]{32}",
        "Braintree docs, Access tokens",
    ),
    named(
        "paypal secret", "paypal", "E[A-Za-z0-9_-]{79}", "PayPal docs, Get started: 80 characters"
    ),
    prefixed("shopify access token", "shpat_", "[0-9a-fA-F]{32}", SHOPIFY),
    prefixed("shopify custom app token", "shpca_", "[0-9a-fA-F]{32}", SHOPIFY),
    prefixed("shopify private app token", "shppa_", "[0-9a-fA-F]{32}", SHOPIFY),
    prefixed("shopify shared secret", "shpss_", "[0-9a-fA-F]{32}", SHOPIFY),
    prefixed(
        "plaid token",
        "access-sandbox- access-development- access-production-",
        UUID,
        "Plaid docs, Access tokens",
    ),
    named("plaid secret", "plaid", "[0-9a-f]{30}", "Plaid docs, API keys: 30 characters"),
    prefixed("flutterwave secret key", "FLWSECK-", "[0-9a-f]{32}-[0-9A-Za-z]{1,16}", FLUTTERWAVE),
    prefixed("flutterwave test key", "FLWSECK_TEST-", "[0-9a-zA-Z]{12,32}(?:-X)?", FLUTTERWAVE),
    SecretKind(
        "razorpay key",
        ("rzp_live_", "rzp_test_"),
        f"rzp_(?:live|test)_[A-Za-z0-9]{{14}}{END}",
        "Razorpay docs, API keys",
    ),
    SecretKind(
        "gocardless token",
        ("live_",),
        f"{START_OF_RUN}live_[A-Za-z0-9_-]{{40}}(?![A-Za-z0-9_-])",
        "GoCardless docs, API authentication",
        guard=is_not_words,
    ),
    SecretKind(
        "mollie key",
        ("live_", "test_"),
        f"{START_OF_RUN}(?:live|test)_(?P<secret>[A-Za-z0-9]{{30}})(?![A-Za-z0-9_-])",
        "Mollie docs, Authentication",
        guard=looks_generated,
    ),
    SecretKind(
        "lob key",
        ("live_", "test_"),
        f"{START_OF_RUN}(?:live|test)_[0-9a-f]{{35}}(?![A-Za-z0-9_-])",
        "Lob docs, API keys",
    ),
    SecretKind(
        "checkout key",
        ("sk_",),
        f"{START}sk_(?:test_)?{UUID}{END}|{START}sk_(?:sbox_)?[a-z2-7]{{26}}[a-z0-9*#$=](?![A-Za-z0-9_-])",
        "Checkout.com docs, API keys",
        guard=is_not_words,
    ),
    prefixed(
        "adyen key",
        "AQE",
        r"[A-Za-z0-9+/]{31,200}={0,2}-[A-Za-z0-9+/]{40,60}={0,2}-[^\s\"'`<>\\\0]{8,24}",
        "Adyen docs, API credentials, Generate an API key",
    ),
    prefixed("easypost key", "EZAK EZTK", "[A-Za-z0-9]{54}", "EasyPost docs, Authentication"),
    prefixed(
        "shippo token", "shippo_live_ shippo_test_", "[0-9a-f]{40}", "Shippo docs, Authentication"
    ),
    prefixed(
        "duffel token",
        "duffel_live_ duffel_test_",
        "[A-Za-z0-9_-]{43}",
        "Duffel docs, Access tokens",
    ),
    prefixed(
        "paddle key",
        "pdl_live_apikey_ pdl_sdbx_apikey_",
        "[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}",
        "Paddle docs, Authentication, 2025",
    ),
    prefixed(
        "paddle webhook secret",
        "pdl_ntfset_",
        "[a-z0-9]{26}_[A-Za-z0-9+/]{32}",
        "Paddle docs, Webhooks, Signature verification",
    ),
    prefixed(
        "mercado pago token",
        "APP_USR- TEST-",
        r"[0-9]{13,16}-[0-9]{6}-[0-9a-f]{32}-[0-9]{6,10}",
        "Mercado Pago docs, Credentials",
    ),
    prefixed("polar token", "polar_oat_ polar_pat_", "[A-Za-z0-9_-]{32,64}", "Polar docs, API"),
)

"""List the tokens of chat, mail, telephone and social services."""

from __future__ import annotations

import base64

from slm.lifecycle.secrets.guards import is_not_words, looks_generated, looks_random
from slm.lifecycle.secrets.kind import END, START, START_OF_RUN, UUID, SecretKind, named, prefixed

SLACK = "Slack docs, Authentication, Token types"
INSTAGRAM = "Meta docs, Instagram platform, Access tokens"
BREVO = "Brevo docs, Authentication schemes"

# A bot's token begins with its numeric id in base64: four characters for its first three digits.
DISCORD_BEGINNINGS = tuple(
    sorted({base64.b64encode(str(n).encode()).decode().lower() for n in range(100, 1000)})
)

# What has no letters of its own but a sign before two hex digits.
HEX_PAIRS = tuple(f"{n:02x}" for n in range(256))

KINDS: tuple[SecretKind, ...] = (
    prefixed("slack configuration token", "xoxe. xoxe-", "[0-9A-Za-z.-]{40,400}", SLACK),
    prefixed("slack bot token", "xoxb-", "[0-9A-Za-z-]{24,255}", SLACK),
    prefixed("slack user token", "xoxp-", "[0-9A-Za-z-]{24,255}", SLACK),
    prefixed("slack workspace token", "xoxa-2- xoxa- xoxr- xoxs-", "[0-9A-Za-z-]{20,255}", SLACK),
    prefixed("slack session token", "xoxc- xoxd-", "[0-9A-Za-z%+/=-]{24,400}", SLACK),
    prefixed(
        "slack app token", "xapp-", "[0-9]-[A-Z0-9]{8,13}-[0-9]{10,15}-[0-9a-z]{32,128}", SLACK
    ),
    SecretKind(
        "slack webhook",
        ("hooks.slack.com/",),
        r"hooks\.slack\.com/(?P<secret>(?:services|workflows|triggers)/[A-Za-z0-9/_-]{30,120})",
        "Slack docs, Sending messages using incoming webhooks",
    ),
    SecretKind(
        "discord bot token",
        DISCORD_BEGINNINGS,
        rf"{START_OF_RUN}[MNO][A-Za-z0-9_-]{{23,27}}\.[A-Za-z0-9_-]{{6}}\.[A-Za-z0-9_-]{{27,40}}",
        "Discord docs, API reference, Authentication",
    ),
    prefixed("discord user token", "mfa.", "[A-Za-z0-9_-]{84}", "Discord docs, Authentication"),
    SecretKind(
        "discord webhook",
        ("/api/webhooks/",),
        r"/api/webhooks/[0-9]{17,20}/(?P<secret>[A-Za-z0-9_-]{60,80})",
        "Discord docs, Webhook resource",
    ),
    SecretKind(
        "telegram bot token",
        (":aa",),
        r"(?<=[0-9]{8}):(?P<secret>AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])",
        "Telegram docs, Bots, Obtain your bot token; the number in front is the bot's public id",
    ),
    SecretKind(
        "teams webhook",
        (".webhook.office.com/webhookb2/",),
        rf"\.webhook\.office\.com/webhookb2/(?P<secret>{UUID}@{UUID}/IncomingWebhook/[0-9a-f]{{32}}/{UUID}"
        r"[A-Za-z0-9/_-]{0,80})",
        "Microsoft docs, Teams, Create an incoming webhook",
    ),
    SecretKind(
        "zapier webhook",
        ("hooks.zapier.com/hooks/catch/",),
        r"hooks\.zapier\.com/hooks/catch/(?P<secret>[0-9]{4,10}/[a-z0-9]{5,12})",
        "Zapier help, Trigger Zaps from webhooks",
    ),
    SecretKind(
        "ifttt webhook",
        ("maker.ifttt.com/trigger/",),
        r"maker\.ifttt\.com/trigger/[^\s/\"'<>\0]{1,80}/(?:json/)?with/key/(?P<secret>[A-Za-z0-9_-]{20,64})",
        "IFTTT help, Webhooks service",
    ),
    SecretKind(
        "make webhook",
        (".make.com/", "hook.integromat.com/"),
        r"(?:\.make|hook\.integromat)\.com/(?P<secret>[a-z0-9]{32})(?![A-Za-z0-9_-])",
        "Make help, Webhooks",
        guard=looks_random,
    ),
    SecretKind(
        "matrix token",
        ("syt_",),
        f"{START}syt_[A-Za-z0-9+/=_-]{{1,200}}_[A-Za-z]{{20}}_[A-Za-z0-9]{{6}}{END}",
        "Synapse source, auth handler: user, 20 letters and a checksum",
    ),
    SecretKind(
        "twilio api key",
        tuple(f"sk{digit}" for digit in "0123456789abcdef"),
        f"{START}SK[0-9a-f]{{32}}{END}",
        "Twilio docs, What is a string identifier: SK and 32 hex digits",
    ),
    named("twilio auth token", "twilio", "[0-9a-f]{32}", "Twilio docs, Auth tokens"),
    SecretKind(
        "sendgrid key",
        ("sg.",),
        rf"{START}SG\.[A-Za-z0-9_-]{{22}}\.[A-Za-z0-9_-]{{43}}",
        "SendGrid docs, API keys: 69 characters",
    ),
    SecretKind(
        "mailgun key",
        ("key-",),
        f"{START}key-[0-9a-f]{{32}}{END}",
        "Mailgun docs, Authentication",
    ),
    named(
        "mailgun private key",
        "mailgun",
        "[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}",
        "Mailgun docs, API keys",
    ),
    SecretKind(
        "mailgun bare key",
        tuple(f"-{pair}" for pair in HEX_PAIRS),
        f"{START}[0-9a-f]{{32}}-[0-9a-f]{{8}}-[0-9a-f]{{8}}(?![A-Za-z0-9-])",
        "Mailgun docs, API keys",
        before=32,
    ),
    SecretKind(
        "mandrill key",
        ("md-",),
        f"{START_OF_RUN}md-(?P<secret>[A-Za-z0-9_-]{{22}})(?![A-Za-z0-9_-])",
        "Mailchimp Transactional docs, Fundamentals: md- and 22 characters",
        guard=looks_generated,
    ),
    SecretKind(
        "mailchimp key",
        ("-us",),
        f"{START}[0-9a-f]{{32}}-us[0-9]{{1,2}}{END}",
        "Mailchimp docs, About API keys: the data centre is its end",
        before=32,
    ),
    named("postmark token", "postmark", UUID, "Postmark docs, API overview, Server token"),
    prefixed("brevo key", "xkeysib-", "[0-9a-f]{64}-[A-Za-z0-9]{16}", BREVO),
    prefixed("brevo smtp key", "xsmtpsib-", "[0-9a-f]{64}-[A-Za-z0-9]{16}", BREVO),
    SecretKind(
        "resend key",
        ("re_",),
        f"{START}re_[A-Za-z0-9]{{8}}_[A-Za-z0-9]{{24}}{END}",
        "Resend docs, API keys",
    ),
    prefixed("mailersend token", "mlsn.", "[0-9a-f]{64}", "MailerSend docs, API tokens"),
    SecretKind(
        "klaviyo key",
        ("pk_",),
        f"{START}pk_[0-9a-f]{{34}}{END}",
        "Klaviyo docs, Authenticate API requests",
    ),
    prefixed(
        "intercom token", "dG9rO", "[A-Za-z0-9+/]{50,80}={0,2}", "Intercom docs, Authentication"
    ),
    prefixed(
        "hubspot token", "pat-na1- pat-na2- pat-eu1- pat-ap1-", UUID, "HubSpot docs, Private apps"
    ),
    SecretKind(
        "facebook token",
        ("eaa",),
        f"{START}EAA[A-Z][A-Za-z0-9]{{90,400}}",
        "Meta docs, Access tokens",
        guard=is_not_words,
    ),
    prefixed("instagram token", "IGQV IGQW IGAA", "[A-Za-z0-9_-]{100,400}", INSTAGRAM),
    SecretKind(
        "facebook app token",
        tuple(f"{n:02}|" for n in range(100)),
        r"(?<=[0-9]{15}\|)(?P<secret>[A-Za-z0-9_-]{27}|[0-9a-f]{32})(?![A-Za-z0-9_-])",
        "Meta docs, Access tokens: an app's id, then its secret",
        after=True,
        guard=looks_generated,
    ),
    prefixed(
        "linkedin secret",
        "WPL_AP0. WPL_AP1.",
        r"[A-Za-z0-9]{16}\.[A-Za-z0-9+/]{6,12}={0,2}",
        "LinkedIn docs, Authorization code flow",
    ),
    SecretKind(
        "twitter bearer token",
        ("%3d",),
        r"(?<=[A-Za-z0-9%]{20})%3D[A-Za-z0-9]{50}(?![A-Za-z0-9])",
        "X docs, OAuth 2.0 bearer token; its secret half follows the last %3D",
        guard=is_not_words,
    ),
)

"""List the keys of monitoring, logging and analytics services."""

from __future__ import annotations

from slm.lifecycle.secrets.kind import END, START, UUID, SecretKind, named, prefixed

NEW_RELIC = "New Relic docs, API keys"
SENTRY = "Sentry develop docs, RFC 91, Auth token prefixes"
GRAFANA = "Grafana docs, Service account tokens and Cloud access policies"
HONEYCOMB = "Honeycomb docs, API keys"

KINDS: tuple[SecretKind, ...] = (
    named("datadog application key", "datadog", "[0-9a-f]{40}", "Datadog docs, Application keys"),
    named("datadog api key", "datadog", "[0-9a-f]{32}", "Datadog docs, API keys"),
    named(
        "datadog variable", "dd_api", "[0-9a-f]{32}", "Datadog docs, Agent environment variables"
    ),
    named("datadog app variable", "dd_app", "[0-9a-f]{40}", "Datadog docs, Environment variables"),
    prefixed("new relic user key", "NRAK-", "[A-Z0-9]{27}", NEW_RELIC),
    prefixed("new relic insert key", "NRII-", "[A-Za-z0-9_-]{32}", NEW_RELIC),
    prefixed("new relic query key", "NRIQ-", "[A-Za-z0-9_-]{32}", NEW_RELIC),
    prefixed("new relic admin key", "NRRA- NRAA-", "[0-9a-f]{42}", NEW_RELIC),
    SecretKind(
        "new relic license key",
        ("nral",),
        f"{START}[0-9a-zA-Z]{{36}}NRAL{END}",
        NEW_RELIC,
        before=36,
    ),
    prefixed("sentry organization token", "sntrys_eyJ", "[A-Za-z0-9+/=_-]{60,1000}", SENTRY),
    prefixed("sentry user token", "sntryu_", "[0-9a-f]{64}", SENTRY),
    prefixed("grafana service token", "glsa_", "[A-Za-z0-9]{32}_[0-9a-f]{8}", GRAFANA),
    prefixed("grafana cloud token", "glc_eyJ", "[A-Za-z0-9+/]{32,400}={0,2}", GRAFANA),
    prefixed("grafana api key", "eyJrIjoi", "[A-Za-z0-9]{60,400}={0,2}", GRAFANA),
    SecretKind(
        "dynatrace token",
        ("dt0",),
        r"dt0[a-z][0-9]{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}",
        "Dynatrace docs, Token format: prefix, public part, 64 secret characters",
    ),
    prefixed(
        "pagerduty token",
        "pdus+_ pdeu+_",
        "[A-Za-z0-9_-]{20,80}",
        "PagerDuty docs, OAuth functionality",
    ),
    named(
        "pagerduty key", "pagerduty", "[A-Za-z0-9_+-]{20}|[0-9a-f]{32}", "PagerDuty docs, API keys"
    ),
    prefixed("honeycomb ingest key", "hcaik_", "[a-z0-9]{58}", HONEYCOMB),
    prefixed("honeycomb management key", "hcamk_", "[a-z0-9]{26}:?[a-z0-9]{32}", HONEYCOMB),
    SecretKind(
        "segment token",
        ("sgp_",),
        f"{START}sgp_[A-Za-z0-9]{{64}}{END}",
        "Segment docs, Public API tokens",
    ),
    prefixed(
        "elastic cloud key",
        "essu_",
        "[A-Za-z0-9+/_-]{48,200}={0,2}",
        "Elastic docs, Cloud API keys",
    ),
    prefixed(
        "onesignal key", "os_v2_app_ os_v2_org_", "[a-z2-7]{90,120}", "OneSignal docs, Keys and ids"
    ),
    prefixed("axiom token", "xaat- xapt-", UUID, "Axiom docs, Tokens"),
    prefixed(
        "logfire token",
        "pylf_v1_us_ pylf_v1_eu_ pylf_v2_us_ pylf_v2_eu_",
        "[A-Za-z0-9]{32,64}",
        "Logfire docs, Write tokens",
    ),
    prefixed("posthog key", "phx_ phs_", "[A-Za-z0-9]{43,50}", "PostHog docs, Personal API keys"),
    prefixed("readme key", "rdme_", "[a-z0-9]{70}", "ReadMe docs, API authentication"),
    named("rollbar token", "rollbar", "[0-9a-f]{32}", "Rollbar docs, Access tokens"),
    named("opsgenie key", "opsgenie", UUID, "Opsgenie docs, API key management"),
    SecretKind(
        "splunk token",
        ("splunk ",),
        rf"(?i:splunk) (?P<secret>{UUID}){END}",
        "Splunk docs, HTTP Event Collector, Authorization header",
    ),
    SecretKind(
        "statsig key",
        ("secret-", "console-"),
        f"{START}(?:secret|console)-[A-Za-z0-9]{{40,48}}{END}",
        "Statsig docs, API keys",
    ),
)

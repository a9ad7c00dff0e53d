"""Make an example of every kind of secret at run time, so that none stands in this repository."""

from __future__ import annotations

import random
import re
import string
from dataclasses import dataclass

SEED = 20

ALPHABETS = {
    "A": string.ascii_letters + string.digits,
    "a": string.ascii_lowercase + string.digits,
    "U": string.ascii_uppercase + string.digits,
    "l": string.ascii_letters,
    "d": string.digits,
    "h": "0123456789abcdef",
    "H": "0123456789ABCDEF",
    "u": string.ascii_letters + string.digits + "_-",
    "b": string.ascii_letters + string.digits + "+/",
    "T": string.ascii_uppercase + "234567",  # base32
    "C": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",  # bech32, in capitals
    "c": "023456789acdefghjklmnpqrstuvwxyz",  # bech32
    "x": "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",  # base58
    "-": "-",
}

# <A36> is 36 characters of alphabet A, <g> a UUID, <pem> lines of base64; «…» is what must be
# gone, all of it where nothing is marked so.
TEMPLATES = {
    # code hosts
    "github personal token": "ghp_<A36>",
    "github oauth token": "gho_<A36>",
    "github app user token": "ghu_<A36>",
    "github app token": "ghs_<A36>",
    "github refresh token": "ghr_<A76>",
    "github fine-grained token": "github_pat_<A22>_<A59>",
    "gitlab access token": "glpat-<u20>",
    "gitlab oauth secret": "gloas-<h64>",
    "gitlab deploy token": "gldt-<u20>",
    "gitlab runner token": "glrt-<u20>",
    "gitlab job token": "glcbt-<h2>_<u20>",
    "gitlab trigger token": "glptt-<h40>",
    "gitlab feed token": "glft-<u20>",
    "gitlab mail token": "glimt-<a25>",
    "gitlab agent token": "glagent-<u50>",
    "gitlab scim token": "glsoat-<u20>",
    "gitlab feature flag token": "glffct-<u20>",
    "gitlab workspace token": "glwt-<u20>",
    "atlassian token": "ATATT3<A186>",
    "bitbucket access token": "ATCTT3<A186>",
    "bitbucket app password": "ATBB<A32>",
    "npm token": "npm_<A36>",
    "pypi token": "pypi-AgEIcHlwaS5vcmc<u150>",
    "rubygems key": "rubygems_<h48>",
    "crates.io token": "cio<A32>",
    "nuget key": "oy2<a43>",
    "clojars token": "CLOJARS_<h60>",
    "artifactory token": "AKCp<A69>",
    "docker token": "dckr_pat_<u27>",
    "docker swarm token": "SWMTKN-1-<a50>-<a25>",
    "docker swarm key": "SWMKEY-1-<b43>",
    "circleci token": "CCIPAT_<A22>_<h40>",
    "buildkite token": "bkua_<h40>",
    "buildkite agent token": "bkct_<A64>",
    "travis token": "TRAVIS_TOKEN=«<A22>»",
    "codecov token": "CODECOV_TOKEN=«<g>»",
    "sonar token": "squ_<h40>",
    "sourcegraph token": "sgp_<h16>_<h40>",
    "snyk token": "snyk_uat.<h8>.<u40>",
    "postman key": "PMAK-<h24>-<h34>",
    "deno deploy token": "ddp_<A36>",
    "prefect key": "pnu_<A36>",
    "launchdarkly key": "sdk-<h8>-<h4>-4<h3>-<h4>-<h12>",
    "apify token": "apify_api_<A36>",
    "inngest key": "signkey-prod-<h64>",
    "scalingo token": "tk-us-<u48>",
    # clouds
    "aws access key id": "AKIA<T16>",
    "aws secret key": "aws_secret_access_key = «<A40>»",
    "aws session token": "aws_session_token = «<b300>»",
    "aws marketplace token": "amzn.mws.<g>",
    "bedrock key": "ABSKQmVkcm9ja0FQSUtleS<b110>",
    "google api key": "AIza<u34><A1>",
    "google client secret": "GOCSPX-<u28>",
    "google access token": "ya29.<u120>",
    "google refresh token": "1//0<u60>",
    "google service account key": '{"private_key": "«<-5>BEGIN PRIVATE KEY<-5>\\n<b1000>\\n'
    '<-5>END PRIVATE KEY<-5>\\n»"}',
    "google storage key": "GOOG<U57>",
    "firebase server key": "AAAA<u7>:APA91b<u134>",
    "azure storage key": "AccountName=stuff;AccountKey=«<b86>==»;EndpointSuffix=here",
    "azure bus key": "SharedAccessKeyName=root;SharedAccessKey=«<b43>=»",
    "azure signature": "https://stuff.blob.core.windows.net/box?sv=2024-08-04&sig=«<A43>%3D»&sp=r",
    "azure client secret": "<A3>8Q~<A34>",
    "azure devops token": "<A76>AZDO<A4>",
    "azure marked storage key": "<b76>+ASt<A5>A==",
    "azure function key": "<u44>AzFu<A5>Q==",
    "azure search key": "<A42>AzSeB<A5>",
    "azure registry key": "<A42>+ACRB<A5>",
    "azure cache key": "<A33>AzCaB<A5>=",
    "azure service key": "<A52>JQQJ99<A26>",
    "alibaba access key id": "LTAI5t<A18>",
    "tencent secret id": "AKID<A32>",
    "yandex oauth token": "y0_<A55>",
    "yandex api key": "AQVN<u34><A1>",
    "yandex session token": "t1.<u180>.<u86>",
    "digitalocean token": "dop_v1_<h64>",
    "heroku token": "HRKU-<g>",
    "heroku key": 'HEROKU_API_KEY: "«<g>»"',
    "fly token": "fm2_<b120>",
    "render key": "rnd_<A32>",
    "vercel token": "vcp_<A56>",
    "netlify token": "nfp_<A36>",
    "cloudflare token": "cfut_<A48>",
    "cloudflare origin key": "v1.0-<h24>-<h146>",
    "cloudflare key": "CLOUDFLARE_API_KEY=«<h37>»",
    "fastly token": "FASTLY_API_TOKEN=«<A32>»",
    "doppler token": "dp.pt.<A43>",
    "doppler service token": "dp.st.dev.<A43>",
    "vault token": "hvs.<u90><A1>",
    "vault batch token": "hvb.<u150>",
    "vault recovery token": "hvr.<u90>",
    "terraform token": "<A14>.atlasv1.<A67>",
    "pulumi token": "pul-<h40>",
    "1password token": "ops_eyJ<A400>",
    "1password secret key": "A3-<U6>-<U11>-<U5>-<U5>-<U5>",
    "infisical token": "st.<h24>.<h32>.<h32>",
    "tailscale key": "tskey-auth-<A17>-<A32>",
    "nebula key": "dnkey-<A26>-<A52>",
    "scaleway secret key": "SCW_SECRET_KEY=«<g>»",
    # assistants
    "anthropic key": "sk-ant-api03-<u93>AA",
    "openrouter key": "sk-or-v1-<h64>",
    "langfuse secret key": "sk-lf-<g>",
    "openai project key": "sk-proj-<u120>",
    "openai key": "sk-<A20>T3BlbkFJ<A20>",
    "deepseek key": "sk-<h32>",
    "groq key": "gsk_<A52>",
    "perplexity key": "pplx-<A48>",
    "xai key": "xai-<A80>",
    "replicate token": "r8_<A37>",
    "hugging face token": "hf_<l34>",
    "hugging face organization token": "api_org_<l34>",
    "cohere key": "COHERE_API_KEY='«<A40>»'",
    "mistral key": "MISTRAL_API_KEY='«<A32>»'",
    "together key": "tgp_v1_<u43>",
    "fireworks key": "fw_<A24>",
    "anyscale key": "esecret_<a26>",
    "cerebras key": "csk-<a48>",
    "nvidia key": "nvapi-<u64>",
    "langsmith key": "lsv2_pt_<h32>_<h10>",
    "pinecone key": "pcsk_<A5>_<A63>",
    "elevenlabs key": "sk_<h48>",
    "voyage key": "pa-<A43>",
    "jina key": "jina_<h32><u28>",
    "tavily key": "tvly-dev-<A32>",
    "firecrawl key": "fc-<h32>",
    "e2b key": "e2b_<h40>",
    "llama cloud key": "llx-<A48>",
    "cursor key": "crsr_<h64>",
    "helicone key": "sk-helicone-<a7>-<a7>-<a7>-<a7>",
    "runpod key": "rpa_<U40><a6>",
    "weights and biases key": "wandb_v1_<A77>",
    "weights and biases old key": "WANDB_API_KEY=«<h40>»",
    "deepgram key": "DEEPGRAM_API_KEY=«<h40>»",
    "assemblyai key": "assemblyai.settings.api_key = '«<h32>»'",
    "modal token secret": "as-<A22>",
    "mem0 key": "m0-<A40>",
    # payments
    "stripe secret key": "sk_live_<A99>",
    "stripe restricted key": "rk_live_<A99>",
    "webhook signing secret": "whsec_<A32>",
    "square token": "sq0atp-<u22>",
    "square secret": "sq0csp-<u43>",
    "square access token": "EAAA<u60>",
    "braintree token": "access_token$production$<a16>$<h32>",
    "paypal secret": "PAYPAL_CLIENT_SECRET=«E<A79>»",
    "shopify access token": "shpat_<h32>",
    "shopify custom app token": "shpca_<h32>",
    "shopify private app token": "shppa_<h32>",
    "shopify shared secret": "shpss_<h32>",
    "plaid token": "access-sandbox-<g>",
    "plaid secret": "PLAID_SECRET=«<h30>»",
    "flutterwave secret key": "FLWSECK-<h32>-X",
    "flutterwave test key": "FLWSECK_TEST-<A32>-X",
    "razorpay key": "rzp_live_<A14>",
    "gocardless token": "live_<A40>",
    "easypost key": "EZAK<A54>",
    "shippo token": "shippo_live_<h40>",
    "duffel token": "duffel_live_<u43>",
    "paddle key": "pdl_live_apikey_<a26>_<A22>_<A3>",
    "mercado pago token": "APP_USR-<d16>-<d6>-<h32>-<d9>",
    "polar token": "polar_oat_<A43>",
    # messages
    "slack bot token": "xoxb-<d12>-<d13>-<A24>",
    "slack user token": "xoxp-<d12>-<d12>-<d13>-<h32>",
    "slack workspace token": "xoxa-2-<d12>-<d12>-<h32>",
    "slack session token": "xoxc-<d12>-<d13>-<d13>-<h64>",
    "slack configuration token": "xoxe.xoxp-1-<A146>",
    "slack app token": "xapp-1-A<U10>-<d13>-<h64>",
    "slack webhook": "https://hooks.slack.com/«services/T<U10>/B<U10>/<A24>»",
    "discord bot token": "MTIz<A20>.<u6>.<u38>",
    "discord webhook": "https://discord.com/api/webhooks/<d19>/«<u68>»",
    "telegram bot token": "<d10>:«AA<u33>»",
    "teams webhook": "https://it.webhook.office.com/webhookb2/«<g>@<g>/IncomingWebhook/<h32>/<g>»",
    "zapier webhook": "https://hooks.zapier.com/hooks/catch/«<d7>/<a7>»/",
    "twilio api key": "SK<h32>",
    "twilio auth token": "TWILIO_AUTH_TOKEN=«<h32>»",
    "sendgrid key": "SG.<u22>.<u43>",
    "mailgun key": "key-<h32>",
    "mailgun private key": "MAILGUN_API_KEY=«<h32>-<h8>-<h8>»",
    "mailchimp key": "<h32>-us21",
    "postmark token": "POSTMARK_SERVER_TOKEN=«<g>»",
    "brevo key": "xkeysib-<h64>-<A16>",
    "brevo smtp key": "xsmtpsib-<h64>-<A16>",
    "resend key": "re_<A8>_<A24>",
    "mailersend token": "mlsn.<h64>",
    "klaviyo key": "pk_<h34>",
    "intercom token": "dG9rO<A60>",
    "hubspot token": "pat-na1-<g>",
    "facebook token": "EAAG<A120>",
    "linkedin secret": "WPL_AP1.<A16>.<A8>==",
    "twitter bearer token": "AAAA<A30>«%3D<A50>»",
    # watching
    "datadog application key": "datadog.app_key: «<h40>»",
    "datadog api key": "DATADOG_API_KEY=«<h32>»",
    "datadog variable": "DD_API_KEY=«<h32>»",
    "datadog app variable": "DD_APP_KEY=«<h40>»",
    "new relic user key": "NRAK-<U27>",
    "new relic insert key": "NRII-<u32>",
    "new relic query key": "NRIQ-<u32>",
    "new relic admin key": "NRRA-<h42>",
    "new relic license key": "<h32>FFFFNRAL",
    "sentry organization token": "sntrys_eyJ<A150>_<A43>",
    "sentry user token": "sntryu_<h64>",
    "grafana service token": "glsa_<A32>_<h8>",
    "grafana cloud token": "glc_eyJ<A120>",
    "grafana api key": "eyJrIjoi<A80>",
    "dynatrace token": "dt0c01.<U24>.<U64>",
    "pagerduty token": "pdus+_<U40>",
    "pagerduty key": "PAGERDUTY_TOKEN=«<A20>»",
    "honeycomb ingest key": "hcaik_<a58>",
    "axiom token": "xaat-<g>",
    "logfire token": "pylf_v1_us_<A43>",
    "posthog key": "phx_<A43>",
    "readme key": "rdme_<a70>",
    "rollbar token": "ROLLBAR_ACCESS_TOKEN=«<h32>»",
    "opsgenie key": "OPSGENIE_API_KEY=«<g>»",
    "splunk token": "curl -H 'Authorization: Splunk «<g>»'",
    "statsig key": "secret-<A43>",
    # workspaces
    "linear key": "lin_api_<A40>",
    "linear oauth token": "lin_oauth_<h64>",
    "notion token": "ntn_<d11><A35>",
    "notion integration token": "secret_<A43>",
    "airtable token": "pat<A14>.<h64>",
    "asana token": "1/1<d15>:<h32>",
    "figma token": "figd_<u40>",
    "dropbox token": "sl.u.<u140>",
    "box secret": "BOX_CLIENT_SECRET=«<A32>»",
    "clickup token": "pk_<d8>_<U32>",
    "trello token": "ATTA<h64><H8>",
    "contentful token": "CFPAT-<u43>",
    "typeform token": "tfp_<A44>_<A10>",
    "frame.io token": "fio-u-<A64>",
    "salesforce session": "00D<A15>!<A96>",
    "okta token": "Authorization: SSWS «00<A40>»",
    "okta api token": "OKTA_API_TOKEN=«00<A40>»",
    "adobe secret": "p8e-<A32>",
    "mapbox secret token": "sk.eyJ<A60>.<A22>",
    "algolia key": "ALGOLIA_ADMIN_KEY=«<h32>»",
    "ubidots token": "BBFF-<A30>",
    "ionic token": "ion_<A42>",
    "zuplo key": "zpka_<a32>_<h8>",
    "canva token": "cnvca<A52>",
    # databases
    "databricks token": "dapi<h32>",
    "databricks secret": "dose<h32>",
    "planetscale password": "pscale_pw_<A43>",
    "planetscale token": "pscale_tkn_<A43>",
    "planetscale oauth token": "pscale_oauth_<A43>",
    "supabase token": "sbp_<h40>",
    "supabase secret key": "sb_secret_<A22>_<A8>",
    "neon key": "napi_<a64>",
    "neon password": "npg_<A12>",
    "upstash token": "UPSTASH_REDIS_REST_TOKEN=«A<A59>»",
    "mongodb atlas secret": "mdb_sa_sk_<A40>",
    "confluent secret": "cflt<b60>",
    "confluent old secret": "confluent.api.secret=«<A64>»",
    "cockroach key": "CCDB1_<A22>_<A40>",
    "datastax token": "AstraCS:<l24>:<h64>",
    "materialize password": "mzp_<h64>",
    "aiven password": "AVNS_<u18><A1>",
    "clickhouse secret": "4b1d<A38>",
    "dbt token": "dbtc_<A48>",
    "fauna secret": "fnAE<A36>",
    "xata key": "xau_<A40>",
    "tinybird token": "p.eyJ<A80>.<A43>",
    # keys
    "openssh private key": "<-5>BEGIN OPENSSH PRIVATE KEY<-5>\n<pem>"
    "<-5>END OPENSSH PRIVATE KEY<-5>",
    "pgp private key": "<-5>BEGIN PGP PRIVATE KEY BLOCK<-5>\n\n<pem>=<b4>\n"
    "<-5>END PGP PRIVATE KEY BLOCK<-5>",
    "encrypted private key": "<-5>BEGIN ENCRYPTED PRIVATE KEY<-5>\n<pem>"
    "<-5>END ENCRYPTED PRIVATE KEY<-5>",
    "private key": "<-5>BEGIN RSA PRIVATE KEY<-5>\n<pem><-5>END RSA PRIVATE KEY<-5>",
    "private key in base64": "client-key-data: «LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo"
    "<b1200>»",
    "putty private key": "Private-Lines: 4\n«<pem>»Private-MAC: 0",
    "age secret key": "AGE-SECRET-KEY-1<C58>",
    "age plugin identity": "AGE-PLUGIN-YUBIKEY-1<C40>",
    "wireguard key": "PrivateKey = «<b42>A=»",
    "extended private key": "xprv<x107>",
    "nostr secret key": "nsec1<c58>",
    "jwk private key": '{"kty": "EC", "d": "«<u43>»"}',
    "json web token": "eyJ<A30>.eyJ<A80>.<A43>",
    "encrypted json web token": "eyJ<A30>.<A80>.<A16>.<A60>.<A22>",
    "kubeadm token": "kubeadm join 10.0.0.1:6443 --token «<a6>.<a16>»",
    "totp secret": "otpauth://totp/Shop:ann?secret=«<T32>»&issuer=Shop",
    "ansible vault": "$ANSIBLE_VAULT;1.1;AES256«\n<h80>\n<h80>\n<h40>»",
    # written
    "url password": "postgres://ann:«<A20>»@db.internal:5432/shop",
    "authorization header": "Authorization: Basic «<A40>»",
    "bearer token": "use Bearer «<A40>»",
    "key header": "X-Api-Key: «<A32>»",
    "cookie": "Cookie: «theme=dark; sid=<A40>»",
    "session cookie": "PHPSESSID=«<a26>»",
    "netrc password": "machine git.internal login ann password «<A16>»",
    "registry login": '{"auths": {"registry.internal": {"auth": "«<A40>»"}}}',
    "user and password flag": "curl -u ann:«<A14>» https://files.internal",
    "sql password": "ALTER ROLE ann PASSWORD '«<A14>»'",
    "password setter": 'source.setPassword("«<A14>»")',
    "redis password": "requirepass «<A14>»",
    "mysql password flag": "mysql -u root -p«<A14>» shop",
    "login password flag": "docker login -u ann -p «<A14>» registry.internal",
    "keystore password flag": "keytool -list -storepass «<A14>»",
    "password variable": "setenv DB_PASSWORD «<A14>»",
    "secret variable": "ENV JWT_SECRET «<A30>»",
    "password flag": "deploy --password «<A14>»",
    "token flag": "deploy --token «<A30>»",
    "password": 'password = "«<A14>»"',
    "secret": "client_secret: «<A32>»",
    "key": 'MAPS_KEY = "«<A39>»"',
    "private": "<private>«<A12>»</private>",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A text that holds a secret, and the part of it that must be gone."""

    text: str
    secret: str


def examples() -> dict[str, str]:
    """A text for each kind; `hidden()` has the part that must not survive."""
    return {kind: example.text for kind, example in made().items()}


def hidden() -> dict[str, str]:
    """What must be gone from the text of each kind."""
    return {kind: example.secret for kind, example in made().items()}


def made(seed: int = SEED) -> dict[str, Example]:
    """An example of each kind, the same for the same seed."""
    return {kind: _make(kind, template, seed) for kind, template in TEMPLATES.items()}


def _make(kind: str, template: str, seed: int) -> Example:
    rng = random.Random(f"{kind} {seed}")
    text = re.sub(r"<(pem|g|([AaUldhHubTCcx-])([0-9]+))>", lambda part: _fill(part, rng), template)
    inside = re.search(r"«(.*)»", text, re.DOTALL)
    text = text.replace("«", "").replace("»", "")
    return Example(text, inside[1] if inside else text)


def _fill(part: re.Match[str], rng: random.Random) -> str:
    if part[1] == "pem":
        return "".join(f"{_draw('b', 64, rng)}\n" for _ in range(4))
    if part[1] == "g":
        return "-".join(_draw("h", size, rng) for size in (8, 4, 4, 4, 12))
    return _draw(part[2], int(part[3]), rng)


def _draw(alphabet: str, size: int, rng: random.Random) -> str:
    return "".join(rng.choices(ALPHABETS[alphabet], k=size))

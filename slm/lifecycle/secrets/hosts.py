"""List the tokens of code hosts, package registries and build services."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import is_not_words, looks_random
from slm.lifecycle.secrets.kind import (
    END,
    START,
    START_OF_RUN,
    UUID,
    SecretKind,
    named,
    prefixed,
)

GITHUB = "GitHub blog, Behind GitHub's new authentication token formats, 2021"
GITLAB = "GitLab docs, Security, Token overview, Token prefixes"
ATLASSIAN = "Atlassian changelog, API tokens with a prefix and a checksum, 2023"
# GitLab's routable tokens have parts after dots; its older ones are 20 characters or more.
GITLAB_BODY = r"[A-Za-z0-9_-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?"

KINDS: tuple[SecretKind, ...] = (
    prefixed("github personal token", "ghp_", "[A-Za-z0-9]{36,255}", GITHUB),
    prefixed("github oauth token", "gho_", "[A-Za-z0-9]{36,255}", GITHUB),
    prefixed("github app user token", "ghu_", "[A-Za-z0-9]{36,255}", GITHUB),
    prefixed("github app token", "ghs_", "[A-Za-z0-9_.-]{36,1024}", GITHUB),
    prefixed("github refresh token", "ghr_", "[A-Za-z0-9]{36,255}", GITHUB),
    prefixed(
        "github fine-grained token",
        "github_pat_",
        "[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
        "GitHub changelog, Fine-grained personal access tokens, 2022",
    ),
    prefixed("gitlab access token", "glpat-", GITLAB_BODY, GITLAB),
    prefixed("gitlab oauth secret", "gloas-", "[A-Za-z0-9_-]{64}", GITLAB),
    prefixed("gitlab deploy token", "gldt-", GITLAB_BODY, GITLAB),
    prefixed("gitlab runner token", "glrt- glrtr- GR1348941", GITLAB_BODY, GITLAB),
    prefixed("gitlab job token", "glcbt-", "[0-9a-zA-Z]{1,5}_[A-Za-z0-9_-]{20,300}", GITLAB),
    prefixed("gitlab trigger token", "glptt-", "[A-Za-z0-9_-]{40,300}", GITLAB),
    prefixed("gitlab feed token", "glft-", GITLAB_BODY, GITLAB),
    prefixed("gitlab mail token", "glimt-", GITLAB_BODY, GITLAB),
    prefixed("gitlab agent token", "glagent-", "[A-Za-z0-9_-]{50,300}", GITLAB),
    prefixed("gitlab scim token", "glsoat-", GITLAB_BODY, GITLAB),
    prefixed("gitlab feature flag token", "glffct-", GITLAB_BODY, GITLAB),
    prefixed("gitlab workspace token", "glwt-", GITLAB_BODY, GITLAB),
    prefixed("atlassian token", "ATATT3", "[A-Za-z0-9_=-]{100,300}", ATLASSIAN),
    prefixed("bitbucket access token", "ATCTT3", "[A-Za-z0-9_=-]{100,300}", ATLASSIAN),
    prefixed("bitbucket app password", "ATBB", "[A-Za-z0-9_=]{24,40}", ATLASSIAN),
    prefixed(
        "bitbucket data center token",
        "BBDC-",
        "[A-Za-z0-9+/@_-]{40,50}",
        "Atlassian docs, Bitbucket Data Center, HTTP access tokens",
    ),
    prefixed("npm token", "npm_", "[A-Za-z0-9]{36,64}", "npm docs, About access tokens, 2021"),
    prefixed(
        "pypi token",
        "pypi-AgEIcHlwaS5vcmc pypi-AgENdGVzdC5weXBpLm9yZw",
        "[A-Za-z0-9_-]{50,1000}",
        "PyPI help, API tokens; the prefix is a macaroon's header naming pypi.org",
    ),
    prefixed("rubygems key", "rubygems_", "[0-9a-f]{48}", "RubyGems guides, API key scopes"),
    SecretKind(
        "crates.io token",
        ("cio",),
        f"{START}cio[A-Za-z0-9]{{32}}{END}",
        "crates.io source, token.rs: prefix cio and 32 characters",
    ),
    prefixed("nuget key", "oy2", "[a-z0-9]{43}", "NuGet docs, Publish a package, API keys"),
    prefixed("clojars token", "CLOJARS_", "[0-9a-f]{60}", "Clojars wiki, Deploy tokens"),
    SecretKind(
        "artifactory token",
        ("akcp", "cmvmdgtu"),
        f"{START}(?:AKCp[0-9A-Za-z]{{69}}|cmVmdGtu[A-Za-z0-9]{{56}}){END}",
        "JFrog docs, API keys and reference tokens",
    ),
    prefixed(
        "docker token",
        "dckr_pat_ dckr_oat_",
        "[A-Za-z0-9_-]{27,64}",
        "Docker docs, Personal and organization access tokens",
    ),
    prefixed(
        "docker swarm token",
        "SWMTKN-1-",
        "[0-9a-z]{50}-[0-9a-z]{25}",
        "Docker docs, Join nodes to a swarm",
    ),
    prefixed("docker swarm key", "SWMKEY-1-", "[A-Za-z0-9+/]{43}", "Docker docs, Lock your swarm"),
    prefixed(
        "circleci token",
        "CCIPAT_ CCIPRJ_",
        "[A-Za-z0-9]{20,24}_[0-9a-f]{40}",
        "CircleCI docs, Managing API tokens",
    ),
    prefixed(
        "buildkite token", "bkua_", "[0-9a-f]{40}", "Buildkite docs, Managing API access tokens"
    ),
    prefixed(
        "buildkite agent token",
        "bkct_ bkaj_",
        "[A-Za-z0-9_.-]{40,400}",
        "Buildkite docs, Agent tokens",
    ),
    named("travis token", "travis", "[A-Za-z0-9_-]{22}", "Travis CI docs, API authentication"),
    named(
        "codecov token", "codecov", "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", "Codecov docs"
    ),
    prefixed(
        "sonar token", "squ_ sqp_ sqa_", "[0-9a-f]{40}", "SonarQube docs, Managing your tokens"
    ),
    prefixed(
        "sourcegraph token",
        "sgp_ slk_",
        "(?:(?:[0-9a-f]{16}|local)_[0-9a-f]{40}|[0-9a-f]{40,64})",
        "Sourcegraph docs, Token security",
    ),
    prefixed("snyk token", "snyk_", "[A-Za-z0-9_.-]{36,255}", "Snyk docs, API token formats"),
    prefixed("postman key", "PMAK-", "[0-9a-f]{24}-[0-9a-f]{34}", "Postman docs, API keys"),
    prefixed(
        "deno deploy token", "ddp_ ddo_", "[A-Za-z0-9]{36}", "Deno docs, Deploy access tokens"
    ),
    prefixed("prefect key", "pnu_ pnb_", "[A-Za-z0-9]{36}", "Prefect docs, Manage API keys"),
    prefixed(
        "launchdarkly key",
        "api- sdk-",
        "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
        "LaunchDarkly docs, SDK credentials and API access tokens",
    ),
    prefixed("apify token", "apify_api_", "[A-Za-z0-9]{36,40}", "Apify docs, API integration"),
    prefixed(
        "inngest key",
        "signkey-prod- signkey-test-",
        "[0-9a-f]{32,64}",
        "Inngest docs, Signing keys",
    ),
    prefixed(
        "harness token",
        "pat. sat.",
        r"[A-Za-z0-9_-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}",
        "Harness docs, Manage API keys: personal and service account tokens",
    ),
    SecretKind(
        "octopus key",
        ("api-",),
        f"{START_OF_RUN}API-[A-Z0-9]{{26}}{END}",
        "Octopus docs, How to create an API key",
        guard=looks_random,
    ),
    named("jenkins token", "jenkins", "11[0-9a-f]{32}", "Jenkins docs, Authenticating scripts"),
    SecretKind(
        "trigger.dev key",
        ("tr_prod_", "tr_dev_", "tr_stg_", "tr_preview_", "tr_pat_"),
        f"{START}tr_(?:prod|dev|stg|preview|pat)_[A-Za-z0-9]{{20,40}}(?![A-Za-z0-9_])",
        "Trigger.dev docs, API keys",
        guard=is_not_words,
    ),
    prefixed("wakatime key", "waka_", UUID, "WakaTime docs, API key"),
    prefixed("scalingo token", "tk-us-", "[A-Za-z0-9_-]{48}", "Scalingo docs, API tokens"),
)

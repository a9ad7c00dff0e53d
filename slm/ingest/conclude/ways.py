"""Know the tools and ways of working that a developer may name by one word."""

from __future__ import annotations

# Tools, languages, libraries: those that a word means nothing else, or hardly. Whoever names
# another is understood where they say what it replaces.
_TOOLS = """
pip uv poetry pipenv conda mamba hatch pdm npm pnpm yarn bun deno cargo gem bundler composer maven
gradle sbt rebar brew homebrew apt nix bazel buck cmake meson ninja scons turborepo turbo nx lerna
vite webpack rollup esbuild parcel swc babel rspack mise asdf nvm pyenv pipx pre-commit husky
pytest unittest nose nose2 hypothesis jest vitest mocha jasmine cypress playwright selenium
puppeteer rspec minitest junit testng phpunit pest testify gotestsum nextest tox nox ruff flake8
pylint isort mypy pyright pyre eslint prettier biome tslint stylelint rubocop clippy rustfmt gofmt
gofumpt golangci-lint clang-format clang-tidy ktlint detekt shellcheck hadolint oxlint python
javascript typescript rust golang java kotlin scala swift ruby php perl elixir erlang haskell
ocaml clojure lua bash zsh powershell zig julia sql css sass scss tailwind html react vue svelte
angular preact nextjs next.js nuxt astro remix django flask fastapi starlette expressjs nestjs
rails sinatra laravel symfony quarkus htmx jquery bootstrap postgres postgresql mysql mariadb
sqlite duckdb mongo mongodb redis valkey memcached cassandra dynamodb elasticsearch opensearch
clickhouse kafka rabbitmq nats celery sidekiq mqtt docker podman kubernetes helm terraform
opentofu pulumi ansible github gitlab jenkins nginx caddy axios fetch requests httpx aiohttp
pandas polars numpy pydantic attrs dataclasses msgspec sqlalchemy prisma drizzle knex zod lodash
dayjs date-fns luxon serde tokio anyhow thiserror tracing structlog loguru slog zap logrus pathlib
asyncio trio argparse typer graphql rest grpc websockets ripgrep rg fd jq curl wget git jj json
yaml toml xml protobuf msgpack parquet markdown asciidoc
"""
# How one writes and works.
_WAYS = """
tabs spaces semicolons snake_case camelcase pascalcase kebab-case screaming_snake_case quotes
hints annotations imports exports returns comprehensions generators enums generics decimal
decimals floats integers cents uuid uuids utc ternaries callbacks promises async mocks fakes stubs
fixtures snapshots transactions commits rebase rebasing squash spelling english voice mood tense
docstrings f-strings interfaces composition inheritance constants const let casing indentation
braces litres metres grams worktrees submodules hyphens underscores umlauts
"""
# The look of a product, which is its own and no way of working.
_LOOKS = """
red green blue yellow orange purple pink white grey gray black brown bold italic font fonts modal
dialog drawer dropdown button buttons icon icons tooltip tab sidebar popup banner toast card cards
table tables grid list lists checkbox radio slider image images logo colour color
"""
# What points at something that is there, and is named by nothing.
_POINTING = """
a an all any another both bigger different each either every existing first fewer file following
former her his in it its last latter left less line lines more my neither new next of old one ones
only other others our own previous right same second shorter smaller some that their them these
third this those to two what whatever which whole your yours it's mine for on as at version
"""

TOOLS = frozenset(_TOOLS.split())
WAYS = frozenset(_WAYS.split())
LOOKS = frozenset(_LOOKS.split())
POINTING = frozenset(_POINTING.split())

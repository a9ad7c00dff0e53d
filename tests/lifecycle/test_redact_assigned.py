"""What is assigned to a secretive name is hidden, unless it is plainly no secret."""

from __future__ import annotations

import random
import string

import pytest

from slm.lifecycle.redact import redact

RNG = random.Random(8)


def letters(size: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    return "".join(RNG.choices(alphabet, k=size))


TOKEN = letters(32)
HEX = letters(32, "0123456789abcdef")
PASSWORD = f"{letters(4, string.ascii_lowercase)}{letters(3, string.digits)}!{letters(5)}"

HIDDEN = [
    "API_KEY={}",
    "export SERVICE_API_KEY='{}'",
    'apiKey: "{}"',
    '"api-key": "{}"',
    "my api key: {}",
    "const clientSecret = `{}`;",
    'token := "{}"',
    'token: string = "{}"',
    "auth_token => '{}'",
    'config["secret"] = "{}"',
    'setenv("ACCESS_TOKEN", "{}")',
    "if token == '{}':",
    "<token>{}</token>",
    "<secret>{{stuff {}}}</secret>",
    "You can find a secret {} in there",
    "the token is {}",
    "GET https://a.internal/v1/map?key={}&zoom=3",
    "Using KEY={}",
    "deploy --token {}",
    "deploy --api-key={}",
    "client_secret: {}",
    "X-Api-Key: {}",
    "ENCRYPTION_KEY={}",
    '{{\\"access_token\\": \\"{}\\"}}',
    "refresh_token: {}.",
    "GITHUB_PAT: {}",
    "AZURE_PAT={}",
    '<add key="ApiKey" value="{}"/>',
    "- name: API_TOKEN\n  value: {}",
    '{{"name":"API_TOKEN","value":"{}"}}',
    'variable "api_key" {{\n  type = string\n  default = "{}"\n}}',
    "ENV JWT_SECRET {}",
    "setenv API_TOKEN {}",
    "npm config set //registry.npmjs.org/:_authToken {}",
    "FERNET_KEY: {}",
    "routing_key: {}",
    'integration_key = "{}"',
    'MAILGUN_KEY = "{}"',
    "CF_GLOBAL_KEY: {}",
]

PASSWORD_HIDDEN = [
    "PASSWORD={}",
    "DB_PASS={}",
    'password = "{}"',
    "password: '{}'",
    '"password": "{}"',
    '{{\\"password\\": \\"{}\\"}}',
    "Server=db;User Id=app;Password={};Encrypt=True",
    "<password>{}</password>",
    "mysqldump --password={} shop",
    "deploy --password {}",
    "sshpass -p {} ssh ann@host",
    'dict(user="ann", passwd="{}")',
    'login("password", "{}")',
    "the password is `{}`",
    "curl -u ann:{} https://files.internal",
    "machine git.internal\n  login ann\n  password {}",
    "amqp://ann:{}@queue.internal",
    "password: {}",
    "POSTGRES_PASSWORD: {}",
    "spring.datasource.password = {}",
    "passwd: {}",
    "passphrase: {}",
    "SMTP_PASS: {}",
    "RABBITMQ_DEFAULT_PASS: {}",
    "PGPASS={}",
    "DB_PW={}",
    "pw: {}",
    "pass: {}",
    "auth: {{ user: 'ann', pass: '{}' }}",
    "ALTER USER ann WITH PASSWORD '{}'",
    "CREATE USER ann IDENTIFIED BY '{}';",
    "CREATE USER ann IDENTIFIED WITH caching_sha2_password BY '{}';",
    'storePassword "{}"',
    "keyPassword '{}'",
    '#define WIFI_PASSWORD "{}"',
    'source.setPassword("{}");',
    "requirepass {}",
    '<add key="DbPassword" value="{}"/>',
    "- name: DB_PASSWORD\n  value: {}",
    '- name: DB_PASSWORD\\n  value: \\"{}\\"\\n',
    'variable "db_password" {{\n  type = string\n  default = "{}"\n}}',
    "setenv DB_PASSWORD {}",
    "mysql -u root -p{} shop",
    "docker login -u ann -p {} registry.internal",
    "docker login -p {}",
    "redis-cli -h cache.internal -a {} ping",
    "keytool -list -storepass {}",
]

LEFT = [
    'password = os.environ["DB_PASSWORD"]',
    "password = os.environ.get('DB_PASSWORD', '')",
    "password: process.env.DB_PASSWORD",
    "token: str",
    "token: string | undefined",
    "token: Optional[str] = None",
    "func login(user string, password string) error",
    "token := getToken()",
    "const token = await fetchToken(user2)",
    "secret = derive_key2(salt)",
    "token = tokens[i + 1]",
    "let token = self.tokens.next_token2;",
    'api_key = "your-api-key"',
    'api_key = "YOUR_API_KEY_HERE_123"',
    "API_KEY=xxxxxxxxxxxxxxxx",
    "API_KEY=<token>",
    "API_KEY=${API_KEY}",
    "API_KEY=$API_KEY_2",
    "api_key: {{ .Values.apiKey2 }}",
    "api_key: %(api_key1)s",
    "password: changeme",
    "password = changeme123",
    "PASSWORD=************",
    "password: [hidden]",
    'password: ""',
    "password: null",
    'password: "secret"',
    'secret_key = "test-secret-key-1"',
    "token_url = https://auth.example.com/oauth2/token",
    "secret: ./secrets/prod2.json",
    "key: src/components/Key2Value.tsx",
    "secretName: my-service-tls-2024",
    "max_tokens: 4096",
    "max_tokens=128000",
    "The tokenizer splits on 220 tokens; token: 12 of 220.",
    "primary_key=a1b2c3d4e5f6a7b8c9d0e1f2",
    "cache_key=9f86d081884c7d659a2feaa0c55ad015",
    "sort_key = user2order7item9list4page1row3",
    "key: value",
    "Press any key: F12",
    "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "session 0d3f9c1a-6d7e-4a3b-9b3f-1f2e3d4c5b6a ended",
    "pip install sk-learn scikit-learn",
    "import { sk_helper_function_with_long_name } from './sk-utils'",
    "func TestFormatSessionInfo_ShowsCommitsWithoutDetails(t *testing.T)",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    "http://localhost:8080/path@2",
    "see https://user@host.example/path and git@github.com:ann/shop.git",
    "https://example.com:8443/a?b=c@d",
    "docker run -u 1000:1000 image",
    "git push -u origin:main",
    "Authorization: Bearer ${TOKEN}",
    "Authorization: Bearer <your token here>",
    "Authorization: required",
    "Use a bearer token for authentication of internationalization",
    "Cookie: theme=dark; lang=en",
    "-----BEGIN PRIVATE KEY-----",
    'strings.Contains(s, "-----BEGIN RSA PRIVATE KEY-----")',
    "-----BEGIN CERTIFICATE-----",
    "eyJ is how a JSON Web Token begins.",
    '["DB_PASSWORD", "MACOS_SIGN_IDENTITY_NAME", "API_TOKEN"]',
    "`API_TOKEN`, `MACOS_NOTARY_KEY_V2`",
    "password policy: at least 12 characters",
    "The password is optional.",
    "the secret is out",
    "token authentication",
    "AKIA is the prefix of access keys",
    "ghp_ and glpat- are prefixes",
    "v1.0-beta.2",
    "password = get_password()",
    'password = request.form["password2024"]',
    "password = user2024.password",
    "password: string;",
    "password = newPassword22",
    "password = sha256Digest",
    "password: base64Encoded",
    "password: argon2id",
    "passwd: /etc/passwd",
    "/etc/passwd:12:root:x:0:0",
    "pwd: /tmp/work2024",
    "pass: true",
    "pass: 12 tests",
    "pass: ${SMTP_PASS}",
    "--- PASS: TestParse256Sum (0.00s)",
    "PASS: Suite2024Bar",
    "compass: north2024",
    "PATH=/usr/local/bin2:/usr/bin",
    "The user is identified by 'name2' in the log",
    "Each password 'must' have twelve characters",
    "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: {name: db-2024}",
    "- name: PASSWORD_FILE\n  value: /run/secrets/db1",
    'variable "db_password" {\n  type = string\n}',
    "ENV PATH /usr/local/bin2",
    "ENV TOKEN_COUNT 128000",
    "mysql -h db -P 3306 -p shop",
    "docker run -p 8080:80 login",
    "npm login -p 8080",
    "getPassword('field2')",
    "publicKey: 9f86d081884c7d659a2feaa0c55ad015",
    "cacheKey=9f86d081884c7d659a2feaa0c55ad015",
    "CACHE_KEY: 9f86d081884c7d659a2feaa0c55ad015",
    "dedup_key=9f86d081884c7d659a2feaa0c55ad015",
    "dedupKey = 9f86d081884c7d659a2feaa0c55ad015",
    "routing_key: orders.created.v2",
    f"ghp_{'x' * 36}",
    "risk-none-background-of-a-very-long-class-name-in-styles",
    "md-autocomplete-suggestions",
    "test_parsesTheWholeFileWithoutAnError",
    "live_streamsAreShownOnTheFirstPage2",
    "const s = this.s.renderTheWholePageAnewNow",
    "tr_prod_environmentVariablesOfWorkers",
    "unkey_verification_middleware_options",
    "API-REFERENCEANDGUIDESFORUSERS",
    "akab-q7rz0pvx3mkd82lw-q7rz0pvx3mkd82lw.luna.akamaiapis.net",
    "trace 0d3f9c1a6d7e4a3b9b3f1f2e3d4c5b6a-1f2e3d4c-01",
    "0d3f9c1a6d7e4a3b9b3f1f2e-sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "| 1700000000000 | 9f86d081884c7d659a2feaa0c55ad015 |",
    "https://0d3f9c1a6d7e4a3b9b3f1f2e3d4c5b6a@o1.ingest.sentry.io/4",
    "https://continuous-integration@git.internal/shop.git",
    "ssh://687fb7a1c2d3e4f5a6b749d998@ssh.internal",
    'accounts: ["0x52908400098527886E0F7030069857D2E4169EE7"]',
    "tx 0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    '{"kty": "RSA", "n": "q7Rz0PvX3mKd82LwTn5bq7Rz0PvX3mKd82LwTn5b", "e": "AQAB"}',
    '{"k": "q7Rz0PvX3mKd82LwTn5b"}',
    "https://www.make.com/en/integrations",
    "mfa.enabled and pat.name and sat.value",
    f"sk-proj-{'x' * 48}",
    "AKIAIOSFODNN7EXAMPLE",
]


@pytest.mark.parametrize("form", HIDDEN)
@pytest.mark.parametrize("value", [TOKEN, HEX], ids=["letters", "hex"])
def test_a_token_is_hidden(form, value):
    found = redact(form.format(value))

    assert value not in found.text
    assert found.text.startswith(form[:3].format())


@pytest.mark.parametrize("form", PASSWORD_HIDDEN)
def test_a_password_is_hidden(form):
    found = redact(form.format(PASSWORD))

    assert PASSWORD not in found.text
    assert PASSWORD[:6] not in found.text
    assert PASSWORD[-5:] not in found.text


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_secret_is_left(text):
    assert redact(text).text == text


def test_a_full_stop_after_a_secret_stays():
    assert redact(f"The token is {TOKEN}.").text == "The token is [redacted: secret]."


def test_names_and_punctuation_around_a_value_stay():
    found = redact(f'{{"user": "ann", "password": "{PASSWORD}", "port": 5432}}')

    assert found.text == '{"user": "ann", "password": "[redacted: password]", "port": 5432}'


@pytest.mark.parametrize("value", ["My" + "Secret" + "Pass2031!", "hunter2" * 2 + "Zq9"])
def test_a_password_made_of_such_words_is_one_where_its_characters_are_mixed(value):
    assert value not in redact(f"DB_PASSWORD={value}").text


@pytest.mark.parametrize("value", ["my-secret-password", "test_password_1", "your-Secret-Key1"])
def test_what_only_stands_for_a_password_is_left(value):
    assert value in redact(f"DB_PASSWORD={value}").text


@pytest.mark.parametrize("form", ["api_key: {}", '{{"api_key": "{}"}}'])
def test_letters_of_both_sizes_among_digits_are_no_word(form):
    values = [letters(18) for _ in range(500)]
    missed = [value for value in values if value in redact(form.format(value)).text]

    # One in 25 has no digit at all, and few of those look like words.
    assert len(missed) <= 8
    assert not [value for value in missed if sum(map(str.isdigit, value)) > 1]


@pytest.mark.parametrize("value", ["Summer2024!", "Winter2031", "winter2031", "tr0ub4dor&3x!"])
def test_an_unquoted_password_that_a_person_chose_is_hidden(value):
    assert value not in redact(f"user: ann\npassword: {value}\nport: 5432\n").text

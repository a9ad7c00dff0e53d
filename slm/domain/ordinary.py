"""List the words that are no names, though they stand where names do or are written as they are."""

from __future__ import annotations

from slm.domain.words import FUNCTION_WORDS, WORD

_CALENDAR = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday
    mon tue tues wed thu thur thurs fri sat sun
"""
# What a sentence or a line of a list begins with, before a name as well: "Hey Ana", "Ask Ana".
_OPENERS = """
    absolutely actually anytime certainly definitely woah woohoo
    after again ah aha all already also although always amazing another any anyway aw
    awesome aww because before besides best both bye cheers congrats congratulations cool correct
    current currently dear despite done during each either else even ever every everything
    exactly except exciting false finally first following fortunately funny further generally given
    glad gonna good goodbye gosh guess ha haha happy hello hence here hey hi hm hmm hooray
    hopefully however huh indeed instead interesting just keep kind last lastly later least
    less like likewise lol look looking looks lots love lovely many maybe meanwhile mom more
    moreover most much my nah neat never nevertheless next nice none nope nothing notice now
    obviously off oh ok okay once one only oops oof original originally other others otherwise
    ouch over overall perfect perhaps phew please plus possibly previously probably quick quite
    rather really regarding right sadly same second seeing sees several similarly since sir
    something sometimes soon sorry still super sure surely thank thanks third though through thus
    today together tomorrow tonight totally true two under unfortunately unless unlike until up upon
    usually via wait welcome well while whoa whatever whenever wherever whether within without
    wonderful world wow yay yeah yep yes yesterday yet yup dr mr mrs ms prof
"""
# Verbs and nouns that open commit subjects, lists and what people tell their agents to do.
_WORK = """
    add adds added adding allow allows ask asks asked avoid avoids build builds bug bump call calls
    change changes changed check checks checked choose clean close commit compare consider copy
    create created creates debug default define delete deleted deploy describe do document docs
    drop edit enable ensure error errors example explain extract feature figure file files find
    fixed fix fixes fixing follow found function go handle help hide how ignore implement
    implemented import improve include input install issue issues join key keep leave line link list
    load make makes making merge method mind mode move name need note notes open option options
    output pass path plan print problem pull push put question raise read refactor reference release
    remember remove removed rename replace report request result results return returns revert
    review rewrite run running runs save search see seems select send set setup show simplify skip
    solution sort split start started status step stop store stores summary support switch take tell
    test tests tested tests think title todo treat try trying turn type update updated updates
    upgrade usage use used uses using validate value verify version visit warning watch work works
    working wrap write wrote
"""
_KEYWORDS = """
    abstract and any array as assert async auto await bool boolean break bytes case catch chan char
    class cls const continue declare def default defer del dict do double elif else elsif end enum
    export extends extern false final finally float fn for foreach from func function global goto if
    impl implements import in include inline instanceof int integer interface is lambda let list
    long main map match mod module mut namespace new nil none nonlocal not null number object
    operator or package pass print private protected pub public raise readonly ref require return
    self sizeof static str string struct super switch template then this throw throws trait true try
    tuple type typedef typeof undefined union unsafe unsigned use using var virtual void volatile
    when where while with yield
"""
# Written with capitals inside, and yet no symbols of a program.
_BRANDS = """
    airbnb bitbucket chatgpt clickhouse cloudflare codepen datadog devops digitalocean dynamodb ebay
    facebook fastapi github gitlab graphql icloud imac imessage instagram ios ipad iphone ipod
    itunes javascript jetbrains kubernetes latex linkedin macbook macos mariadb mongodb mysql
    netbsd nextjs nodejs openai openapi openbsd opengl openssl paypal phd playstation postgresql
    powerpoint powershell pytorch redhat rockstar sharepoint snapchat soundcloud sqlite
    stackoverflow starcraft tensorflow tiktok typescript ubereats vmware webassembly websocket
    whatsapp wifi
    wordpress xcode youtube
"""

# What a file's name ends in. No .com, .io or .org: those are hosts.
_EXTENSIONS = """
    asm bash bat bib c cc cfg cjs clj cls conf cpp cs css csv cu cxx dart db diff dockerfile el env
    erl ex exs fish go gradle graphql groovy h hbs hcl hh hpp hrl hs htm html ini ipynb java jl js
    json json5 jsonc jsonl jsx kt kts less lock log lua m4 map md mdx mjs mk ml mli mod mts nim nix
    onnx out patch pb pdf php pl plist png po proto ps1 pth py pyi pyx r rb rs rst sass scala scss
    sh snap sql sqlite sum sv svelte svg swift tex tf tfvars toml ts tsv tsx txt vue wasm webp xml
    yaml yml zig zsh jpg jpeg gif zip gz tar whl parquet pkl npy safetensors
"""
_BARE_FILES = """
    BUILD Brewfile CMakeLists CODEOWNERS Cargo.lock Containerfile Dockerfile Gemfile Jenkinsfile
    Justfile LICENSE Makefile Pipfile Procfile README Rakefile Vagrantfile justfile makefile
    .dockerignore .editorconfig .env .eslintrc .gitattributes .gitignore .npmrc .nvmrc .prettierrc
"""
# Libraries whose names look like files: "Node.js".
_LIKE_FILES = """
    alpine.js angular.js backbone.js chart.js d3.js discord.js ember.js express.js jquery.js
    moment.js nest.js next.js node.js nuxt.js p5.js react.js solid.js svelte.js three.js vue.js
"""

KEYWORDS = frozenset(_KEYWORDS.split())
BRANDS = frozenset(_BRANDS.split())
NO_NAMES = FUNCTION_WORDS.union(
    _CALENDAR.split(), _OPENERS.split(), _WORK.split(), KEYWORDS - {"new", "long", "double"}
)
EXTENSIONS = frozenset(_EXTENSIONS.split())
BARE_FILES = frozenset(_BARE_FILES.split())
LIKE_FILES = frozenset(_LIKE_FILES.split())


def names_anything(text: str) -> bool:
    """Whether a text has a word that it could be about: "yes, fix 3 too" has none."""
    words = (word for word in WORD.findall(text.lower()) if len(word) > 1)
    return any(word not in NO_NAMES and not word.isdigit() for word in words)

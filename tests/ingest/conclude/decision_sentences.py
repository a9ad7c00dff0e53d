# ruff: noqa: E501 - one case a line
"""What people and agents say, invented: what is settled, and what only sounds like it."""

BY_THE_USER = """
we decided to keep the invoices in Postgres
We've decided to drop support for Python 3.9.
I've decided on a flat pricing model for the bakery site
we agreed to ship the beta without offline mode
We agreed on ISO dates everywhere.
we settled on Svelte for the dashboard
I have decided against a message queue
we chose SQLite over DuckDB because it is on every machine
We went with server-side rendering for the catalogue
the decision is to freeze the schema until March
Decision: the sensors report every ten minutes
our final decision was to host the map in Frankfurt
let's go with Postgres
ok let's go with a monorepo instead of three repositories
let's go for the smaller model on the phone
Let's use websockets instead of polling.
let's use UUIDs for the order numbers
yes, let's use argon2 for the passwords
let's stick with REST
Let's stick to the old colour palette.
let's switch to pnpm workspaces
let's move to structured logging
let's adopt trunk based development
let's default to dark mode
let's drop the xml export
lets keep the retry logic in the client
Let's keep the parser hand-written.
let's go with kiln
we decided to go with a kiln made of brick
let's avoid global singletons in the simulation
let's not support Internet Explorer
let's not cache the exchange rates
let's replace the cron job with a systemd timer
let's call the new command harvest instead of collect
let's store the thumbnails in the bucket rather than in the database
let's split the importer into its own package
let's name the table shipments rather than parcels
We'll use feature flags because releases are weekly
we will keep both endpoints since the old app still needs one
we're going to use Rust for the codec because of the latency
we'll go with Terraform instead of Pulumi
I'll go with the yearly plan since it is cheaper
go with server components
go with warmer tones on the menu
going with MapLibre for the maps
I'd go with the event log approach from the paper
okay, we'll stick with protobuf so that the firmware stays small
alright, let's use the lighter crust recipe for the demo shop
hmm, let's just use a JSON column for the settings
great, let's go with blue-green deployments
well, we decided that refunds are handled by hand
fine, let's drop the animation on the landing page
after some discussion we agreed that nurses see only their own ward
let's treat empty strings as null in the import
no, let's use a queue instead of threads
for now let's keep sessions in memory
thinking about it, let's go with plain CSS
In the end we chose the cheaper sensor
we opted for weekly backups
We picked Go for the gateway.
actually let's keep the tests in one file
right, let's standardise on kebab-case slugs
We've settled on two-factor login for admins
"""

BY_AN_AGENT = """
I chose a trie over a hash map because prefix lookups dominate.
I went with a single table rather than three, since the queries always join them.
I decided to keep the old endpoint so that existing clients keep working.
I've kept the public signature unchanged to avoid breaking plugins.
I deliberately left the retry count at three.
I intentionally kept the parser strict.
We opted for a write-ahead log instead of snapshots because crashes must lose nothing.
I picked msgpack over JSON for the cache because it halves the size.
I settled on a debounce of 300 ms since typing feels instant then.
Decision: the scheduler runs in the worker, not in the web process.
Design decision: prices are stored in cents as integers.
"""

NO_DECISION_OF_THE_USER = """
should we go with Postgres or SQLite?
what if we used websockets?
let's see what happens
let's try the other library first
Let's discuss the schema tomorrow
let's look at the failing test
let's go
let's do it
let's continue
let's keep going
let's move on
let's go with it
let's go with that
let's go with option 2
let's use it
let's use this one
let's keep it simple
let's keep that
let's keep talking about the menu
let's keep things short here
let's go with the long way and start on the bridge
let's not do that
let's not worry about it
let's not jump to conclusions
let's debug this
let's review the PR together
let's commit and push
let's run the tests
let's start with the parser
let's step through each of these
let's say the user has two accounts
let's add a test for that
let's fix the lint errors
let's take a look at the logs
let's go back to the earlier question
let's use the same approach here?
could we use Redis for that?
we could go with a queue instead of threads
we might go with Kafka
maybe we should go with the smaller model
I think we should drop the export
if we go with Postgres we need a server
if we use protobuf, the firmware gets smaller
we haven't decided on a database yet
we have not decided whether to shard
have we decided on the colours?
did we agree on a date format?
who decided to remove the index?
I wonder if we should switch to pnpm
I'm considering a move to Svelte
they decided to use Mongo at my last company
the customer chose the blue one
the vendor agreed to fix it
the test picks a random port
git decided to repack again
the planner chose a sequential scan
it was decided long before my time?
I decided to ask you
I went to the office
we went through the list
we went over this yesterday
it went with the default value
we'll see
we will need more memory because the images are large
I'll use this later
I'll try that because it looks easy
we'll talk about it since Ana is back on Monday
what's the decision here?
the decision table has four rows
the decision logic is in planner.rs
either go with A or with B
go with the flow
go with your suggestion
go with the first
going with that
go with step 4
Go with your advice.
go with recommendation
Go with kilns
go ahead
use the second file
create the table and add an index
make the button blue
rename the method to fetch_all
add an option for the timeout
we agreed? I don't remember that
once we have decided, we can start
when we decide on the format, update the docs
suppose we decided to shard by customer
imagine we went with a monolith
let me know if you decided anything
we probably settled on Svelte too early
would you go with REST here?
is it true that we chose Go because of the latency?
not sure we agreed on that
tell me why you chose a trie over a hash map
explain why the team decided to use Mongo
"let's go with Postgres" was in the transcript
> we decided to use Kafka
`let's use foo` is the commit message
# Decision: use Kafka
// we chose this because of the API
wir haben uns für Postgres entschieden
lass uns Postgres nehmen
on a décidé de garder SQLite
decidimos usar Postgres
我们决定使用 Postgres
prendiamo la seconda
vi valgte Postgres
"""

NO_DECISION_OF_AN_AGENT = """
Let me look at how the scheduler decides.
I could use a trie instead of a hash map because lookups are faster.
You could go with Postgres instead of SQLite.
We might have chosen a queue rather than threads.
The previous author chose a trie over a hash map because of memory.
The library picked a random port instead of 8080.
I'll use a trie.
I'm going to check the tests first.
Should I use a trie instead of a hash map?
If we chose SQLite over Postgres, we'd lose LISTEN.
I haven't decided whether to keep the old endpoint because of the clients.
Option A: keep the endpoint because clients need it.
The function decides which branch to take because of the flag.
I picked up where we left off because the session had ended.
I left a comment.
I kept it.
I chose it.
Decision matrix:
Decision:
The decision logic is unchanged.
I decided.
Cherry-picked the commits over main because of the conflict.
"""

# What an agent said last, what the user answered, and a part of what must be concluded.
ANSWERS = (
    ("The views repeat the query.\n\nWant me to move the pagination query into the repository layer?", "yes please", "move the pagination query into the repository layer"),
    ("Both work.\n\nShould I replace moment with date-fns in the frontend bundle?", "Yes", "replace moment with date-fns"),
    ("Would you like me to rename `fetchAll` to `list_orders` across the client?", "yep, go ahead", "rename `fetchAll` to `list_orders`"),
    ("Shall I drop the nightly full backup in favour of incremental ones?", "sure", "drop the nightly full backup"),
    ("Do you want me to store the prices as integer cents everywhere?", "ok", "store the prices as integer cents"),
    ("I measured both.\n\nI'd go with the bitmap index for the tags column. Thoughts?", "sounds good", "the bitmap index for the tags column"),
    ("I'd recommend using Argon2 for the password hashes. Does that work for you?", "yes, that works", "using Argon2 for the password hashes"),
    ("Should we make the export asynchronous with a progress bar?", "yeah, let's do that", "make the export asynchronous"),
    ("Can I switch the sensor readings to protobuf to save bandwidth?", "do it", "switch the sensor readings to protobuf"),
    ("So shall we keep the legacy invoices read-only in the archive?", "Agreed.", "keep the legacy invoices read-only"),
    ("Is it ok if I split the importer module into reader and writer?", "absolutely!", "split the importer module"),
    ("Which storage?\n\nA. Keep everything in one SQLite file on disk\nB. Write one JSON file per patient\n\nWhich do you prefer?", "A", "Keep everything in one SQLite file on disk"),
    ("1. **Poll** the meter once every ten minutes\n2. **Subscribe** to the meter's events over MQTT\n\nWhich approach do you want?", "option 2", "Subscribe to the meter's events over MQTT"),
    ("- A) Round prices half up at the till\n- B) Round prices to even as banks do\n\nThoughts?", "let's go with B please", "Round prices to even as banks do"),
    ("| **A. Lazy** | Load the map tiles when they scroll into view |\n| **B. Eager** | Load all of the map tiles at start |\n\nWhat's your preference?", "I prefer A.", "Load the map tiles when they scroll into view"),
    ("**Option 1:** Send reminders by e-mail two days before\n**Option 2:** Send reminders by text message\n\nI'd recommend option 1. Which would you like?", "1 is fine", "Send reminders by e-mail two days before"),
)  # fmt: skip

# An agent's turn and an answer that settle nothing, or nothing that can be told.
NO_ANSWERS = (
    ("Want me to commit these changes?", "yes"),
    ("Want me to push the branch and open a pull request?", "yes please"),
    ("Should I run the whole test suite again with coverage enabled?", "yes"),
    ("Want me to implement this?", "yes"),
    ("Want me to fix all four issues?", "go ahead"),
    ("Shall I proceed with it?", "sure"),
    ("Would you like me to add it to the documentation as well?", "yes"),
    ("Should I use Redis for the sessions or keep them in memory?", "yes"),
    ("Want me to move the query into the repository, or leave it?", "yes"),
    ("Want me to move the pagination query into the repository layer?", "no"),
    ("Want me to move the pagination query into the repository layer?", "yes, but keep the old one too"),
    ("Want me to move the pagination query into the repository layer?", "what would that change?"),
    ("Want me to move the pagination query into the repository layer?", "not yet"),
    ("Want me to move the pagination query into the repository layer?", "hmm, why?"),
    ("Want me to move the pagination query into the repository layer?", "maybe later"),
    ("I moved the pagination query into the repository layer.", "yes"),
    ("Done. The tests pass.", "great"),
    ("Should I look into why the cache misses so often?", "yes"),
    ("Do you want me to explain how the scheduler works in detail?", "yes please"),
    ("Should I create a ticket for the flaky importer test?", "yes"),
    ("Want me to investigate the memory leak in the decoder?", "sure"),
    ("Does this look right?", "yes"),
    ("Are you on macOS?", "yes"),
    ("Did the deployment work?", "yes, perfect"),
    ("Should I continue with the remaining three tasks?", "yes"),
    ("Should I write the tests for the parser first?", "yes"),
    ("Want me to check which other callers use the old signature?", "ok"),
    ("Which first?\n1. Fix the login page layout\n2. Rewrite the signup flow entirely", "1"),
    ("Which one should I tackle next?\n\n1. Replace the cache with Redis\n2. Move the images to a bucket", "2"),
    ("How would you like to proceed?\n1. Commit everything as one change\n2. Push the branch", "1"),
    ("1. Replace the cache\n2. Move the images to a bucket\n\nWhich do you prefer?", "neither"),
    ("1. Replace the cache\n2. Move the images to a bucket\n\nWhich do you prefer?", "1 but without the locks, and explain why"),
    ("1. Replace the cache\n2. Move the images to a bucket\n\nWhich do you prefer?", "3"),
    ("1. Replace the cache\n2. Move the images to a bucket", "1. this happened twice now"),
    ("I found two problems:\n1. The cache is never cleared by the worker\n2. The images are stored twice on disk", "1"),
    ("Do you want weekly or daily exports of the ledger?", "what is the difference?"),
    ("Do you want weekly or daily exports of the ledger?", "both"),
    ("Do you want weekly or daily exports of the ledger?", "whatever you think"),
    ("Do you want weekly or daily exports of the ledger?", "hold on"),
    ("Soll ich die Abfrage in die Repository-Schicht verschieben?", "ja bitte"),
    ("Voulez-vous que je déplace la requête dans le dépôt ?", "oui"),
)  # fmt: skip

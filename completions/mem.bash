# Made by scripts/completions from the commands themselves; changes here get lost.

# No mapfile: the bash of macOS has none.
_mem_words() { COMPREPLY=($(compgen -W "$1" -- "$word")); }
_mem_files() { local IFS=$'\n'; COMPREPLY=($(compgen -f -- "$word")); }

_mem() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]}
    [[ $word == = ]] && word=
    [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD - 2]}
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _mem_words "add recall show list sessions forget undo scrub import brief watch project status doctor model eval init uninstall daemon mcp --help --version"
        return
    fi
    case $command in
        watch|project|model|daemon) ((COMP_CWORD > 2)) && command+=" ${COMP_WORDS[2]}" ;;
    esac
    case "$command $previous" in
        "add --kind") _mem_words "experience fact decision preference lesson resource summary belief" ;;
        "add --tag") : ;;
        "add --project") : ;;
        "add --branch") : ;;
        "add --time") : ;;
        "add --from") : ;;
        "add "*) if [[ $word == -* ]]; then _mem_words "--kind --tag --project --branch --time --from --all --json --help"; else _mem_words ""; fi ;;
        "recall --limit") : ;;
        "recall --budget") : ;;
        "recall --project") : ;;
        "recall --kind") _mem_words "experience fact decision preference lesson resource summary belief" ;;
        "recall --since") : ;;
        "recall --as-of") : ;;
        "recall --batch") _mem_files ;;
        "recall "*) if [[ $word == -* ]]; then _mem_words "--limit --budget --project --kind --since --as-of --all --quick --why --json --batch --help"; else _mem_words ""; fi ;;
        "show "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words ""; fi ;;
        "list --project") : ;;
        "list --kind") _mem_words "experience fact decision preference lesson resource summary belief" ;;
        "list --state") _mem_words "active warm cold archive forgotten superseded" ;;
        "list --session") : ;;
        "list --limit") : ;;
        "list "*) if [[ $word == -* ]]; then _mem_words "--project --kind --state --session --limit --all --json --help"; else _mem_words ""; fi ;;
        "sessions --project") : ;;
        "sessions --limit") : ;;
        "sessions "*) if [[ $word == -* ]]; then _mem_words "--project --limit --all --json --help"; else _mem_words ""; fi ;;
        "forget --query") : ;;
        "forget --session") : ;;
        "forget --project") : ;;
        "forget "*) if [[ $word == -* ]]; then _mem_words "--query --session --project --all --dry-run --purge --yes -y --json --help"; else _mem_words ""; fi ;;
        "undo "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words ""; fi ;;
        "scrub --value") : ;;
        "scrub "*) if [[ $word == -* ]]; then _mem_words "--value --dry-run --yes -y --json --help"; else _mem_words ""; fi ;;
        "import --format") _mem_words "auto git claude-code codex markdown jsonl text code" ;;
        "import --project") : ;;
        "import "*) if [[ $word == -* ]]; then _mem_words "--format --project --no-wait --json --help"; else _mem_files; fi ;;
        "brief --project") : ;;
        "brief --budget") : ;;
        "brief "*) if [[ $word == -* ]]; then _mem_words "--project --budget --json --help"; else _mem_words ""; fi ;;
        "watch add "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_files; fi ;;
        "watch list "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words ""; fi ;;
        "watch remove "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_files; fi ;;
        "watch "*) if [[ $word == -* ]]; then _mem_words "--help"; else _mem_words "add list remove"; fi ;;
        "project list "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words ""; fi ;;
        "project join "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words "all-MiniLM-L6-v2"; fi ;;
        "project rename "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words "all-MiniLM-L6-v2"; fi ;;
        "project "*) if [[ $word == -* ]]; then _mem_words "--help"; else _mem_words "list join rename"; fi ;;
        "status "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words ""; fi ;;
        "doctor "*) if [[ $word == -* ]]; then _mem_words "--rebuild --forget-use --json --help"; else _mem_words ""; fi ;;
        "model list "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words ""; fi ;;
        "model get "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words "all-MiniLM-L6-v2"; fi ;;
        "model use "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words "all-MiniLM-L6-v2"; fi ;;
        "model "*) if [[ $word == -* ]]; then _mem_words "--help"; else _mem_words "list get use"; fi ;;
        "eval --questions") : ;;
        "eval --seed") : ;;
        "eval --project") : ;;
        "eval "*) if [[ $word == -* ]]; then _mem_words "--questions --seed --project --all --json --help"; else _mem_words ""; fi ;;
        "init "*) if [[ $word == -* ]]; then _mem_words "--yes -y --dry-run --json --help"; else _mem_words "claude-code codex"; fi ;;
        "uninstall "*) if [[ $word == -* ]]; then _mem_words "--yes -y --dry-run --json --help"; else _mem_words "claude-code codex"; fi ;;
        "daemon run "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words ""; fi ;;
        "daemon start "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words ""; fi ;;
        "daemon stop "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words ""; fi ;;
        "daemon logs -n") : ;;
        "daemon logs "*) if [[ $word == -* ]]; then _mem_words "-n --follow --json --help"; else _mem_words ""; fi ;;
        "daemon "*) if [[ $word == -* ]]; then _mem_words "--help"; else _mem_words "run start stop logs"; fi ;;
        "mcp "*) if [[ $word == -* ]]; then _mem_words "--json --help"; else _mem_words ""; fi ;;
    esac
}
complete -o filenames -F _mem mem

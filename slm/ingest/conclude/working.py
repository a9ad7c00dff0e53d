"""Name what agents do at work, when, and on what, as people word it."""

from __future__ import annotations

# How one works; what a program shall do ("always show the name") is no preference but a task.
WORK = (
    r"(?:use|run|commit|push|write|add|ask|check|create|make|keep|follow|test|format|lint"
    r"|put|name|squash|rebase|amend"
    r"|merge|explain|answer|reply|respond|deploy|install|edit|modify|change|touch|delete"
    r"|read|verify|import|mock|stash"
    r"|force[- ]push|work|leave|tell|plan|document|refactor|bump|annotate|review|wait"
    r"|assume|guess|hard-?code|invent|prefer"
    r"|start with|show me|give me|open a pr|open prs|comment|abbreviate|over-?engineer"
    r"|apologi[sz]e|summari[sz]e|cite|quote|stick to|branch|sign|tag|type|rename|remove|update"
    r"|skip|suggest|generate|regenerate|rebuild|rewrite|joke|speak|mention)"
)
WORKING = (
    r"(?:using|running|committing|pushing|writing|adding|asking|creating|making|putting"
    r"|naming|amending|merging|explaining"
    r"|deploying|installing|editing|modifying|changing|touching|deleting|removing|importing"
    r"|mocking|stashing|force[- ]pushing"
    r"|telling|refactoring|assuming|guessing|hard-?coding|inventing|apologi[sz]ing"
    r"|summari[sz]ing|suggesting|saying|generating"
    r"|reformatting|renaming|over-?engineering|repeating|ignoring|leaving|calling me"
    r"|skipping|squashing|rebasing|abbreviating)"
)
NOT = (
    r"(?:don['\u2019]?t|dont|do not|never|you (?:should|must) (?:not|never)"
    r"|you (?:shouldn|mustn)['\u2019]?t)"
)
ASK = (
    r"(?:please\s+|always\s+|only\s+|make sure\s+(?:that\s+|to\s+|you\s+|we\s+)?|be sure to\s+"
    r"|remember to\s+|you (?:should|must|need to|have to|can)\s+|(?:i(?:'d| would)? (?:like"
    r"|want|need) you to|i expect you to)\s+|let['\u2019]?s\s+|we(?:'ll| will| should| must)?\s+"
    r"|try to\s+)"
)
DO = rf"(?:{ASK}{{0,3}}(?:(?:{NOT}|always|never|only)\s+)?{WORK}\b)"
EACH = r"(?:every|each|any)(?: (?:single|new|other))?"
EVENT = (
    r"(?:commit|change|push|pr|pull request|merge|release|deploy(?:ment)?|edit|fix|bug ?fix|bug"
    r"|feature|function|class|component|module|endpoint|migration|test|task|step"
    r"|refactor(?:ing)?|answer|reply|response|session|phase|story|ticket|issue|milestone)s?"
)
MAKING = (
    r"(?:write|add|create|change|fix|finish|make|edit|modify|touch|open|delete|remove|drop|move"
    r"|name|run|need"
    r"|update|introduce|extend|writing|adding|creating|changing|making|naming|fixing|editing)"
)
DOING = (
    r"(?:commit|push|refactor|review|merge|rebase|rename|committing|pushing|refactoring"
    r"|reviewing|touch|deploy|release|plan|get stuck|stuck|unsure|not sure)"
)
# What developers make: who makes anything else uses a program.
ARTEFACT = (
    r"(?:tests?|specs?|migrations?|endpoints?|routes?|schemas?|functions?|methods?|class(?:es)?"
    r"|queries|components?|modules?|packages?|dependenc(?:y|ies)|librar(?:y|ies)|code|commits?"
    r"|branch(?:es)?|prs?"
    r"|pull requests?|docs?|documentation|docstrings?|readme|changelog|types?|interfaces?|apis?"
    r"|models?"
    r"|columns?|configs?|settings?|scripts?|commands?|flags?|hooks?|workflows?|pipelines?|bugs?"
    r"|features?|tasks?|tickets?|phases?|plans?|variables?|constants?|query|handlers?"
    r"|services?|workers?|fixtures?|mocks?|snapshots?|exceptions?|imports?|exports?|repos?|files?"
    r"|signatures?|translations?|benchmarks?|tools?|linter|suite)"
)
OURS = (
    r"(?:this|our|the|my) (?:repo(?:sitory|s)?|project|code ?base|team|company|organi[sz]ation"
    r"|workspace|monorepo)"
)

# A noun phrase that begins so points at something that is there.
LITTLE = (
    r"(?:the|this|that|these|those|my|your|our|its?|his|their|a|an|all|more|some|me|us|them|you"
    r"|is|as|in|on|to|for|with|and|or|of|at|from|by|into|unless|yet|when|if|code changes)\b"
)

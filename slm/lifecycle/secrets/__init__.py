"""Know every kind of secret; to add one, write it in the file of its trade, with its source."""

from __future__ import annotations

from slm.lifecycle.secrets import (
    assigned,
    assistants,
    clouds,
    commands,
    databases,
    hosts,
    keys,
    messages,
    payments,
    vaults,
    watching,
    workspaces,
    written,
)
from slm.lifecycle.secrets.kind import SecretKind

# Where two findings overlap, the kind that stands first names both: issuers' shapes before
# standards, and those before what only the words around a value tell.
KINDS: tuple[SecretKind, ...] = (
    *hosts.KINDS,
    *clouds.KINDS,
    *vaults.KINDS,
    *assistants.KINDS,
    *payments.KINDS,
    *messages.KINDS,
    *watching.KINDS,
    *workspaces.KINDS,
    *databases.KINDS,
    *keys.KINDS,
    *written.KINDS,
    *commands.KINDS,
    *assigned.KINDS,
)

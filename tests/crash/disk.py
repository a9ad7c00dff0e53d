"""Say what a disk may hold after the power went: all that was synced, and any part of the rest.

What is assumed of the disk, and no more: a sync of a file makes its content durable; the first
sync of a journal also its folder's names (SQLite does both); a write may be lost, whole, or torn
at sectors of 512 bytes, in any order with others; a name that was made or unlinked since the
folder was last synced may be there or not.
"""

from collections import defaultdict

SECTOR = 512
# How much of what was not synced is there: nothing and all are as likely as anything between.
SHARES = (0.0, 0.1, 0.5, 0.9, 1.0)


class Disk:
    """A folder's files: their durable content, and what was done to them since."""

    def __init__(self):
        self._content = defaultdict(bytearray)  # by inode
        self._unsynced = defaultdict(list)  # by inode: writes and truncates
        self._names = {}  # durable: name -> inode
        self._renamed = defaultdict(list)  # by name: the inodes it led to since, None for none

    def take(self, event):
        """Follow one event of a recording."""
        what, *how = event
        if what in ("write", "truncate"):
            self._unsynced[how[0]].append((what, *how[1:]))
        elif what == "sync":
            for change in self._unsynced.pop(how[0], ()):
                _change(self._content[how[0]], change)
        elif what == "make":
            self._renamed[how[0]].append(how[1])
        elif what == "unlink":
            self._renamed[how[0]].append(None)
        elif what == "sync folder":
            for name, inodes in self._renamed.items():
                self._names[name] = inodes[-1]
            self._renamed.clear()

    def after_power_loss(self, random):
        """One of the states the disk may be in: content by name."""
        share = random.choice(SHARES)
        names = dict(self._names)
        for name, inodes in self._renamed.items():
            reached = random.randint(0, len(inodes))
            if reached:
                names[name] = inodes[reached - 1]
        return {
            name: self._surviving(inode, share, random)
            for name, inode in names.items()
            if inode is not None
        }

    def _surviving(self, inode, share, random):
        content = bytearray(self._content[inode])
        for change in self._unsynced[inode]:
            for part in _survivors(change, share, random):
                _change(content, part)
        return bytes(content)


def _survivors(change, share, random):
    """The parts of one change that reached the disk."""
    if random.random() < 0.2 and change[0] == "write":  # torn
        _, offset, written = change
        at = 0
        while at < len(written):
            end = min(len(written), at + SECTOR - (offset + at) % SECTOR)
            if random.random() < share:
                yield ("write", offset + at, written[at:end])
            at = end
    elif random.random() < share:
        yield change


def _change(content, change):
    what, where, *written = change
    if what == "truncate":
        del content[where:]
        content.extend(bytes(where - len(content)))
        return
    (piece,) = written
    content.extend(bytes(max(0, where - len(content))))
    content[where : where + len(piece)] = piece

# An old dialect: no parser of today reads it.
LIMIT = 3

def boil(water):
    print "boiling", water
    raise Kettle, "dry"

class Kettle:
    """Holds water."""

    def pour(self, cup):
        exec "cup.fill()"

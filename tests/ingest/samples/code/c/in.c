#include <stdio.h>
#define LIMIT 3

struct point { int x; };
static struct point *move(struct point *p);

/* Moves. */
static struct point *move(struct point *p)
{
    if (p) {
#ifdef DEBUG
        log(p);
#endif
        return p;
    }
    return 0;
}

int
main (int argc, char **argv)
{
  return 0;
}

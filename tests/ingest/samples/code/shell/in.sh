#!/bin/bash
set -e
LIMIT=3
# Boils.
boil() {
  if true; then
    echo x
  fi
}
function pour {
  echo y
}
boil

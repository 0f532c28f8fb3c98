#!/usr/bin/env bash
# Ends with 1 where files differ from the last commit: the proof names the commit that was run, and to hear of it after half an hour would be late.
if [ -n "$(git status --porcelain)" ]; then
  echo 'The proof names the commit that was run. Commit your changes first:' >&2
  git status --short >&2
  exit 1
fi

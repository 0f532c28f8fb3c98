#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Builds the image on this machine for a local test.
. "$(dirname "$0")/../lib/common.sh"

need docker
run bash scripts/image/pull.sh
run docker build --platform "$PLATFORM" --tag "$APP_NAME:local" .
say 'Run it as the cluster does, without Linux capabilities and with a read-only file system:'
say "  docker run --rm --read-only --cap-drop ALL --publish $PORT:$PORT $APP_NAME:local"

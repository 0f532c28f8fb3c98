#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Upgrades both repositories now, not only on Mondays: opens or updates a pull request in each.
. "$(dirname "$0")/../lib/common.sh"

require_account
run aws codebuild start-build --project-name "$APP_NAME-upgrade" --query build.id --output text
say 'Its log: "npx projen pipeline:logs --stage upgrade", then "--stage upgrade-proposal".'

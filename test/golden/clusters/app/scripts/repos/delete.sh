#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the IAM role that reads the config repo for the cluster; keeps both repositories.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh
. scripts/lib/credentials.sh

require_account
has_flag --yes || $DRY_RUN || die "This deletes the IAM role with which $ENGINE reads the config repo. Run it again with --yes."

delete_credentials
infra_delete repositories
say 'Both repositories still exist, so "npx projen repos:deploy" cannot create them again. To delete them:'
say "  aws codecommit delete-repository --region $REGION --repository-name $APP_REPO"
say "  aws codecommit delete-repository --region $REGION --repository-name $CONFIG_REPO"

#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the IAM role that reads the repository for the cluster; keeps the repository.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh
. scripts/lib/credentials.sh

require_account
has_flag --yes || $DRY_RUN || die "This deletes the IAM role with which $ENGINE reads the repository. Run it again with --yes."

delete_credentials
infra_delete repositories
say 'The repository still exists, so "npx projen repos:deploy" cannot create it again. To delete it:'
say "  aws codecommit delete-repository --region $REGION --repository-name $APP_REPO"

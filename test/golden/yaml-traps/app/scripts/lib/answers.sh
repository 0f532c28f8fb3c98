# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The answers in .projenrc.json and the names derived from them, for the tasks.
# shellcheck shell=bash
# shellcheck disable=SC2034 # each task uses some of them

APP_NAME=no
ENVIRONMENT=off
BRANCH=1_000
REGION=us-east-1
# Empty if accountId is not answered.
ACCOUNT=''

APP_REPO=no
CONFIG_REPO=1e3
THIS_REPO_URL=https://git-codecommit.us-east-1.amazonaws.com/v1/repos/no
CONFIG_REPO_URL=https://git-codecommit.us-east-1.amazonaws.com/v1/repos/1e3
CODECOMMIT_HOST=git-codecommit.us-east-1.amazonaws.com
# The fingerprint of its RSA host key that AWS publishes. If it is empty, --fingerprint is required.
CODECOMMIT_FINGERPRINT=SHA256:eLMY1j0DKA4uvDZcl/KgtIayZANwX6t8+8isPtotBoY
REPOSITORIES_STACK=no-repositories

PIPELINE=no
PIPELINE_STACK=no-pipeline
PROGRAMS_STACK=no-programs
PULL_REQUESTS_STACK=no-pull-requests
UPGRADES_STACK=no-upgrades
PROMOTION=commit
IMAGES=no
PLATFORM=linux/amd64
PORT=8080

ENGINE='Argo CD'
CLUSTER=Null
NAMESPACE=no-off
APPLICATION=no-off
OVERLAY=k8s/overlays/off
# The digest slot before the first promotion.
NO_DIGEST=sha256:0000000000000000000000000000000000000000000000000000000000000000

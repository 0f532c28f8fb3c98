# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The answers in .projenrc.json and the names derived from them, for the tasks.
# shellcheck shell=bash
# shellcheck disable=SC2034 # each task uses some of them

APP_NAME=intranet
ENVIRONMENT=production
BRANCH=main
REGION=us-gov-west-1
# Empty if accountId is not answered.
ACCOUNT=123456789012

APP_REPO=intranet
CONFIG_REPO=intranet-k8s-config
THIS_REPO_URL=https://git-codecommit.us-gov-west-1.amazonaws.com/v1/repos/intranet-k8s-config
CONFIG_REPO_URL=https://git-codecommit.us-gov-west-1.amazonaws.com/v1/repos/intranet-k8s-config
CODECOMMIT_HOST=git-codecommit.us-gov-west-1.amazonaws.com
# The fingerprint of its RSA host key that AWS publishes. If it is empty, --fingerprint is required.
CODECOMMIT_FINGERPRINT=SHA256:djXQoSIFcg8vHe0KVH1xW/gOF9X37tWTqu4Hkng75x4
REPOSITORIES_STACK=intranet-repositories

PIPELINE=intranet
PIPELINE_STACK=intranet-pipeline
PROGRAMS_STACK=intranet-programs
PULL_REQUESTS_STACK=intranet-pull-requests
UPGRADES_STACK=intranet-upgrades
PROMOTION=manual
IMAGES=intranet
PLATFORM=linux/amd64
PORT=8080

ENGINE='Argo CD'
CLUSTER=platform
NAMESPACE=intranet-production
APPLICATION=intranet-production
OVERLAY=k8s/overlays/production
# The digest slot before the first promotion.
NO_DIGEST=sha256:0000000000000000000000000000000000000000000000000000000000000000

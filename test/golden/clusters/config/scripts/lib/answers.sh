# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The answers in .projenrc.json and the names derived from them, for the tasks.
# shellcheck shell=bash
# shellcheck disable=SC2034 # each task uses some of them

APP_NAME=shop
ENVIRONMENT=dev
BRANCH=main
REGION=eu-central-1
# Empty if accountId is not answered.
ACCOUNT=''

APP_REPO=shop
CONFIG_REPO=shop-k8s-config
THIS_REPO_URL=https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/shop-k8s-config
CONFIG_REPO_URL=https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/shop-k8s-config
CODECOMMIT_HOST=git-codecommit.eu-central-1.amazonaws.com
# The fingerprint of its RSA host key that AWS publishes. If it is empty, --fingerprint is required.
CODECOMMIT_FINGERPRINT=SHA256:MwGrkiEki8QkkBtlAgXbYt0hoZYBnZF62VY5RzGJEUY
REPOSITORIES_STACK=shop-repositories

PIPELINE=shop
PIPELINE_STACK=shop-pipeline
PROGRAMS_STACK=shop-programs
PULL_REQUESTS_STACK=shop-pull-requests
UPGRADES_STACK=shop-upgrades
PROMOTION=commit
IMAGES=shop
PLATFORM=linux/amd64
PORT=8080

ENGINE=Flux
CLUSTER=shop
NAMESPACE=shop-dev
APPLICATION=shop-dev
OVERLAY=k8s/overlays/dev
# The digest slot before the first promotion.
NO_DIGEST=sha256:0000000000000000000000000000000000000000000000000000000000000000

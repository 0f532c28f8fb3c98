# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The answers in .projenrc.json and the names derived from them, for the tasks.
# shellcheck shell=bash
# shellcheck disable=SC2034 # each task uses some of them

APP_NAME=storefront
ENVIRONMENT=staging
BRANCH=release/2.x
REGION=eu-central-1
# Empty if accountId is not answered.
ACCOUNT=012345678901

APP_REPO=storefront
CONFIG_REPO=storefront.manifests
THIS_REPO_URL=https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/storefront
CONFIG_REPO_URL=https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/storefront.manifests
CODECOMMIT_HOST=git-codecommit.eu-central-1.amazonaws.com
# The fingerprint of its RSA host key that AWS publishes. If it is empty, --fingerprint is required.
CODECOMMIT_FINGERPRINT=SHA256:MwGrkiEki8QkkBtlAgXbYt0hoZYBnZF62VY5RzGJEUY
REPOSITORIES_STACK=storefront-repositories

PIPELINE=storefront
PIPELINE_STACK=storefront-pipeline
PROGRAMS_STACK=storefront-programs
PULL_REQUESTS_STACK=storefront-pull-requests
UPGRADES_STACK=storefront-upgrades
PROMOTION=pull-request
IMAGES=storefront
PLATFORM=linux/arm64
PORT=3000

ENGINE='Argo CD'
CLUSTER=Shared-Cluster-1
NAMESPACE=storefront-staging
APPLICATION=storefront-staging
OVERLAY=k8s/overlays/staging
# The digest slot before the first promotion.
NO_DIGEST=sha256:0000000000000000000000000000000000000000000000000000000000000000

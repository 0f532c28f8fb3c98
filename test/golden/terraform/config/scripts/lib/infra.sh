# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# infra_output reads the outputs of the app repo's infrastructure.
# shellcheck shell=bash

# infra_output PART NAME: prints an output, or nothing if its resource does not exist. The state of Terraform is in the
# app repo, so it asks AWS.
infra_output() {
  case $2 in
    ReaderUserName) aws iam get-user --user-name "$APP_NAME-config-reader" --query User.UserName --output text ;;
    *) die "infra_output knows no $2." ;;
  esac
}

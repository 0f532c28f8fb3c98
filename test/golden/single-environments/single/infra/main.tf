# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
provider "aws" {
  region = var.region

  # accountId: the provider refuses the credentials of other accounts.
  allowed_account_ids = ["123456789012"]

  # Everything that belongs to the service has these tags, where AWS supports tags.
  default_tags {
    tags = {
      "gitops-eks/pair"        = var.app_name
      "gitops-eks/environment" = "shared"
      "gitops-eks/repository"  = var.app_repository
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account    = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  dns_suffix = data.aws_partition.current.dns_suffix
  console    = "https://eu-central-1.console.aws.amazon.com/codesuite"
  logs_arn   = "arn:${local.partition}:logs:${var.region}:${local.account}:log-group"
}

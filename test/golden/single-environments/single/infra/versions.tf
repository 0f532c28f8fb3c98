# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
terraform {
  # Lock files in S3 require OpenTofu 1.10 or Terraform 1.11; Terraform 1.10 has them as an experiment.
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }

  # state: s3. The tasks pass the name of the bucket, which contains the account ID. "npx projen infra:state" creates it.
  backend "s3" {
    key          = "infra.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

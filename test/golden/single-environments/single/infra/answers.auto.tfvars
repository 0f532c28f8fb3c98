# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# From the answers in .projenrc.json. Terraform and OpenTofu read this file automatically.
app_name         = "shop"
region           = "eu-central-1"
app_repository   = "shop"
branch           = "main"
image_repository = "shop"

# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# From the answers in .projenrc.json. Terraform and OpenTofu read this file automatically.
app_name          = "my-app"
region            = "us-east-1"
app_repository    = "my-app"
config_repository = "my-app-k8s-config"
branch            = "main"
image_repository  = "my-app"

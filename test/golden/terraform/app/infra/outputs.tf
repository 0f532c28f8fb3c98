# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
output "app_repository_url" {
  description = "The HTTPS URL of the app repo."
  value       = aws_codecommit_repository.app.clone_url_http
}

output "config_repository_url" {
  description = "The HTTPS URL of the config repo."
  value       = aws_codecommit_repository.config.clone_url_http
}

output "reader_user_name" {
  description = "The IAM user with which Argo CD reads the config repo."
  value       = aws_iam_user.reader.name
}

output "image_repository_uri" {
  description = "The URI of the ECR repository."
  value       = aws_ecr_repository.images.repository_url
}

output "artifact_bucket" {
  description = "The bucket of the artifacts."
  value       = aws_s3_bucket.artifacts.bucket
}

output "pipeline_name" {
  description = "The name of the pipeline."
  value       = aws_codepipeline.pipeline.name
}

output "pipeline_url" {
  description = "The pipeline in the console."
  value       = "${local.console}/codepipeline/pipelines/${aws_codepipeline.pipeline.name}/view"
}

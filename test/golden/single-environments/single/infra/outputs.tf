# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
output "app_repository_url" {
  description = "The HTTPS URL of the repository."
  value       = aws_codecommit_repository.app.clone_url_http
}

output "reader_role_arn" {
  description = "The IAM role with which Flux reads the repository."
  value       = aws_iam_role.reader.arn
}

output "reader_policy_arn" {
  description = "The only policy of that role."
  value       = aws_iam_policy.reader.arn
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

# "npx projen infra:test" runs these tests without an AWS account. They plan and create nothing, because Terraform could
# not destroy resources with prevent_destroy after a test.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  # The provider checks that policies are JSON.
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  # It also checks ARNs, for which OpenTofu makes up other texts.
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/test" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/test" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/test" }
  }

  mock_resource "aws_codebuild_project" {
    defaults = { arn = "arn:aws:codebuild:eu-central-1:123456789012:project/test" }
  }

  mock_resource "aws_codepipeline" {
    defaults = { arn = "arn:aws:codepipeline:eu-central-1:123456789012:test" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:test" }
  }
}

run "pipeline" {
  command = plan

  assert {
    condition     = aws_ecr_repository.images.image_tag_mutability == "IMMUTABLE"
    error_message = "A tag is a commit, whose image must not change."
  }

  assert {
    condition     = aws_codepipeline.pipeline.execution_mode == "QUEUED"
    error_message = "An older build must not overtake a newer one."
  }

  assert {
    condition     = aws_kms_key.pipeline.enable_key_rotation
    error_message = "KMS must rotate the key."
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.artifacts.restrict_public_buckets
    error_message = "The artifacts must not be public."
  }

  assert {
    condition     = aws_cloudwatch_log_group.build.retention_in_days == var.days_to_keep_logs
    error_message = "The logs must have a retention period."
  }
}

run "too_few_images" {
  command = plan

  variables {
    images_to_keep = 1
  }

  expect_failures = [var.images_to_keep]
}

# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
resource "aws_cloudwatch_log_group" "build" {
  name              = "/aws/codebuild/${var.app_name}-build"
  retention_in_days = var.days_to_keep_logs
  kms_key_id        = aws_kms_key.pipeline.arn
}

resource "aws_codebuild_project" "build" {
  name           = "${var.app_name}-build"
  description    = "Tests ${var.app_name}, builds its image and pushes it"
  service_role   = aws_iam_role.build.arn
  encryption_key = aws_kms_key.pipeline.arn
  build_timeout  = 30

  source {
    type      = "CODEPIPELINE"
    buildspec = "buildspec.yml"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  # architecture: "amd64"
  environment {
    type         = "LINUX_CONTAINER"
    image        = "aws/codebuild/amazonlinux-x86_64-standard:6.0"
    compute_type = "BUILD_GENERAL1_SMALL"

    # Docker requires privileged mode. Each build has its own virtual machine.
    privileged_mode = true

    environment_variable {
      name  = "IMAGE_REPOSITORY"
      value = aws_ecr_repository.images.repository_url
    }
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.build.name
    }
  }

  # The project can use the permissions from its first build on.
  depends_on = [aws_iam_role_policy_attachment.build]
}

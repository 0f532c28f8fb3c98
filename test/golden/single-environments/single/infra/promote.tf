# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
resource "aws_cloudwatch_log_group" "promote" {
  name              = "/aws/codebuild/${var.app_name}-promote"
  retention_in_days = var.days_to_keep_logs
  kms_key_id        = aws_kms_key.pipeline.arn
}

# A separate project, not a part of the build: only its role can write to the branches
# that Flux follows, and it runs no code of the repository. CodeBuild rather than a
# Lambda function: its log is beside the build's, and AWS keeps its Node.js current.
resource "aws_codebuild_project" "promote" {
  name           = "${var.app_name}-promote"
  description    = "Promotes commits of shop to the branches that Flux follows"
  service_role   = aws_iam_role.promote.arn
  encryption_key = aws_kms_key.pipeline.arn

  source {
    type = "CODEPIPELINE"
    buildspec = yamlencode({
      version = 0.2
      phases = {
        build = {
          commands = [
            "cat >/tmp/program.mjs <<'PROGRAM'\n${file("${path.module}/programs/promote.mjs")}PROGRAM\n",
            join(" ", [
              "IMAGE_DIGEST=$(aws ecr describe-images --repository-name \"$${IMAGE_REPOSITORY#*/}\" --image-ids \"imageTag=$SOURCE_COMMIT\"",
              "--query 'imageDetails[0].imageDigest' --output text) && export IMAGE_DIGEST",
            ]),
            "node /tmp/program.mjs",
          ]
        }
      }
    })
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    # The program builds no image. Lambda compute starts sooner
    # than a virtual machine and stops a build after 15 minutes.
    type         = "LINUX_LAMBDA_CONTAINER"
    image        = "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs24"
    compute_type = "BUILD_LAMBDA_2GB"

    environment_variable {
      name  = "APP_REPOSITORY"
      value = aws_codecommit_repository.app.repository_name
    }

    # The entry of "images" in that file.
    environment_variable {
      name  = "IMAGE_NAME"
      value = var.app_name
    }

    environment_variable {
      name  = "IMAGE_REPOSITORY"
      value = aws_ecr_repository.images.repository_url
    }
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.promote.name
    }
  }

  depends_on = [aws_iam_role_policy_attachment.promote]
}

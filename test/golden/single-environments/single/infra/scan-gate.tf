# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
resource "aws_cloudwatch_log_group" "scan_gate" {
  name              = "/aws/codebuild/${var.app_name}-scan-gate"
  retention_in_days = var.days_to_keep_logs
  kms_key_id        = aws_kms_key.pipeline.arn
}

# Its program is in its project, not in the sources: a change of the service cannot change the check that it must pass.
resource "aws_codebuild_project" "scan_gate" {
  name           = "${var.app_name}-scan-gate"
  description    = "Blocks the promotion of images of shop with critical findings"
  service_role   = aws_iam_role.scan_gate.arn
  encryption_key = aws_kms_key.pipeline.arn

  source {
    type = "CODEPIPELINE"
    buildspec = yamlencode({
      version = 0.2
      phases = {
        build = {
          commands = [
            "cat >/tmp/program.mjs <<'PROGRAM'\n${file("${path.module}/programs/scan-gate.mjs")}PROGRAM\n",
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
      name  = "IMAGE_REPOSITORY"
      value = aws_ecr_repository.images.repository_url
    }

    environment_variable {
      name  = "THRESHOLD"
      value = "critical"
    }

    environment_variable {
      name = "UNSCANNABLE_IMAGES"
      # unscannableImages: "refuse"
      value = "refuse"
    }

    # Accepted findings, each with an expiry date and a reason: a file in the commit that the pipeline builds.
    environment_variable {
      name  = "WAIVERS"
      value = "scan-waivers.json"
    }
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.scan_gate.name
    }
  }

  depends_on = [aws_iam_role_policy_attachment.scan_gate]
}

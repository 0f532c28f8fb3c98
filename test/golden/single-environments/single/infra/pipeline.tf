# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
resource "aws_codepipeline" "pipeline" {
  name          = var.app_name
  pipeline_type = "V2"
  role_arn      = aws_iam_role.pipeline.arn

  # Executions run one after the other: an older build never overtakes a newer one.
  execution_mode = "QUEUED"

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.artifacts.bucket

    encryption_key {
      type = "KMS"
      id   = aws_kms_key.pipeline.arn
    }
  }

  stage {
    name = "Source"

    action {
      name             = "Source"
      namespace        = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeCommit"
      version          = "1"
      output_artifacts = ["Source"]

      configuration = {
        RepositoryName = aws_codecommit_repository.app.repository_name
        BranchName     = var.branch
        # The EventBridge rule in events.tf starts the pipeline.
        PollForSourceChanges = "false"
      }
    }
  }

  stage {
    name = "Build"

    action {
      name            = "Build"
      namespace       = "Build"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["Source"]

      configuration = {
        ProjectName = aws_codebuild_project.build.name
      }
    }
  }

  stage {
    name = "ScanGate"

    action {
      name            = "ScanGate"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["Source"]

      configuration = {
        ProjectName = aws_codebuild_project.scan_gate.name
        # No variables of the build: it ran code of the repository, and could change this JSON text.
        EnvironmentVariables = jsonencode([
          { name = "SOURCE_COMMIT", value = "#{Source.CommitId}", type = "PLAINTEXT" },
        ])
      }
    }
  }

  stage {
    name = "Promote-dev"

    action {
      name            = "Promote-dev"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["Source"]

      configuration = {
        ProjectName = aws_codebuild_project.promote.name
        # No variables of the build: it ran code of the repository, and could change this JSON text.
        EnvironmentVariables = jsonencode([
          { name = "SOURCE_COMMIT", value = "#{Source.CommitId}", type = "PLAINTEXT" },
          { name = "EXECUTION", value = "#{codepipeline.PipelineExecutionId}", type = "PLAINTEXT" },
          { name = "FILE", value = "k8s/overlays/dev/kustomization.yaml", type = "PLAINTEXT" },
          { name = "MODE", value = "commit", type = "PLAINTEXT" },
        ])
      }
    }
  }

  stage {
    name = "Promote-production"

    action {
      name            = "Promote-production"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["Source"]

      configuration = {
        ProjectName = aws_codebuild_project.promote.name
        # No variables of the build: it ran code of the repository, and could change this JSON text.
        EnvironmentVariables = jsonencode([
          { name = "SOURCE_COMMIT", value = "#{Source.CommitId}", type = "PLAINTEXT" },
          { name = "EXECUTION", value = "#{codepipeline.PipelineExecutionId}", type = "PLAINTEXT" },
          { name = "PREVIOUS", value = "k8s/overlays/dev/kustomization.yaml", type = "PLAINTEXT" },
          { name = "FILE", value = "k8s/overlays/production/kustomization.yaml", type = "PLAINTEXT" },
          { name = "MODE", value = "pull-request", type = "PLAINTEXT" },
        ])
      }
    }
  }

  # A new pipeline starts at once.
  depends_on = [aws_iam_role_policy_attachment.pipeline]
}

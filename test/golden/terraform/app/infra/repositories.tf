# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# No task deletes them: they hold the history of your work, and cost nothing by themselves.
resource "aws_codecommit_repository" "app" {
  repository_name = var.app_repository
  description     = "The service ${var.app_name} and its pipeline"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_codecommit_repository" "config" {
  repository_name = var.config_repository
  description     = "The Kubernetes manifests of ${var.app_name}"

  lifecycle {
    prevent_destroy = true
  }
}

# Self-managed Argo CD cannot use an IAM role for CodeCommit. It requires a user with a
# password for CodeCommit (repoAuth: https). "npx projen argocd:connect" in the config
# repo creates it. The user has no other permissions and no password for the console.
resource "aws_iam_user" "reader" {
  name = "${var.app_name}-config-reader"
}

# The group has the permission, not the user, so another user only has to join the group.
resource "aws_iam_group" "readers" {
  name = "${var.app_name}-config-readers"
}

resource "aws_iam_user_group_membership" "reader" {
  user   = aws_iam_user.reader.name
  groups = [aws_iam_group.readers.name]
}

resource "aws_iam_group_policy_attachment" "readers" {
  group      = aws_iam_group.readers.name
  policy_arn = aws_iam_policy.readers.arn
}

resource "aws_iam_policy" "readers" {
  name_prefix = "${var.app_name}-config-readers-"
  policy      = data.aws_iam_policy_document.readers.json
}

data "aws_iam_policy_document" "readers" {
  # Clone and fetch. Argo CD never pushes.
  statement {
    actions   = ["codecommit:GitPull"]
    resources = [aws_codecommit_repository.config.arn]
  }
}

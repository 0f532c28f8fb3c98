# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
resource "aws_ecr_repository" "images" {
  name = var.image_repository

  # Each tag is a commit, and the image of a commit must not change.
  image_tag_mutability = "IMMUTABLE"

  # retainData: false. Deleting the pipeline deletes the images: the pipeline can build them again from Git.
  force_delete = true

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.pipeline.arn
  }
}

resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Keep the newest ${var.images_to_keep} images"
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = var.images_to_keep }
        action       = { type = "expire" }
      }
    ]
  })
}

module create-gitops-eks/engines/pause

go 1.26.0

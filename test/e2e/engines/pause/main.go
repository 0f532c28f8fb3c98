// Holds the namespaces of a pod until the kubelet ends it, as the image "pause" of Kubernetes does, whose source is C.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	received := make(chan os.Signal, 8)
	signal.Notify(received, syscall.SIGTERM, syscall.SIGINT, syscall.SIGCHLD)
	for one := range received {
		if one == syscall.SIGTERM || one == syscall.SIGINT {
			os.Exit(0)
		}
		// As process 1 it inherits the orphans of the pod.
		for {
			child, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
			if err != nil || child <= 0 {
				break
			}
		}
	}
}

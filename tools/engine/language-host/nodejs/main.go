// Command pulumi-language-nodejs runs Pulumi programs, policy packs and plugins that are written for Node.js, and
// generates SDKs for them.
package main

import (
	"context"
	"os"
	"os/exec"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	languagehost "pulumi-databricks-serving/tools/engine/language-host"
)

type nodeHost struct{ *languagehost.Host }

func main() {
	languagehost.Serve("pulumi-language-nodejs", func(host *languagehost.Host) pulumirpc.LanguageRuntimeServer {
		return &nodeHost{host}
	})
}

// node makes a command that is interrupted, then killed, when the call ends or the host has to stop.
func (host *nodeHost) node(ctx context.Context, dir string, args ...string) (*exec.Cmd, context.CancelFunc) {
	ctx, release := host.Stoppable(ctx)
	cmd := languagehost.StopBy(os.Interrupt, exec.CommandContext(ctx, "node", args...))
	cmd.Dir = dir
	return cmd, release
}

// Command pulumi-language-nodejs runs Pulumi programs, policy packs and plugins that are written for Node.js.
//
// Pulumi ships its own language host in its release archives only, not as a Go module. This one is for machines
// that reach a module registry but not those archives. It speaks the LanguageRuntime protocol of
// sdk/v3/proto/pulumi/language.proto; what it does not implement (code generation, linking) answers "unimplemented".
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/cmdutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/logging"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// How often the host looks whether the engine that started it is still there.
const engineCheckInterval = 30 * time.Second

// How long a program or plugin may go on after it was asked to stop.
const stopGrace = 5 * time.Second

type languageHost struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	engineAddress string
	tracing       string
	// Cancelled when the engine asks us to stop, or is gone.
	running context.Context
	stop    context.CancelFunc
}

func main() {
	tracing := flag.String("tracing", "", "address that traces are sent to")
	flag.Parse()
	logging.InitLogging(false, 0, false)
	cmdutil.InitTracing("pulumi-language-nodejs", "pulumi-language-nodejs", *tracing)

	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	host := &languageHost{engineAddress: flag.Arg(0), tracing: *tracing, running: interrupted, stop: stop}
	if host.engineAddress != "" {
		if err := rpcutil.Healthcheck(interrupted, host.engineAddress, engineCheckInterval, stop); err != nil {
			cmdutil.Exit(fmt.Errorf("could not watch the engine at %s: %w", host.engineAddress, err))
		}
	}

	cancel := make(chan bool)
	go func() {
		<-interrupted.Done()
		close(cancel)
	}()
	server, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(srv *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(srv, host)
			return nil
		},
		Options: rpcutil.OpenTracingServerInterceptorOptions(nil),
	})
	if err != nil {
		cmdutil.Exit(fmt.Errorf("could not start the language host: %w", err))
	}
	fmt.Printf("%d\n", server.Port)
	if err := <-server.Done; err != nil {
		cmdutil.Exit(fmt.Errorf("the language host stopped serving: %w", err))
	}
}

// Handshake is only called where the engine attaches to a host that is already running.
func (host *languageHost) Handshake(
	_ context.Context, req *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	host.engineAddress = req.GetEngineAddress()
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

// GetPluginInfo answers the version of the SDK that this host was built from.
func (host *languageHost) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

// Cancel stops whatever runs at the moment.
func (host *languageHost) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	host.stop()
	return &emptypb.Empty{}, nil
}

// node makes a command that is interrupted, then killed, when the call ends or the host has to stop.
func (host *languageHost) node(ctx context.Context, dir string, args ...string) (*exec.Cmd, context.CancelFunc) {
	ctx, release := context.WithCancel(ctx)
	stopWatching := context.AfterFunc(host.running, release)
	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Dir = dir
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = stopGrace
	return cmd, func() { stopWatching(); release() }
}

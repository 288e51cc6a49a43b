// Package languagehost is what the language hosts in the folders below have in common.
//
// Pulumi ships its own hosts in its release archives only, not as Go modules. These are for machines that reach a module
// registry but not those archives. They speak the LanguageRuntime protocol of sdk/v3/proto/pulumi/language.proto; what
// they do not implement answers "unimplemented".
package languagehost

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

// How often a host looks whether the engine that started it is still there.
const engineCheckInterval = 30 * time.Second

// How long a program or plugin may go on after it was asked to stop.
const stopGrace = 5 * time.Second

// Host answers the calls that are the same for every language.
type Host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	EngineAddress string
	// Address that traces are sent to; empty for none.
	Tracing string

	// Cancelled when the engine asks us to stop, or is gone.
	running context.Context
	stop    context.CancelFunc
}

// Serve runs a language host until the engine stops it or is gone: the whole of its main function.
func Serve(name string, hostFor func(*Host) pulumirpc.LanguageRuntimeServer) {
	tracing := flag.String("tracing", "", "address that traces are sent to")
	flag.Parse()
	logging.InitLogging(false, 0, false)
	cmdutil.InitTracing(name, name, *tracing)

	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	host := &Host{EngineAddress: flag.Arg(0), Tracing: *tracing, running: interrupted, stop: stop}
	if host.EngineAddress != "" {
		if err := rpcutil.Healthcheck(interrupted, host.EngineAddress, engineCheckInterval, stop); err != nil {
			cmdutil.Exit(fmt.Errorf("could not watch the engine at %s: %w", host.EngineAddress, err))
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
			pulumirpc.RegisterLanguageRuntimeServer(srv, hostFor(host))
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
func (host *Host) Handshake(
	_ context.Context, req *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	host.EngineAddress = req.GetEngineAddress()
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

// GetPluginInfo answers the version of the SDK that this host was built from.
func (host *Host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

// Cancel stops whatever runs at the moment.
func (host *Host) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	host.stop()
	return &emptypb.Empty{}, nil
}

// Stoppable makes a context of a call that also ends when the host has to stop.
func (host *Host) Stoppable(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, release := context.WithCancel(ctx)
	stopWatching := context.AfterFunc(host.running, release)
	return ctx, func() { stopWatching(); release() }
}

// StopBy has a command sent a signal, and later killed, when its context ends.
func StopBy(signal os.Signal, cmd *exec.Cmd) *exec.Cmd {
	cmd.Cancel = func() error { return cmd.Process.Signal(signal) }
	cmd.WaitDelay = stopGrace
	return cmd
}

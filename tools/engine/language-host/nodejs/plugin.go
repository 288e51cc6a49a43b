package main

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

type pluginStream = grpc.ServerStreamingServer[pulumirpc.RunPluginResponse]

// RunPlugin runs a policy pack, or a plugin kept as source, and streams what it prints until it ends.
func (host *nodeHost) RunPlugin(req *pulumirpc.RunPluginRequest, stream pluginStream) error {
	closer, stdout, stderr, err := rpcutil.MakeRunPluginStreams(stream, false)
	if err != nil {
		return err
	}
	defer closer.Close()

	if req.GetKind() == string(apitype.AnalyzerPlugin) {
		err = host.runPolicyPack(stream.Context(), req, stdout, stderr)
	} else {
		err = host.runSourcePlugin(stream.Context(), req, stdout, stderr)
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code := &pulumirpc.RunPluginResponse_Exitcode{Exitcode: int32(exit.ExitCode())}
		return stream.Send(&pulumirpc.RunPluginResponse{Output: code})
	}
	return err
}

func (host *nodeHost) runSourcePlugin(
	ctx context.Context, req *pulumirpc.RunPluginRequest, stdout, stderr io.Writer,
) error {
	dir := req.GetInfo().GetProgramDirectory()
	runner, err := resolveModule(dir, "@pulumi/pulumi/cmd/run-plugin")
	if err != nil {
		return err
	}
	options := runtimeOptions(req.GetInfo())
	args := append(options.nodeArgs, runner, dir)
	cmd, release := host.node(ctx, req.GetPwd(), append(args, req.GetArgs()...)...)
	defer release()
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.Env = append(req.GetEnv(), options.environment()...)
	return cmd.Run()
}

// runPolicyPack starts the pack once the engine has told the stack's configuration: the Node.js policy library reads
// that from its environment when it starts. It also reads ./package.json, hence the pack's folder as the working one.
func (host *nodeHost) runPolicyPack(
	ctx context.Context, req *pulumirpc.RunPluginRequest, stdout, stderr io.Writer,
) error {
	dir := req.GetInfo().GetProgramDirectory()
	runner, err := resolveModule(dir, "@pulumi/pulumi/cmd/run-policy-pack")
	if err != nil {
		return err
	}
	proxy, packStdout, err := sdk.NewPolicyProxy(ctx, stdout)
	if err != nil {
		return err
	}
	stack, err := proxy.AwaitConfiguration(ctx)
	if err != nil {
		return err
	}
	settings, err := runtimeConfig(stack.GetConfig())
	if err != nil {
		return err
	}
	options := runtimeOptions(req.GetInfo())
	cmd, release := host.node(ctx, dir, append(options.nodeArgs, runner, host.EngineAddress, ".")...)
	defer release()
	cmd.Stdout, cmd.Stderr = packStdout, stderr
	cmd.Env = append(req.GetEnv(), options.environment()...)
	if stack != nil {
		cmd.Env = append(cmd.Env,
			"PULUMI_CONFIG="+settings,
			"PULUMI_NODEJS_ORGANIZATION="+stack.GetOrganization(),
			"PULUMI_NODEJS_PROJECT="+stack.GetProject(),
			"PULUMI_NODEJS_STACK="+stack.GetStack(),
			"PULUMI_NODEJS_DRY_RUN="+strconv.FormatBool(stack.GetDryRun()),
			"PULUMI_ORGANIZATION="+stack.GetOrganization(),
			"PULUMI_PROJECT="+stack.GetProject(),
			"PULUMI_STACK="+stack.GetStack(),
			"PULUMI_DRY_RUN="+strconv.FormatBool(stack.GetDryRun()))
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	return proxy.Attach(ctx, cmd)
}

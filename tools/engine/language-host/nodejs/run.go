package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	languagehost "pulumi-databricks-serving/tools/engine/language-host"
)

// Run runs a program to its end. A failure of the program is part of the answer, not an error of the call.
func (host *nodeHost) Run(ctx context.Context, req *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	dir := req.GetInfo().GetProgramDirectory()
	runner, err := resolveModule(dir, "@pulumi/pulumi/cmd/run")
	if err != nil {
		return &pulumirpc.RunResponse{Error: err.Error()}, nil
	}
	settings, err := runtimeConfig(req.GetConfig())
	if err != nil {
		return nil, err
	}
	secretKeys, err := json.Marshal(append([]string{}, req.GetConfigSecretKeys()...))
	if err != nil {
		return nil, err
	}
	options := runtimeOptions(req.GetInfo())

	cmd, release := host.node(ctx, dir, append(options.nodeArgs, host.runArguments(runner, req)...)...)
	defer release()
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), "PULUMI_CONFIG="+settings, "PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys))
	cmd.Env = append(cmd.Env, options.environment()...)
	return languagehost.RunResponse(cmd.Run()), nil
}

func (host *nodeHost) runArguments(runner string, req *pulumirpc.RunRequest) []string {
	args := []string{runner}
	flag := func(name, value string) {
		if value != "" {
			args = append(args, "--"+name, value)
		}
	}
	flag("monitor", req.GetMonitorAddress())
	flag("engine", host.EngineAddress)
	flag("organization", req.GetOrganization())
	flag("project", req.GetProject())
	flag("root-directory", req.GetInfo().GetRootDirectory())
	flag("stack", req.GetStack())
	flag("pwd", req.GetPwd())
	if req.GetDryRun() {
		args = append(args, "--dry-run")
	}
	flag("query-mode", fmt.Sprint(req.GetQueryMode()))
	flag("parallel", fmt.Sprint(req.GetParallel()))
	flag("tracing", host.Tracing)
	entry := req.GetInfo().GetEntryPoint()
	if entry == "" {
		// The runner then takes the entry from package.json, else index.
		entry = "."
	}
	return append(append(args, entry), req.GetArgs()...)
}

// runtimeConfig writes the stack's configuration as the Node.js SDK reads it: keys as namespace:config:name.
func runtimeConfig(values map[string]string) (string, error) {
	keyed := make(map[string]string, len(values))
	for text, value := range values {
		key, err := config.ParseKey(text)
		if err != nil {
			return "", err
		}
		keyed[key.Namespace()+":config:"+key.Name()] = value
	}
	encoded, err := json.Marshal(keyed)
	return string(encoded), err
}

// resolveModule asks node for the file of a module, so that links and node_modules further up count as they do there.
func resolveModule(dir, module string) (string, error) {
	cmd := exec.Command("node", "-p", "require.resolve(process.argv[1])", module)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return "", errors.New("node is not on the PATH: install Node.js 20 or later")
	}
	if err != nil {
		// The engine looks for this wording to say that dependencies are not installed.
		return "", fmt.Errorf("Cannot find module '%s' from %s: run npm install there", module, dir)
	}
	return strings.TrimSpace(string(out)), nil
}

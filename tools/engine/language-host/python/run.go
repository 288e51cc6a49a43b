package main

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	languagehost "pulumi-databricks-serving/tools/engine/language-host"
)

// The script of Pulumi's SDK that runs a program; it lies beside this executable.
const runner = "pulumi-language-python-exec"

// Run runs a program to its end.
func (host *pythonHost) Run(ctx context.Context, req *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	python, err := pythonOf(req.GetInfo())
	if err == nil {
		err = python.ValidateVenv(ctx)
	}
	if err != nil {
		return &pulumirpc.RunResponse{Error: err.Error()}, nil
	}
	settings := map[string]string{}
	maps.Copy(settings, req.GetConfig())
	config, err := json.Marshal(settings)
	if err != nil {
		return nil, err
	}
	secretKeys, err := json.Marshal(append([]string{}, req.GetConfigSecretKeys()...))
	if err != nil {
		return nil, err
	}
	script, err := besideThis(runner)
	if err != nil {
		return nil, err
	}

	ctx, release := host.Stoppable(ctx)
	defer release()
	cmd, err := python.Command(ctx, host.runArguments(script, req)...)
	if err != nil {
		return &pulumirpc.RunResponse{Error: err.Error()}, nil
	}
	// Of an interrupt, Python prints a stack trace.
	languagehost.StopBy(syscall.SIGTERM, cmd)
	cmd.Dir = req.GetInfo().GetProgramDirectory()
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if cmd.Env == nil {
		cmd.Env = os.Environ()
	}
	// What the program prints is to appear as it does, and not when its buffer is full.
	cmd.Env = append(cmd.Env,
		"PULUMI_CONFIG="+string(config), "PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys), "PYTHONUNBUFFERED=1")
	return languagehost.RunResponse(cmd.Run()), nil
}

func (host *pythonHost) runArguments(script string, req *pulumirpc.RunRequest) []string {
	args := []string{script}
	flag := func(name, value string) {
		if value != "" {
			args = append(args, "--"+name, value)
		}
	}
	flag("monitor", req.GetMonitorAddress())
	flag("engine", host.EngineAddress)
	flag("organization", req.GetOrganization())
	flag("project", req.GetProject())
	flag("root_directory", req.GetInfo().GetRootDirectory())
	flag("stack", req.GetStack())
	flag("pwd", req.GetPwd())
	flag("dry_run", strconv.FormatBool(req.GetDryRun()))
	flag("parallel", strconv.Itoa(int(req.GetParallel())))
	flag("tracing", host.Tracing)
	entry := req.GetInfo().GetEntryPoint()
	if entry == "" {
		entry = "."
	}
	return append(append(args, entry), req.GetArgs()...)
}

// besideThis is the path of a file in the folder that this executable lies in, links followed.
func besideThis(name string) (string, error) {
	own, err := os.Executable()
	if err != nil {
		return "", err
	}
	if own, err = filepath.EvalSymlinks(own); err != nil {
		return "", err
	}
	file := filepath.Join(filepath.Dir(own), name)
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		return "", errors.New(name + " is missing beside " + own)
	}
	return file, nil
}

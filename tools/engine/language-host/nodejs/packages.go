package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// manifest is the part of a package.json that matters here.
type manifest struct {
	Name            string                  `json:"name"`
	Version         string                  `json:"version"`
	Dependencies    map[string]string       `json:"dependencies"`
	DevDependencies map[string]string       `json:"devDependencies"`
	Pulumi          plugin.PulumiPluginJSON `json:"pulumi"`
}

func readManifest(dir string) (manifest, error) {
	var found manifest
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return found, err
	}
	return found, json.Unmarshal(text, &found)
}

// GetRequiredPackages lists the resource plugins that the installed packages belong to, so that the engine fetches
// them before the program runs. Only the program's own node_modules counts: that is where npm puts them.
func (host *nodeHost) GetRequiredPackages(
	_ context.Context, req *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	modules := filepath.Join(req.GetInfo().GetProgramDirectory(), "node_modules")
	plain, _ := filepath.Glob(filepath.Join(modules, "*", "package.json"))
	scoped, _ := filepath.Glob(filepath.Join(modules, "@*", "*", "package.json"))
	response := &pulumirpc.GetRequiredPackagesResponse{}
	for _, file := range append(plain, scoped...) {
		// A package that cannot be read is npm's business, and needs no plugin of ours.
		found, err := readManifest(filepath.Dir(file))
		if err == nil && found.Pulumi.Resource && found.Pulumi.Parameterization == nil {
			response.Packages = append(response.Packages, requiredPlugin(found))
		}
	}
	return response, nil
}

func requiredPlugin(found manifest) *pulumirpc.PackageDependency {
	name, version := found.Pulumi.Name, found.Pulumi.Version
	if name == "" {
		name = strings.TrimPrefix(strings.TrimPrefix(found.Name, "@pulumi/"), "@")
	}
	if version == "" {
		version = found.Version
	}
	return &pulumirpc.PackageDependency{
		Name:    name,
		Kind:    "resource",
		Version: "v" + strings.TrimPrefix(version, "v"),
		Server:  found.Pulumi.Server,
	}
}

// GetProgramDependencies lists what the program's package.json asks for, for `pulumi about`.
func (host *nodeHost) GetProgramDependencies(
	_ context.Context, req *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	dir := req.GetInfo().GetProgramDirectory()
	program, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	response := &pulumirpc.GetProgramDependenciesResponse{}
	for _, wanted := range []map[string]string{program.Dependencies, program.DevDependencies} {
		for name, version := range wanted {
			if installed, err := readManifest(filepath.Join(dir, "node_modules", name)); err == nil {
				version = installed.Version
			}
			response.Dependencies = append(response.Dependencies, &pulumirpc.DependencyInfo{Name: name, Version: version})
		}
	}
	return response, nil
}

// About answers which node runs the programs, for `pulumi about`.
func (host *nodeHost) About(context.Context, *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	path, err := exec.LookPath("node")
	if err != nil {
		return nil, err
	}
	out, err := exec.Command(path, "--version").Output()
	if err != nil {
		return nil, err
	}
	return &pulumirpc.AboutResponse{Executable: path, Version: strings.TrimSpace(string(out))}, nil
}

// InstallDependencies runs npm install, for `pulumi install` and `pulumi new`.
func (host *nodeHost) InstallDependencies(
	req *pulumirpc.InstallDependenciesRequest, stream grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse],
) error {
	closer, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(stream, req.GetIsTerminal())
	if err != nil {
		return err
	}
	defer closer.Close()
	cmd := exec.CommandContext(stream.Context(), "npm", "install", "--loglevel=error")
	cmd.Dir = req.GetInfo().GetProgramDirectory()
	if cmd.Dir == "" {
		cmd.Dir = req.GetDirectory()
	}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	return cmd.Run()
}

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/errutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// The file of an installed package that says which plugin it belongs to.
const pluginFile = "pulumi-plugin.json"

// findPlugins prints what those files of all importable packages say, as a JSON list.
const findPlugins = `
import glob, json, os, sys
files = sorted({file for folder in sys.path if folder for file in glob.glob(os.path.join(glob.escape(folder), "*", "` + pluginFile + `"))})
print(json.dumps([json.load(open(file, encoding="utf-8")) for file in files]))
`

// GetRequiredPackages lists the resource plugins that the installed packages belong to, so that the engine fetches them
// before the program runs. Where there is no environment yet, none is installed.
func (host *pythonHost) GetRequiredPackages(
	ctx context.Context, req *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	response := &pulumirpc.GetRequiredPackagesResponse{}
	python, err := pythonOf(req.GetInfo())
	if err != nil {
		return nil, err
	}
	if python.ValidateVenv(ctx) != nil {
		return response, nil
	}
	cmd, err := python.Command(ctx, "-c", findPlugins)
	if err != nil {
		return nil, err
	}
	cmd.Dir = req.GetInfo().GetProgramDirectory()
	out, err := cmd.Output()
	if err != nil {
		return nil, errutil.ErrorWithStderr(err, "looking for the plugins of installed Python packages")
	}
	var found []plugin.PulumiPluginJSON
	if err := json.Unmarshal(out, &found); err != nil {
		return nil, err
	}
	for _, each := range found {
		if each.Resource && each.Name != "" && each.Parameterization == nil {
			response.Packages = append(response.Packages, &pulumirpc.PackageDependency{
				Name: each.Name, Kind: "resource", Version: each.Version, Server: each.Server,
			})
		}
	}
	return response, nil
}

// GetProgramDependencies lists what is installed, for `pulumi about`.
func (host *pythonHost) GetProgramDependencies(
	ctx context.Context, req *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	python, err := pythonOf(req.GetInfo())
	if err != nil {
		return nil, err
	}
	packages, err := python.ListPackages(ctx, req.GetTransitiveDependencies())
	if err != nil {
		return nil, err
	}
	response := &pulumirpc.GetProgramDependenciesResponse{}
	for _, each := range packages {
		response.Dependencies = append(response.Dependencies,
			&pulumirpc.DependencyInfo{Name: each.Name, Version: each.Version})
	}
	return response, nil
}

// About answers which Python runs the programs, for `pulumi about`.
func (host *pythonHost) About(ctx context.Context, req *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	python, err := pythonOf(req.GetInfo())
	if err != nil {
		return nil, err
	}
	found, err := python.About(ctx)
	if err != nil {
		return nil, err
	}
	return &pulumirpc.AboutResponse{Executable: found.PythonExecutable, Version: found.PythonVersion.String()}, nil
}

// InstallDependencies makes the virtual environment and installs what the program asks for, for `pulumi install`,
// `pulumi new` and `pulumi package add`.
func (host *pythonHost) InstallDependencies(
	req *pulumirpc.InstallDependenciesRequest, stream grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse],
) error {
	closer, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(stream, req.GetIsTerminal())
	if err != nil {
		return err
	}
	defer closer.Close()
	python, err := pythonOf(req.GetInfo())
	if err != nil {
		return err
	}
	return python.InstallDependencies(stream.Context(), req.GetInfo().GetProgramDirectory(),
		req.GetUseLanguageVersionTools(), true, stdout, stderr)
}

// Link makes generated SDKs dependencies of the program. The engine then asks for InstallDependencies.
func (host *pythonHost) Link(ctx context.Context, req *pulumirpc.LinkRequest) (*pulumirpc.LinkResponse, error) {
	python, err := pythonOf(req.GetInfo())
	if err != nil {
		return nil, err
	}
	sdks := map[string]string{}
	var imports strings.Builder
	for _, dependency := range req.GetPackages() {
		inner := filepath.Join(req.GetInfo().GetRootDirectory(), dependency.GetPath(), "*", pluginFile)
		files, err := filepath.Glob(inner)
		if err != nil {
			return nil, err
		}
		if len(files) != 1 {
			return nil, fmt.Errorf("%d files are %s; one is expected, in the package of the SDK", len(files), inner)
		}
		name := filepath.Base(filepath.Dir(files[0]))
		sdks[name] = filepath.ToSlash(dependency.GetPath())
		fmt.Fprintf(&imports, "  import %s\n", name)
	}
	if err := python.LinkPackages(ctx, sdks); err != nil {
		return nil, err
	}
	return &pulumirpc.LinkResponse{ImportInstructions: "The program can now say:\n\n" + imports.String()}, nil
}

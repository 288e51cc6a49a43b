// Command pulumi-language-python runs Pulumi programs that are written in Python, and generates SDKs for them. Policy
// packs and plugins in Python need Pulumi's own host.
package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/pulumi/pulumi/sdk/v3/python/toolchain"

	languagehost "pulumi-databricks-serving/tools/engine/language-host"
)

type pythonHost struct{ *languagehost.Host }

func main() {
	languagehost.Serve("pulumi-language-python", func(host *languagehost.Host) pulumirpc.LanguageRuntimeServer {
		return &pythonHost{host}
	})
}

// pythonOf is the Python of a program: of its virtual environment where Pulumi.yaml names one, else the one on the PATH.
func pythonOf(info *pulumirpc.ProgramInfo) (toolchain.Toolchain, error) {
	fields := info.GetOptions().GetFields()
	options := toolchain.PythonOptions{
		Root:       info.GetRootDirectory(),
		ProgramDir: info.GetProgramDirectory(),
		Virtualenv: fields["virtualenv"].GetStringValue(),
	}
	switch name := fields["toolchain"].GetStringValue(); strings.ToLower(name) {
	case "":
		options.Toolchain = toolchain.Auto
	case "pip":
		options.Toolchain = toolchain.Pip
	case "poetry":
		options.Toolchain = toolchain.Poetry
	case "uv":
		options.Toolchain = toolchain.Uv
	default:
		return nil, fmt.Errorf("the runtime option toolchain is %q; allowed are pip, poetry and uv", name)
	}
	return toolchain.ResolveToolchain(options)
}

// GeneratePackage writes a Python SDK.
func (host *pythonHost) GeneratePackage(
	ctx context.Context, req *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	return languagehost.GeneratePackage(ctx, req, func(
		pkg *schema.Package, req *pulumirpc.GeneratePackageRequest, loader schema.ReferenceLoader,
	) (map[string][]byte, error) {
		return python.GeneratePackage("pulumi-language-python", pkg, req.GetExtraFiles(), loader)
	})
}

// GenerateProgram writes a Python program.
func (host *pythonHost) GenerateProgram(
	ctx context.Context, req *pulumirpc.GenerateProgramRequest,
) (*pulumirpc.GenerateProgramResponse, error) {
	return languagehost.GenerateProgram(ctx, req, python.GenerateProgram)
}

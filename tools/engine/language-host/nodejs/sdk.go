package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/codegen/cgstrings"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	languagehost "pulumi-databricks-serving/tools/engine/language-host"
)

// GeneratePackage writes a TypeScript SDK.
func (host *nodeHost) GeneratePackage(
	ctx context.Context, req *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	return languagehost.GeneratePackage(ctx, req, func(
		pkg *schema.Package, req *pulumirpc.GeneratePackageRequest, loader schema.ReferenceLoader,
	) (map[string][]byte, error) {
		return nodejs.GeneratePackage(
			"pulumi-language-nodejs", pkg, req.GetExtraFiles(), req.GetLocalDependencies(), req.GetLocal(), loader)
	})
}

// GenerateProgram writes a TypeScript program.
func (host *nodeHost) GenerateProgram(
	ctx context.Context, req *pulumirpc.GenerateProgramRequest,
) (*pulumirpc.GenerateProgramResponse, error) {
	return languagehost.GenerateProgram(ctx, req, nodejs.GenerateProgram)
}

// Link makes generated SDKs dependencies of the program, by npm, which keeps the formatting of package.json. The engine
// then asks for InstallDependencies.
func (host *nodeHost) Link(ctx context.Context, req *pulumirpc.LinkRequest) (*pulumirpc.LinkResponse, error) {
	root := req.GetInfo().GetRootDirectory()
	var imports strings.Builder
	for _, dependency := range req.GetPackages() {
		sdk, err := readManifest(filepath.Join(root, dependency.GetPath()))
		if err != nil {
			return nil, fmt.Errorf("no package.json says how the SDK in %s is called: %w", dependency.GetPath(), err)
		}
		field := fmt.Sprintf("dependencies[%s]=file:%s", sdk.Name, filepath.ToSlash(dependency.GetPath()))
		cmd := exec.CommandContext(ctx, "npm", "pkg", "set", field)
		cmd.Dir = req.GetInfo().GetProgramDirectory()
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("npm pkg set %s: %w\n%s", field, err, out)
		}
		name := cgstrings.Camel(cgstrings.Unhyphenate(dependency.GetPackage().GetName()))
		fmt.Fprintf(&imports, "  import * as %s from %q;\n", name, sdk.Name)
	}
	return &pulumirpc.LinkResponse{ImportInstructions: "The program can now say:\n\n" + imports.String()}, nil
}

package languagehost

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/hcl2/syntax"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// GenerateSDK makes the files of an SDK, by path in its folder.
type GenerateSDK func(*schema.Package, *pulumirpc.GeneratePackageRequest, schema.ReferenceLoader) (map[string][]byte, error)

// GeneratePackage writes an SDK for a package's schema, for `pulumi package gen-sdk` and `pulumi package add`.
func GeneratePackage(
	ctx context.Context, req *pulumirpc.GeneratePackageRequest, generate GenerateSDK,
) (*pulumirpc.GeneratePackageResponse, error) {
	loader, err := schema.NewLoaderClient(req.GetLoaderTarget())
	if err != nil {
		return nil, err
	}
	defer loader.Close()
	cached := schema.NewCachedLoader(loader)

	var spec schema.PackageSpec
	if err := json.Unmarshal([]byte(req.GetSchema()), &spec); err != nil {
		return nil, err
	}
	pkg, diagnostics, err := schema.BindSpecWithContext(ctx, spec, cached, schema.ValidationOptions{
		AllowDanglingReferences: true,
	})
	if err != nil {
		return nil, err
	}
	response := &pulumirpc.GeneratePackageResponse{Diagnostics: plugin.HclDiagnosticsToRPCDiagnostics(diagnostics)}
	if diagnostics.HasErrors() {
		return response, nil
	}
	files, err := generate(pkg, req, cached)
	if err != nil {
		return nil, err
	}
	for name, content := range files {
		file := filepath.Join(req.GetDirectory(), name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return nil, err
		}
	}
	return response, nil
}

// WriteProgram writes a program in one language, by file.
type WriteProgram func(*pcl.Program) (map[string][]byte, hcl.Diagnostics, error)

// GenerateProgram writes what the engine says in Pulumi's own configuration language as a program, for `pulumi import`.
func GenerateProgram(
	_ context.Context, req *pulumirpc.GenerateProgramRequest, write WriteProgram,
) (*pulumirpc.GenerateProgramResponse, error) {
	loader, err := schema.NewLoaderClient(req.GetLoaderTarget())
	if err != nil {
		return nil, err
	}
	defer loader.Close()

	parser := syntax.NewParser()
	for _, name := range slices.Sorted(maps.Keys(req.GetSource())) {
		if err := parser.ParseFile(strings.NewReader(req.GetSource()[name]), name); err != nil {
			return nil, err
		}
	}
	answer := func(files map[string][]byte, diagnostics hcl.Diagnostics) *pulumirpc.GenerateProgramResponse {
		return &pulumirpc.GenerateProgramResponse{
			Source:      files,
			Diagnostics: plugin.HclDiagnosticsToRPCDiagnostics(diagnostics),
		}
	}
	if parser.Diagnostics.HasErrors() {
		return answer(nil, parser.Diagnostics), nil
	}
	options := []pcl.BindOption{pcl.PreferOutputVersionedInvokes}
	if !req.GetStrict() {
		options = append(options, pcl.NonStrictBindOptions()...)
	}
	program, diagnostics, err := pcl.BindProgram(parser.Files, schema.NewCachedLoader(loader), options...)
	if err != nil {
		return nil, err
	}
	if program == nil || diagnostics.HasErrors() {
		return answer(nil, diagnostics), nil
	}
	files, further, err := write(program)
	if err != nil {
		return nil, err
	}
	return answer(files, append(diagnostics, further...)), nil
}

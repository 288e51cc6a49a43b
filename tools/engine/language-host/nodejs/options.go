package main

import (
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// projectOptions are the runtime options of Pulumi.yaml that the Node.js runtime knows.
// https://www.pulumi.com/docs/iac/concepts/projects/project-file/#runtime-options
type projectOptions struct {
	typescript bool
	tsconfig   string
	nodeArgs   []string
}

func runtimeOptions(info *pulumirpc.ProgramInfo) projectOptions {
	fields := info.GetOptions().GetFields()
	options := projectOptions{typescript: true, tsconfig: fields["tsconfig"].GetStringValue()}
	if value, set := fields["typescript"]; set {
		options.typescript = value.GetBoolValue()
	}
	options.nodeArgs = strings.Fields(fields["nodeargs"].GetStringValue())
	return options
}

// environment tells @pulumi/pulumi/cmd/run what these options say.
func (options projectOptions) environment() []string {
	var env []string
	if options.typescript {
		env = append(env, "PULUMI_NODEJS_TYPESCRIPT=true")
	}
	if options.tsconfig != "" {
		env = append(env, "PULUMI_NODEJS_TSCONFIG_PATH="+options.tsconfig)
	}
	return env
}

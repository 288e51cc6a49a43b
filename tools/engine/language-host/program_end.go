package languagehost

import (
	"errors"
	"fmt"
	"os/exec"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// The runners of Pulumi's SDKs exit with this code when they have already told the user what is wrong.
const alreadyReported = 32

// RunResponse says how a program ended. A failure of the program is part of the answer, not an error of the call.
func RunResponse(err error) *pulumirpc.RunResponse {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}
	case !errors.As(err, &exit):
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("could not run the program: %v", err)}
	case exit.ExitCode() == alreadyReported:
		return &pulumirpc.RunResponse{Bail: true}
	default:
		return &pulumirpc.RunResponse{Error: "the program ended with " + exit.Error()}
	}
}

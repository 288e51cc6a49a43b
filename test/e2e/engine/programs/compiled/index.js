// Compiled, and outside of the pack's own folder, as a published pack has it.
const { PolicyPack } = require("@pulumi/policy");
const pulumi = require("@pulumi/pulumi");

new PolicyPack("engine-pack", {
  policies: [
    {
      name: "no-bad-text",
      description: "A note says nothing bad.",
      enforcementLevel: "mandatory",
      validateResource: (resource, report) => {
        if (resource.props.text !== "bad") return;
        const stack = `${pulumi.getProject()}/${pulumi.getStack()}`;
        const text = new pulumi.Config("engine-dynamic").get("text");
        report(`a bad text in ${stack}, dry run ${pulumi.runtime.isDryRun()}, configured as ${text}`);
      },
    },
  ],
});

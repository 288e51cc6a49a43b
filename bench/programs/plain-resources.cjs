const pulumi = require("@pulumi/pulumi");
const { providerText } = require("../../../dist/sdk/provider-text.js");
const { argumentsOf } = require("./arguments.cjs");

/** Resources with the arguments of our endpoints, whose provider is in that file. */
exports.plainResources = (file) => {
  // As long as the text of a serving endpoint, since the engine keeps and sends it with each resource.
  const text = `exports.handler=()=>require("${file}")`.padEnd(providerText("ServingEndpoint").length);
  for (let number = 0; number < Number(process.env.BENCH_SIZE); number++) {
    new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:Plain", `endpoint-${number}`, {
      ...argumentsOf(number),
      __provider: text,
    });
  }
};

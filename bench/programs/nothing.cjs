const pulumi = require("@pulumi/pulumi");
const { providerText } = require("../../../dist/sdk/provider-text.js");
const { argumentsOf } = require("./arguments.cjs");

/** As long as the text of a serving endpoint, since the engine keeps and sends it with each resource. */
const text = 'exports.handler=()=>require("./nothing-provider.cjs")'.padEnd(
  providerText("ServingEndpoint").length,
);

class Nothing extends pulumi.CustomResource {
  constructor(name, args) {
    super("pulumi-nodejs:dynamic/bench:Nothing", name, { ...args, __provider: text });
  }
}

for (let number = 0; number < Number(process.env.BENCH_SIZE); number++) {
  new Nothing(`endpoint-${number}`, argumentsOf(number));
}

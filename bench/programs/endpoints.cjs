const { ServingEndpoint } = require("pulumi-databricks-serving");
const { argumentsOf } = require("./arguments.cjs");

for (let number = 0; number < Number(process.env.BENCH_SIZE); number++) {
  new ServingEndpoint(`endpoint-${number}`, argumentsOf(number));
}

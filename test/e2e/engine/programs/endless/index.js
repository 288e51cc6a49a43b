// Says who it is, then never ends by itself.
const { writeFileSync } = require("node:fs");
const typescript = Object.keys(require.extensions).includes(".ts");
writeFileSync(
  process.env.ENDLESS_FILE,
  JSON.stringify({ pid: process.pid, typescript, node: process.execArgv }),
);
setInterval(() => {}, 1000);
module.exports = new Promise(() => {});

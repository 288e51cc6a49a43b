const { readdirSync } = require("node:fs");
const { dirname, join } = require("node:path");

const named = {
  ".": Object.keys(require("pulumi-databricks-serving")),
  "./provider": Object.keys(require("pulumi-databricks-serving/provider")),
  "./policies": Object.keys(require("pulumi-databricks-serving/policies")),
  "./emulator": Object.keys(require("pulumi-databricks-serving/emulator")),
};

// Every published module, so that none needs what only our own development installs.
const dist = join(dirname(require.resolve("pulumi-databricks-serving/package.json")), "dist");
const running = new Set([join("policies", "pack.js"), join("cli", "databricks-serving.js")]);
const modules = readdirSync(dist, { recursive: true }).filter(
  (file) => file.endsWith(".js") && !running.has(file),
);
for (const file of modules) require(join(dist, file));

console.log(JSON.stringify({ named, modules: modules.length }));

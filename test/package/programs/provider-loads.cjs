// What the provider's process loads of packages, and what the provider says of wrong inputs: printed as JSON.
const { createServer } = require("node:http");

/** Files loaded so far of three packages, which may lie inside each other. */
function loaded() {
  const files = Object.keys(require.cache).map((file) =>
    file
      .split(/[/\\]node_modules[/\\]/)
      .at(-1)
      .replaceAll("\\", "/"),
  );
  const of = (name) =>
    files.filter((file) => file.startsWith(`${name}/`)).map((file) => file.slice(name.length + 1));
  return { own: of("pulumi-databricks-serving"), zod: of("zod"), undici: of("undici") };
}

async function main() {
  const { ServingEndpoint } = require("pulumi-databricks-serving/provider");
  const atFirst = loaded();
  const { failures } = await ServingEndpoint.check({}, JSON.parse(process.argv[2]));
  const server = createServer((_, response) => {
    response.writeHead(404, { "content-type": "application/json" });
    response.end('{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"none"}');
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  process.env.DATABRICKS_HOST = `http://127.0.0.1:${server.address().port}`;
  process.env.DATABRICKS_TOKEN = "made-up";
  await ServingEndpoint.configure({ config: { get: () => undefined } });
  const { id } = await ServingEndpoint.read("absent", { __urn: "", name: "absent" });
  console.log(JSON.stringify({ atFirst, failures, id, afterARequest: loaded() }));
  process.exit();
}

void main();

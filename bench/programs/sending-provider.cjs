const { setTimeout: pause } = require("node:timers/promises");
const { Agent, request } = require("undici");
const nothing = require("./nothing-provider.cjs");

/**
 * A provider that sends the requests without which the work would not be done, and nothing else: it knows how long a rollout
 * takes, asks nobody whose an endpoint is, and believes each answer. What remains beside the floor is what requests cost anybody
 * who sends them from Node.js.
 */
const dispatcher = new Agent();

const ENDPOINTS = "/api/2.0/serving-endpoints";

async function send(method, path, body) {
  const { statusCode, body: answer } = await request(process.env.DATABRICKS_HOST + path, {
    dispatcher,
    method,
    headers: { authorization: `Bearer ${process.env.DATABRICKS_TOKEN}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (statusCode >= 300) throw new Error(`${method} ${path}: ${statusCode} ${text}`);
  return text === "" ? {} : JSON.parse(text);
}

/** Sends what begins a rollout, and looks once it is over. */
async function rollOut(name, method, path, body) {
  await send(method, path, body);
  await pause(Number(process.env.BENCH_ROLLOUT_MS));
  await send("GET", `${ENDPOINTS}/${name}`);
}

/** As the API names it. */
function wire(value) {
  if (Array.isArray(value)) return value.map(wire);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [
      field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      wire(item),
    ]),
  );
}

module.exports = {
  ...nothing,
  async create(inputs) {
    const { __provider, ...fields } = inputs;
    await rollOut(inputs.name, "POST", ENDPOINTS, wire(fields));
    return nothing.create(inputs);
  },
  async read(id, props) {
    await send("GET", `${ENDPOINTS}/${id}`);
    return nothing.read(id, props);
  },
  async update(id, olds, news) {
    await rollOut(id, "PUT", `${ENDPOINTS}/${id}/config`, wire(news.config));
    return nothing.update(id, olds, news);
  },
  delete: async (id) => void (await send("DELETE", `${ENDPOINTS}/${id}`)),
};

import { resolveConnection } from "../../../../provider/client/api/connection";
import { HttpClient } from "../../../../provider/client/api/http-client";
import { createAgent } from "../../../../provider/client/api/shared-agent";

interface Order {
  host: string;
  /** What counts as the environment for proxies; without it, this process's own, as in a provider. */
  environment?: NodeJS.ProcessEnv;
  /** Default `GET`. */
  method?: string;
}

/** For each order, sends one request and tells what became of it. */
process.on("message", async ({ host, environment, method = "GET" }: Order) => {
  const client = new HttpClient(resolveConnection({ host, token: "dapi-x" }, {}), {
    clock: { now: Date.now, sleep: async () => {} },
    ...(environment === undefined ? {} : { dispatcher: createAgent(environment) }),
  });
  try {
    const { status, json } = await client.request(method, "/api/2.0/serving-endpoints");
    process.send?.({ status, json });
  } catch (error) {
    const { category, fate, message } = error as { category?: string; fate?: string; message: string };
    process.send?.({ category, fate, message, requests: client.requests });
  }
});

process.send?.("ready");

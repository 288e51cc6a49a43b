import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { metricsCounter } from "../../cli/rollout/metrics-counter";
import { readMetrics } from "../../cli/rollout/read-metrics";
import { sharesAt } from "../../cli/rollout/routed-traffic";
import { endpointTableCounter, serviceTableCounter } from "../../cli/rollout/table-counter";
import { resolveConnection } from "../../provider/client/api/connection";
import { HttpClient } from "../../provider/client/api/http-client";
import { Workspace } from "../../provider/client/workspace";

interface Received {
  readonly path: string;
  readonly body: any;
}

/** A workspace that gives these answers, one after the other, the last one again and again. */
async function answering(...answers: (string | object)[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      received.push({ path: request.url ?? "", body: text === "" ? undefined : JSON.parse(text) });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      response.writeHead(200, {
        "content-type": typeof answer === "string" ? "text/plain" : "application/json",
      });
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connection = resolveConnection({ host, token: "t" }, { HOME: "/nonexistent" });
  return { received, workspace: new Workspace(new HttpClient(connection)) };
}

const line = (name: string, model: string, value: number, at?: number): string =>
  `${name}{endpoint_name="assistant",served_model_name="${model}"} ${value}${at === undefined ? "" : ` ${at}`}\n`;

const exposition = (type: string, requests: number, clientErrors: number, at?: number): string =>
  [
    `# TYPE request_count_total ${type}\n`,
    line("request_count_total", "gpt", 900, at),
    line("request_count_total", "claude", requests, at),
    `# TYPE request_4xx_count_total ${type}\n`,
    line("request_4xx_count_total", "claude", clientErrors, at),
    `# TYPE request_5xx_count_total ${type}\n`,
    line("request_5xx_count_total", "claude", 1, at),
  ].join("");

describe("metrics of an endpoint", () => {
  test("that only grow are counted by their difference, and one that began anew from nothing", async () => {
    const texts = [exposition("counter", 100, 4), exposition("counter", 150, 5), exposition("counter", 7, 2)];
    const { workspace } = await answering(...texts);
    const counter = metricsCounter("assistant", "claude", workspace);
    await counter.begin();
    expect(await counter.sinceBegin()).toEqual({ requests: 50, errors: 1 });
    expect(await counter.sinceBegin()).toEqual({ requests: 57, errors: 3 });
  });

  test("of the last minute, as workspaces export them, are added up minute by minute, each once", async () => {
    let now = 1_790_000_030_000;
    const [before, first, second] = [1_790_000_000_000, 1_790_000_060_000, 1_790_000_120_000];
    const texts = [
      exposition("gauge", 80, 9, before),
      exposition("gauge", 80, 9, before),
      exposition("gauge", 40, 2, first),
      exposition("gauge", 40, 2, first),
      exposition("gauge", 10, 0, second),
    ];
    const { workspace } = await answering(...texts);
    const counter = metricsCounter("assistant", "claude", workspace, () => now);
    await counter.begin();
    expect(await counter.sinceBegin()).toEqual({ requests: 0, errors: 0 });
    now = second + 1000;
    expect(await counter.sinceBegin()).toEqual({ requests: 40, errors: 3 });
    expect(await counter.sinceBegin()).toEqual({ requests: 40, errors: 3 });
    expect(await counter.sinceBegin()).toEqual({ requests: 50, errors: 4 });
  });

  test("that do not tell the models apart are no ground to move traffic", async () => {
    const { workspace } = await answering('request_count_total{endpoint_name="assistant"} 3\n');
    await expect(metricsCounter("assistant", "claude", workspace).begin()).rejects.toThrow(
      "Give --warehouse",
    );
  });

  test("are read in either format, escapes and timestamps in seconds too", () => {
    const [sample] = readMetrics(
      '# TYPE request_count counter\nrequest_count_total{a="x \\"y\\"",b="}"} 1e3 1790000000.5\n# EOF',
    );
    expect(sample).toMatchObject({
      name: "request_count_total",
      labels: { a: 'x "y"', b: "}" },
      value: 1000,
      at: 1_790_000_000_500,
      counter: true,
    });
  });
});

describe("tables that log requests", () => {
  const done = (...row: string[]) => ({
    statement_id: "s-1",
    status: { state: "SUCCEEDED" },
    result: { data_array: [row] },
  });

  test("are counted by a warehouse, which may need a while, with names as parameters", async () => {
    const { workspace, received } = await answering(
      { statement_id: "s-1", status: { state: "PENDING" } },
      done("12", "3"),
    );
    const counter = endpointTableCounter("assistant", "it's", "w-1", workspace);
    expect(await counter.sinceBegin()).toEqual({ requests: 12, errors: 3 });
    expect(received.map(({ path }) => path)).toEqual([
      "/api/2.0/sql/statements",
      "/api/2.0/sql/statements/s-1",
    ]);
    const { statement, warehouse_id, parameters } = received[0]?.body ?? {};
    expect(warehouse_id).toBe("w-1");
    expect(statement).toContain("served.served_entity_name = :model");
    expect(statement).not.toContain("it's");
    expect(parameters).toContainEqual({ name: "model", value: "it's", type: "STRING" });
  });

  test("of a model service are its own inference table", async () => {
    const service = {
      name: "model-services/main.ai.assistant",
      create_time: "2026-11-25T00:00:00Z",
      config: {
        routing: { destinations: [] },
        inference_table: { parent: "schemas/ops.logs", table: "ops.logs.assistant_payload" },
      },
    };
    const { workspace, received } = await answering(service, done("5", "0"));
    const counter = await serviceTableCounter("main.ai.assistant", "claude", "w-1", workspace);
    await counter.begin();
    expect(received.at(-1)?.body.statement).toContain(
      "FROM `ops`.`logs`.`assistant_payload` WHERE destination_name",
    );
  });

  test("that cannot be read end it before traffic moves, with the warehouse's reason", async () => {
    const failed = {
      statement_id: "s-1",
      status: { state: "FAILED", error: { message: "no SELECT on it" } },
    };
    const { workspace } = await answering(failed);
    await expect(endpointTableCounter("a", "m", "w-1", workspace).begin()).rejects.toThrow("no SELECT on it");
  });
});

test("the others share what is left in proportion, in whole percentages that sum to 100", () => {
  const began = [
    { servedModelName: "a", trafficPercentage: 33 },
    { servedModelName: "b", trafficPercentage: 67 },
    { servedModelName: "c", trafficPercentage: 0 },
  ];
  for (let share = 1; share <= 100; share++) {
    const all = sharesAt(began, "c", share);
    expect(all.reduce((sum, { trafficPercentage }) => sum + trafficPercentage, 0)).toBe(100);
    expect(all[2]?.trafficPercentage).toBe(share);
    expect(all[0]!.trafficPercentage).toBeLessThanOrEqual(all[1]!.trafficPercentage);
  }
  const full = [
    { servedModelName: "a", trafficPercentage: 100 },
    { servedModelName: "b", trafficPercentage: 0 },
  ];
  expect(sharesAt(full, "a", 40)).toEqual([
    { servedModelName: "a", trafficPercentage: 40 },
    { servedModelName: "b", trafficPercentage: 60 },
  ]);
});

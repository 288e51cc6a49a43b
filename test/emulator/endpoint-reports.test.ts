import Ajv2020 from "ajv/dist/2020";
import { describe, expect, test } from "vitest";
import { CHAT, say, withChat } from "./with-chat";
import { custom, openai } from "./with-emulator";

const ENDPOINT = "/api/2.0/serving-endpoints/chat";

describe("openapi", () => {
  const cases: [string, unknown, object[], object[]][] = [
    ["chat", openai(), [say("x"), say("x", { stream: true, n: 2 })], [{ prompt: "x" }, say("x", { n: 1.5 })]],
    [
      "scoring",
      custom(),
      [
        { dataframe_split: { columns: ["a"], data: [[1]] } },
        { dataframe_records: [{ a: 1 }] },
        { instances: [1] },
      ],
      [{}, { instances: [1], inputs: [1] }],
    ],
  ];
  test.each(cases)("of %s says what is served and what is refused", async (_task, entity, good, bad) => {
    const { call } = await withChat([entity]);
    const served = (entity as any).name;
    const answer = await call("GET", `${ENDPOINT}/openapi`);
    expect(answer.headers.get("content-type")).toContain("text/plain");
    const { openapi, info, servers, paths } = answer.body;
    expect({ openapi, title: info.title }).toEqual({ openapi: "3.1.0", title: "chat" });
    expect(Object.keys(paths)).toEqual([`/served-models/${served}/invocations`]);
    for (const [path, { post }] of Object.entries<any>(paths)) {
      const ajv = new Ajv2020({ strict: false });
      const takes = ajv.compile(post.requestBody.content["application/json"].schema);
      const gives = ajv.compile(post.responses[200].content["application/json"].schema);
      const at = new URL(servers[0].url + path).pathname;
      for (const body of good) {
        expect(takes(body)).toBe(true);
        const queried = await call("POST", at, { ...body, stream: false });
        expect(gives(queried.body), queried.text).toBe(true);
      }
      for (const body of bad) {
        expect(takes(body)).toBe(false);
        expect((await call("POST", at, body)).status).toBe(400);
      }
    }
  });
});

describe("metrics", () => {
  test("count what guardrails and limits refuse as 4xx, for the model that would have been asked", async () => {
    const { call, settled } = await withChat(undefined, {
      ai_gateway: {
        guardrails: { input: { pii: { behavior: "BLOCK" } } },
        rate_limits: [{ calls: 2, key: "endpoint", renewal_period: "minute" }],
      },
    });
    const count = async (name: string): Promise<number> => {
      const { text } = await call("GET", `${ENDPOINT}/metrics`);
      return Number(new RegExp(`^${name}\\{.*served_model_name="gpt".*\\} (\\d+)$`, "m").exec(text)![1]);
    };
    await settled("chat");
    expect((await call("POST", CHAT, say("mail ann@example.com"))).status).toBe(400);
    expect((await call("POST", CHAT, say("x"))).status).toBe(200);
    expect((await call("POST", CHAT, say("x"))).status).toBe(429);
    expect(await count("request_count_total")).toBe(3);
    expect(await count("request_4xx_count_total")).toBe(2);
    expect(await count("request_5xx_count_total")).toBe(0);
  });
});

describe("scoring", () => {
  const rows: [string, object][] = [
    [
      "dataframe_split",
      {
        dataframe_split: {
          columns: ["a", "b"],
          data: [
            [1, 2],
            [3, 4],
            [1, 2],
          ],
        },
      },
    ],
    [
      "dataframe_records",
      {
        dataframe_records: [
          { a: 1, b: 2 },
          { a: 3, b: 4 },
          { a: 1, b: 2 },
        ],
      },
    ],
    [
      "instances",
      {
        instances: [
          [1, 2],
          [3, 4],
          [1, 2],
        ],
      },
    ],
    [
      "a tensor",
      {
        inputs: [
          [1, 2],
          [3, 4],
          [1, 2],
        ],
      },
    ],
    ["named tensors", { inputs: { a: [1, 3, 1], b: [2, 4, 2] } }],
  ];
  test.each(rows)("of %s gives a prediction for each row, the same for the same row", async (_form, body) => {
    const { call } = await withChat([custom()]);
    const { predictions } = (await call("POST", CHAT, body)).body;
    expect(predictions).toHaveLength(3);
    expect(predictions[0]).toBe(predictions[2]);
    expect(predictions[0]).not.toBe(predictions[1]);
  });

  test("gives what a script says", async () => {
    const { call, emulator } = await withChat([custom()]);
    emulator.addScript({ task: "scoring", answer: { predictions: ["fraud", "fine"] } });
    expect((await call("POST", CHAT, { instances: [1, 2, 3] })).body).toEqual({
      predictions: ["fraud", "fine", "fine"],
    });
  });
});

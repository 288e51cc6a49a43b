import { openai, withEmulator } from "../with-emulator";
import { Mutator, type Spoilt } from "./mutate";
import { requestsOf } from "./requests";

const AT_A_TIME = 16;

/** Faults and switches that the fuzzer happens to set make answers that are meant to be wrong: they go at once. */
const UNDO_EVERY = 25;

export interface FuzzResult {
  /** Requests that were answered with 5xx, with what nobody can parse, or not at all. */
  wrong: string[];
  /** How many answers had a status of each class. */
  classes: Record<string, number>;
  /** Bytes by which the heap has grown since the first tenth of the requests. */
  growth: number;
}

/** Sends so many spoilt requests of every kind to one emulator. */
export async function runFuzz(count: number, seed: number): Promise<FuzzResult> {
  const { emulator, call } = await withEmulator({ switches: { platformEndpoints: true } });
  const id = await prepare(call);
  emulator.advance(600_000);
  const requests = requestsOf(id);
  const mutator = new Mutator(seed);
  const result: FuzzResult = { wrong: [], classes: {}, growth: 0 };
  let sent = 0;
  let heap = 0;

  const worker = async (): Promise<void> => {
    while (sent < count) {
      sent += 1;
      if (sent % UNDO_EVERY === 0) await tidy();
      if (sent === Math.ceil(count / 10)) heap = heapUsed();
      const spoilt = mutator.spoil(mutator.pick(requests));
      const verdict = await send(spoilt);
      const kind = `${Math.floor(verdict.status / 100)}xx`;
      result.classes[kind] = (result.classes[kind] ?? 0) + 1;
      if (verdict.problem !== undefined) result.wrong.push(`${verdict.problem}: ${describe(spoilt)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  emulator.journal.clear();
  result.growth = heapUsed() - heap;
  return result;

  async function tidy(): Promise<void> {
    emulator.clearFaults();
    emulator.clearScripts();
    emulator.journal.clear();
    emulator.set({
      requestLatencyMs: 0,
      requestsPerSecond: null,
      brokenModels: {},
      updateOutcomes: {},
      updateDelayMs: 0,
    });
  }

  async function send({ method, path, body }: Spoilt): Promise<{ status: number; problem?: string }> {
    try {
      const response = await fetch(new URL(emulator.url + path), {
        method,
        headers: { authorization: `Bearer ${emulator.token}`, "content-type": "application/json" },
        ...(body !== undefined && { body }),
        signal: AbortSignal.timeout(5000),
      });
      const text = await response.text();
      const problem = problemOf(response, text);
      return { status: response.status, ...(problem !== undefined && { problem }) };
    } catch (error) {
      return { status: 0, problem: String((error as Error).cause ?? error) };
    }
  }
}

async function prepare(
  call: (method: string, path: string, body?: unknown) => Promise<{ body: any }>,
): Promise<string> {
  const path = "/api/2.0/serving-endpoints";
  const chat = await call("POST", path, { name: "chat", config: { served_entities: [openai()] } });
  const model = openai("ada", "text-embedding-3-small") as { external_model: object };
  await call("POST", path, {
    name: "embed",
    config: {
      served_entities: [{ ...model, external_model: { ...model.external_model, task: "llm/v1/embeddings" } }],
    },
  });
  const custom = { entity_name: "main.ml.fraud", entity_version: "1", scale_to_zero_enabled: true };
  await call("POST", path, { name: "fraud", config: { served_entities: [custom] } });
  return chat.body.id as string;
}

function problemOf({ status, headers }: Response, text: string): string | undefined {
  // A fault that the fuzzer happened to set on a path that it then asks for.
  if (text.includes("Injected fault")) return undefined;
  if (status >= 500) return `status ${status}, ${text.slice(0, 300)}`;
  const type = headers.get("content-type") ?? "";
  if (status === 204 || type.startsWith("text/plain") || type.startsWith("text/html")) return undefined;
  if (type.startsWith("text/event-stream")) {
    return text.endsWith("\n\n") ? undefined : `a stream without an end: ${text.slice(-100)}`;
  }
  let body: {
    error_code?: unknown;
    error?: unknown;
    schemas?: unknown;
    type?: unknown;
    external_model_message?: unknown;
  };
  try {
    body = JSON.parse(text);
  } catch {
    return `no JSON: ${text.slice(0, 200)}`;
  }
  // Besides the API's own envelope: OAuth's, SCIM's and the model side's.
  const told = body?.error_code ?? body?.error ?? body?.schemas ?? body?.external_model_message;
  return status >= 400 && told === undefined ? `an error of no shape: ${text.slice(0, 200)}` : undefined;
}

const describe = ({ method, path, body }: Spoilt): string =>
  `${method} ${path.slice(0, 120)} ${body === undefined ? "" : Buffer.from(body).toString("utf8").slice(0, 600)}`;

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

import { ApiError } from "../../provider/client/api/api-error";
import type { Connection } from "../../provider/client/api/connection";
import { SMALLEST_REQUEST } from "../../provider/client/serving-endpoints/serving-endpoints-client";
import type { EndpointSummary, ServedModel } from "../endpoint/endpoint-summary";
import { CommandFailed } from "../kit/command-failed";
import { postQuery } from "../query/post-query";
import type { ProbeResult } from "./probe-result";

/** Asks each served model of an endpoint for one token, one after the other. */
export async function* probeModels(
  { name: endpoint, models }: EndpointSummary,
  connection: Connection,
  timeoutMs: number,
): AsyncGenerator<ProbeResult> {
  for (const model of models) {
    const { name: servedModel, provider, traffic } = model;
    const named = provider === undefined ? model.model : `${provider}/${model.model}`;
    const started = performance.now();
    const found = await probeModel(endpoint, model, connection, timeoutMs);
    const milliseconds = Math.round(performance.now() - started);
    yield { endpoint, servedModel, model: named, traffic, milliseconds, ...found };
  }
}

async function probeModel(
  endpoint: string,
  { name, task }: ServedModel,
  connection: Connection,
  timeoutMs: number,
): Promise<Pick<ProbeResult, "health" | "reason">> {
  const request = SMALLEST_REQUEST[task ?? ""];
  if (request === undefined) return { health: "not asked", reason: "what a custom model takes is not known" };
  const path = [endpoint, name].map(encodeURIComponent).join("/served-models/");
  try {
    await postQuery(
      connection,
      `${connection.host}/serving-endpoints/${path}/invocations`,
      request,
      () => {},
      timeoutMs,
    );
    return { health: "healthy" };
  } catch (error) {
    if (error instanceof ApiError || error instanceof CommandFailed)
      return { health: "unhealthy", reason: error.message };
    return { health: "unhealthy", reason: reasonOf(error, timeoutMs) };
  }
}

function reasonOf(error: unknown, timeoutMs: number): string {
  const { code = "", message } = error as { code?: string; message: string };
  if (/TIMEOUT/.test(code)) return `no answer within ${timeoutMs / 1000} s`;
  return `the connection failed: ${code || message}`;
}

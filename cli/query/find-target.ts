import type { Connection } from "../../provider/client/api/connection";
import { HttpClient } from "../../provider/client/api/http-client";
import { Workspace } from "../../provider/client/workspace";
import { lookUpEndpoint } from "../../provider/lifecycle/endpoint/look-up-endpoint";
import { nearestNames } from "../../provider/text/nearest-names";
import { summariseEndpoint } from "../endpoint/endpoint-summary";
import { CommandFailed } from "../kit/command-failed";

/** Where a question goes, and in which form. */
export interface Target {
  readonly url: string;
  readonly task: string;
  /** What the body says under `model`, where the address does not say it. */
  readonly model?: string;
}

const isModelService = (name: string): boolean => name.split(".").length === 3;

/**
 * Looks at what is to be asked.
 *
 * @throws NoSuchEndpoint with the nearest names
 * @throws CommandFailed where the endpoint serves no such model
 */
export async function findTarget(
  name: string,
  servedModel: string | undefined,
  connection: Connection,
): Promise<Target> {
  const { host } = connection;
  if (isModelService(name)) {
    if (servedModel !== undefined)
      throw new CommandFailed(
        "--served-model names a model of an endpoint; a model service chooses by itself",
      );
    return { url: `${host}/ai-gateway/mlflow/v1/chat/completions`, task: "llm/v1/chat", model: name };
  }
  const endpoint = await lookUpEndpoint(name, new Workspace(new HttpClient(connection)));
  const { models, invocationUrl } = summariseEndpoint(endpoint);
  const task = endpoint.task ?? "llm/v1/chat";
  const asked = servedModel === undefined ? models[0] : models.find((one) => one.name === servedModel);
  if (servedModel === undefined) return { url: invocationUrl, task: asked?.task ?? task };
  if (asked === undefined) {
    const names = models.map((one) => one.name);
    const [near] = nearestNames(servedModel, names);
    const meant = near === undefined ? `it serves ${names.join(", ")}` : `did you mean ${near}?`;
    throw new CommandFailed(`${name} serves no model ${JSON.stringify(servedModel)}; ${meant}`);
  }
  const path = [name, servedModel].map(encodeURIComponent).join("/served-models/");
  return { url: `${host}/serving-endpoints/${path}/invocations`, task: asked.task ?? task };
}

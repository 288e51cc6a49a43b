import { ApiError } from "../http/api-error";
import { parseObject } from "../http/parse-message";
import { carryOut, type Carriage, type Refusal } from "../invocations/carry-out";
import { recallResponse } from "../invocations/kept-responses";
import type { RequestRoute } from "../control/journal";
import type { Answer } from "../models/answer";
import type { ModelReply } from "../models/model-reply";
import { MissingInput, type Query } from "../models/query";
import { UpstreamError } from "../models/upstream-error";
import { assertRoutable } from "../unity-catalog/assert-routable";
import { offeredApiTypes } from "../unity-catalog/api-types";
import { TABLE_BINDING } from "../unity-catalog/inference-table";
import { refuse } from "../unity-catalog/refusals";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import type { GatewayApi } from "./api-paths";
import { callDestination } from "./call-destination";
import { assertOwnerMayUse } from "./assert-owner-may-use";
import { countRequest } from "./count-request";
import { destinationModel } from "./destination-model";
import { findTarget } from "./find-target";
import { logRequest } from "./log-request";
import { orderDestinations, type Candidate } from "./order-destinations";
import { passServiceLimits } from "./service-limits";

/** One request to the gateway. */
export interface GatewayRequest {
  api: GatewayApi;
  /** What the caller names: a full name, or a provider's own where a provider service is named too. */
  model: unknown;
  providerService: string | undefined;
  /** Said by the path, where the API does not say it in its body. */
  stream?: boolean;
  text: string;
  requestId: string;
  identity: Identity;
}

/**
 * Carries out a request: rights, limits, split, model, fallbacks in their order, tables.
 *
 * @throws ApiError before anything is counted: no such service, no right to it.
 */
export async function answerRequest(request: GatewayRequest, workspace: Workspace): Promise<Carriage> {
  const { api, identity, requestId, text } = request;
  const { format } = api;
  const target = findTarget(request.model, request.providerService, identity, workspace);
  const { service } = target;
  const startedAt = workspace.clock.now();
  const tried: Candidate[] = [];
  const route: RequestRoute = { endpoint: service.fullName, tried: [], outcome: "answered" };
  let query: Query | undefined;
  const carried = { format, text, requestId, identity, route, record, refused };
  return carryOut(carried, workspace, async () => {
    assertLogged();
    const countTokens = passServiceLimits(service, identity, workspace);
    query = format.read(parseObject(text), { recall: recallResponse(workspace, identity) });
    if (request.stream !== undefined) query.stream = request.stream;
    const reply = await firstReply(query);
    const [last] = tried.slice(-1);
    const stamp = {
      id: requestId,
      createdMs: startedAt,
      model: destinationModel(last!.name, last!.backing!),
    };
    return { reply, stamp, countTokens };
  });

  /** The reply of the first destination that answers. A client's own mistake ends it. */
  async function firstReply(asked: Query): Promise<ModelReply> {
    const [first, ...rest] = orderDestinations(target, workspace);
    // A fallback that does not speak the API is none for this request.
    const candidates = [first!, ...rest.filter((one) => one.backing && speaks(one))];
    let failure: unknown;
    for (const candidate of candidates) {
      const failed = tried.at(-1);
      // The last attempt is counted with the request.
      if (failed !== undefined) countRequest(workspace, service, failed.name, statusOf(failure));
      tried.push(candidate);
      route.tried.push(candidate.name);
      try {
        return await ask(candidate, asked);
      } catch (error) {
        if (!fallsBack(error, candidate)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  function fallsBack(error: unknown, { backing }: Candidate): boolean {
    if (error instanceof UpstreamError) return error.triesNext;
    return backing === undefined && workspace.switches.deletedDestination === "fall-back";
  }

  async function ask(candidate: Candidate, asked: Query): Promise<ModelReply> {
    const { name, backing } = candidate;
    if (backing === undefined) throw refuse(workspace, "destinationDeleted", { name });
    if (!speaks(candidate)) {
      const supported = offeredApiTypes(backing.apiTypes).join(", ");
      throw refuse(workspace, "apiTypeUnsupported", { name: service.fullName, type: api.type, supported });
    }
    assertOwnerMayUse(target, backing, workspace);
    if (backing.provider !== undefined) assertRoutable(backing.provider, backing.model, workspace);
    const model = destinationModel(name, backing);
    return callDestination(
      { service: service.fullName, model, provider: backing.provider, query: asked },
      workspace,
    );
  }

  function speaks({ backing }: Candidate): boolean {
    return offeredApiTypes(backing?.apiTypes ?? []).includes(api.type);
  }

  /** "Payload logging fails closed" where its table was deleted; what that means for the request is a switch. */
  function assertLogged(): void {
    const id = service.bindings[TABLE_BINDING];
    const tables = Object.values(workspace.world.unityCatalog.tables);
    if (id === undefined || tables.some((table) => table.id === id)) return;
    if (workspace.switches.deletedInferenceTable === "refuse")
      throw refuse(workspace, "inferenceTableDeleted", { name: service.fullName });
  }

  function record(status: number, response: string, answer: Answer | undefined): void {
    const usage = answer?.usage;
    logRequest(
      {
        service,
        identity,
        requestId,
        apiType: api.type,
        startedAt,
        query,
        tried,
        status,
        usage,
        request: text,
        response,
      },
      workspace,
    );
    countRequest(workspace, service, tried.at(-1)?.name, status, usage?.total_tokens);
  }
}

const statusOf = (error: unknown): number =>
  error instanceof UpstreamError || error instanceof ApiError ? error.status : 500;

const refused = (error: unknown): Refusal | undefined =>
  error instanceof MissingInput
    ? { status: 400, body: { error_code: "INVALID_PARAMETER_VALUE", message: error.message } }
    : undefined;

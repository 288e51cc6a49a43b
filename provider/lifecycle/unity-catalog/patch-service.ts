import { ApiError } from "../../client/api/api-error";
import { withoutKnownKeys } from "../../client/unity-catalog/service-bodies";
import type { SeenService } from "../../client/unity-catalog/services-client";
import { planService } from "../../plan/plan-service";
import type { ModelProviderServiceInputs } from "../../resources/model-provider-service";
import type { ServiceInputs, ServiceState } from "../../resources/unity-catalog/service-kind";
import type { MaskedChange } from "../../schema/masked-changes";
import { untilShown } from "../until-shown";
import { ServiceMissing } from "./own-service";
import { inputsIn, projectService } from "./service-outputs";
import type { ServiceScope } from "./service-scope";

/** Somebody else changed what this update changes; nothing of it was sent. */
class ChangedByOthers extends Error {
  override readonly name = "ChangedByOthers";

  constructor({ fullName, answers }: SeenService, paths: readonly string[]) {
    const who = answers.updatedBy ?? "somebody";
    const when = answers.updateTime === undefined ? "" : ` at ${answers.updateTime}`;
    super(
      `Nothing was sent: ${who} changed ${paths.join(", ")} of ${JSON.stringify(fullName)}${when}, which this update changes too. ` +
        "Run `pulumi refresh` to see what is there now, then `pulumi up` decides between the two.",
    );
  }
}

/**
 * Sends one PATCH with the smallest mask, for the version that was read. Where somebody changed the service meanwhile,
 * what this update does not own stays as they made it, and the update is made once more for the new version.
 *
 * @param olds what state holds
 * @param first the service as it is now
 * @throws ChangedByOthers where both changed the same
 */
export async function patchService<Inputs extends ServiceInputs>(
  scope: ServiceScope<Inputs>,
  olds: ServiceState<Inputs>,
  news: Inputs,
  first: SeenService<Inputs>,
): Promise<SeenService<Inputs>> {
  const { kind, client, operation, deadline } = scope;
  const { fullName } = first;
  let known = olds;
  let seen = first;
  let repeated = false;
  for (;;) {
    const changes = stillToDo(scope, olds, known, news, seen);
    const masks = changes.map(({ mask }) => mask);
    if (masks.length === 0) return seen;
    try {
      for (const step of patchSteps(masks, known, news)) {
        seen = await send(scope, step.inputs, step.masks, seen, olds);
      }
      return seen;
    } catch (error) {
      if (!(error instanceof ApiError) || error.category !== "conflict" || repeated) throw error;
      repeated = true;
      const now = await client.get(fullName, { deadline });
      if (now === undefined) throw new ServiceMissing(kind, fullName, operation.workspace.host);
      if (now.answers.etag === seen.answers.etag) throw error;
      // What was there before is what we meant to change; the rest is judged against it.
      known = {
        ...olds,
        ...inputsIn(kind, projectService(kind, seen, inputsIn(kind, olds))),
        etag: seen.answers.etag,
      };
      seen = now;
    }
  }
}

/** Masks that bring the service as it is now to the inputs, without those that somebody brought there already. */
function stillToDo<Inputs extends ServiceInputs>(
  { kind, operation }: ServiceScope<Inputs>,
  olds: ServiceState<Inputs>,
  known: ServiceState<Inputs>,
  news: Inputs,
  seen: SeenService<Inputs>,
): readonly MaskedChange[] {
  const { changes } = planService(kind, olds, news);
  if (seen.answers.etag === known.etag) return changes;
  const before = inputsIn(kind, known);
  const now = projectService(kind, seen, before);
  const theirs = planService(kind, before as ServiceState<Inputs>, now as Inputs).changes;
  // As far as the API shows it: what it hides is compared with what was sent.
  const left = planService(kind, projectService(kind, seen, news) as ServiceState<Inputs>, news).changes;
  const clash = theirs.filter(
    ({ mask }) => changes.some((own) => own.mask === mask) && left.some((one) => one.mask === mask),
  );
  if (clash.length > 0)
    throw new ChangedByOthers(
      seen,
      clash.flatMap(({ paths }) => paths),
    );
  const kept = theirs.filter(({ mask }) => !changes.some((own) => own.mask === mask));
  if (kept.length > 0) {
    operation.reporter.info(
      `${seen.answers.updatedBy ?? "Somebody"} changed ${kept.flatMap(({ paths }) => paths).join(", ")} meanwhile, which stays.`,
    );
  }
  const hidden = ({ mask }: MaskedChange) => mask === "config.provider";
  return changes.filter((own) => hidden(own) || left.some((one) => one.mask === own.mask));
}

/** Of the two kinds, provider services alone have credentials. */
const credentialsVersionOf = ({ credentialsVersion }: Partial<ModelProviderServiceInputs>) =>
  credentialsVersion;

interface PatchStep<Inputs> {
  readonly inputs: Inputs;
  readonly masks: readonly string[];
}

const TABLE = "config.inference_table";

/** A table that is there keeps its place: logging is switched off first, then on to the new one. */
function patchSteps<Inputs extends ServiceInputs>(
  masks: readonly string[],
  olds: ServiceState<Inputs>,
  news: Inputs,
): PatchStep<Inputs>[] {
  const whole = { inputs: news, masks };
  const moves = olds.config?.inferenceTable !== undefined && news.config.inferenceTable !== undefined;
  if (!masks.includes(TABLE) || !moves) return [whole];
  const { inferenceTable: _, ...config } = news.config;
  return [{ inputs: { ...news, config } as Inputs, masks: [TABLE] }, whole];
}

async function send<Inputs extends ServiceInputs>(
  { kind, client, operation, deadline }: ServiceScope<Inputs>,
  inputs: Inputs,
  masks: readonly string[],
  seen: SeenService<Inputs>,
  olds: ServiceState<Inputs>,
): Promise<SeenService<Inputs>> {
  const { etag } = seen.answers;
  const resend = credentialsVersionOf(olds as object) !== credentialsVersionOf(inputs as object);
  const sent = resend ? inputs : withoutKnownKeys(kind.inputs, inputsIn(kind, olds), inputs);
  return untilShown(
    {
      what: "the update",
      deadline,
      send: () => client.patch(seen.fullName, { inputs: sent, masks, etag }, { deadline }),
      look: async () => {
        const now = await client.get(seen.fullName, { deadline });
        if (now === undefined || now.answers.etag === etag) return undefined;
        const left = planService(
          kind,
          projectService(kind, now, inputs) as ServiceState<Inputs>,
          inputs,
        ).changes;
        const shown = !left.some(({ mask }) => masks.includes(mask));
        const me = await operation.workspace.identity.me({ deadline });
        return shown && now.answers.updatedBy === me.userName ? now : undefined;
      },
    },
    operation,
  );
}

import type { ExternalModelInputs, ExternalModelState } from "../../resources/external-model";
import { withoutUnset } from "../../schema/plain-object";
import { verifyModels } from "../endpoint/verify-models";
import type { Operation } from "../operation";
import { PartialFailure } from "../partial-failure";
import { settle, without } from "../settle";

/** Outputs with `verify` recorded once the model has answered; until then the next run verifies again. */
export async function verifiedModel(
  id: string,
  inputs: ExternalModelInputs,
  outputs: ExternalModelState,
  operation: Operation,
  deadline: number,
): Promise<ExternalModelState> {
  if (inputs.verify === true) {
    const served = { config: { servedEntities: [{ name: inputs.servedModelName, externalModel: inputs }] } };
    await verifyModels(inputs.endpoint, served, operation, deadline).catch((error: unknown) => {
      const unverified = withoutUnset(without(outputs, ["verify"]));
      throw new PartialFailure(id, unverified, [`Verifying: ${(error as Error).message}`], { cause: error });
    });
  }
  return withoutUnset(settle(outputs, inputs, ["verify"]));
}

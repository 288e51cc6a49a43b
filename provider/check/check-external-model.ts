import { entityName } from "../resources/entity-name";
import { externalModel, type ExternalModelInputs } from "../resources/external-model";
import { checked, type Checked } from "./checked";
import { fieldsOf, withoutUnset, type Fields } from "../schema/plain-object";
import { distinct, type Problem } from "../schema/problem";
import { isUnknown } from "../schema/unknown";
import { validate } from "../schema/validate";
import { normaliseExternalModel } from "../resources/normalise-external-model";
import { providerSettingsProblems } from "./rules/provider-settings";
import { takeOutSecrets } from "../resources/secret-values";

/** Checks the inputs of an attached model, without the network; everything that is wrong is said at once. */
export function checkExternalModel(news: Fields): Checked<ExternalModelInputs> {
  const whole = withoutUnset(news);
  const problems = distinct([
    ...validate(externalModel.inputs, whole),
    ...plaintextProblems(whole),
    ...providerSettingsProblems(whole, []),
  ]);
  return checked(news, problems, () => {
    const servedModelName = whole["servedModelName"] ?? entityName({ externalModel: whole });
    const named = servedModelName === undefined ? {} : { servedModelName };
    return { ...fieldsOf(normaliseExternalModel(whole)), ...named };
  });
}

function plaintextProblems(whole: Fields): Problem[] {
  const { secretValues } = takeOutSecrets(externalModel.inputs, whole, isUnknown);
  return Object.keys(secretValues).map((path) => ({
    path: path.split("."),
    found: "a plaintext credential",
    allowed: `a reference to a secret, in ${
      path
        .split(".")
        .at(-1)
        ?.replace(/Plaintext$/, "") ?? ""
    }`,
    fix:
      "every config update of the endpoint sends all its models again, and the API does not show a plaintext credential, " +
      "so that the next one to attach a model would lose it; write secretRef(scope, key)",
  }));
}

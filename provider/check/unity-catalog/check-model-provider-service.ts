import {
  modelProviderService,
  type ModelProviderServiceInputs,
} from "../../resources/model-provider-service";
import {
  isProviderType,
  PROVIDER_TYPE,
  PROVIDER_TYPES,
  type ProviderType,
} from "../../catalog/provider-types";
import { usualApi } from "../../catalog/usual-api";
import { fieldsOf, listOf, type Fields } from "../../schema/plain-object";
import type { Problem } from "../../schema/problem";
import { isUnknown } from "../../schema/unknown";
import type { Checked } from "../checked";
import { checkSecurable, type RuleProblem } from "./check-securable";
import { limitPrincipalsRule } from "./limit-principals";

/** Checks the inputs of a model provider service; see `checkSecurable`. */
export const checkModelProviderService = (news: Fields): Checked<ModelProviderServiceInputs> =>
  checkSecurable(modelProviderService.inputs, [providerBlockRule, targetsRule, limitPrincipalsRule], news);

const BLOCKS: readonly string[] = Object.values(PROVIDER_TYPES).map(({ block }) => block);

const typeOf = (inputs: Fields): ProviderType | undefined => {
  const { providerType } = fieldsOf(inputs["config"]);
  return isProviderType(providerType) ? providerType : undefined;
};

const shortOf = (type: ProviderType): string => type.slice(PROVIDER_TYPE.length);

/** The settings of exactly the provider that is named. */
function providerBlockRule(inputs: Fields): RuleProblem[] {
  const type = typeOf(inputs);
  const config = fieldsOf(inputs["config"]);
  if (type === undefined) return [];
  const { block } = PROVIDER_TYPES[type];
  const others = BLOCKS.filter((other) => other !== block && config[other] !== undefined);
  const problems = others.map((other): RuleProblem => {
    const [meant] = Object.entries(PROVIDER_TYPES).find(([, { block }]) => block === other) ?? [""];
    return {
      path: ["config", other],
      covers: ["config", block],
      found: `the settings of ${shortOf(meant as ProviderType)}`,
      allowed: `${block}, since providerType is ${shortOf(type)}`,
      fix: `write ${block}, or providerType: ${JSON.stringify(shortOf(meant as ProviderType))}`,
    };
  });
  return config[block] === undefined && others.length === 0
    ? [
        {
          path: ["config", block],
          found: "nothing",
          allowed: `the settings of ${shortOf(type)}`,
        },
      ]
    : problems;
}

/** What the API refuses of targets: none at all, one without an API type, and what is for CUSTOM alone or never for it. */
function targetsRule(inputs: Fields): Problem[] {
  const type = typeOf(inputs);
  const config = fieldsOf(inputs["config"]);
  if (type === undefined) return [];
  const { targets, allowAllTargets } = config;
  const isCustom = type === "EXTERNAL_MODEL_PROVIDER_TYPE_CUSTOM";
  const problems: Problem[] = [];
  if (isCustom && allowAllTargets === true) {
    problems.push({
      path: ["config", "allowAllTargets"],
      found: "true",
      allowed: "false for CUSTOM, whose models are not known",
      fix: "list the models in targets",
    });
  }
  const listed = targets === undefined || Array.isArray(targets);
  if (
    listed &&
    listOf(targets).length === 0 &&
    (allowAllTargets === undefined || allowAllTargets === false)
  ) {
    problems.push({
      path: ["config", "targets"],
      found: "no target",
      allowed: isCustom ? "at least one target" : "at least one target, unless allowAllTargets is true",
      fix: `write { model: "…", nativeApiTypes: ["${usualApi(type)}"] }`,
    });
  }
  listOf(targets).forEach((target, index) => {
    if (isUnknown(target)) return;
    const { nativeApiTypes, endpointRoute } = fieldsOf(target);
    const at = ["config", "targets", index];
    if (nativeApiTypes === undefined || (Array.isArray(nativeApiTypes) && nativeApiTypes.length === 0)) {
      problems.push({
        path: [...at, "nativeApiTypes"],
        found: "no API type",
        allowed: "at least one API by which the provider serves the model",
        fix: `such as ["${usualApi(type)}"]`,
      });
    }
    if (endpointRoute !== undefined && !isCustom) {
      problems.push({
        path: [...at, "endpointRoute"],
        found: "a route",
        allowed: `none for ${shortOf(type)}: routes are for CUSTOM alone`,
      });
    }
  });
  return problems;
}

import { DESTINATION_TYPES, modelService, type ModelServiceInputs } from "../../resources/model-service";
import { fieldsOf, isPlainObject, listOf, withoutUnset, type Fields } from "../../schema/plain-object";
import type { Path } from "../../schema/problem";
import { isUnknown } from "../../schema/unknown";
import type { Checked } from "../checked";
import { sumProblem } from "../rules/traffic";
import { checkSecurable, type RuleProblem } from "./check-securable";
import { limitPrincipalsRule } from "./limit-principals";

const MOST_DESTINATIONS = 10;
const MOST_FALLBACKS = 5;

/** Checks the inputs of a model service; see `checkSecurable`. The type of a destination may follow from its block. */
export const checkModelService = (news: Fields): Checked<ModelServiceInputs> =>
  checkSecurable(
    modelService.inputs,
    [destinationsRule, fallbackRule, limitPrincipalsRule],
    withDestinationTypes(withoutUnset(news)),
  );

type Block = keyof typeof DESTINATION_TYPES;

const BLOCKS = Object.keys(DESTINATION_TYPES) as Block[];

const PRIMARY: Path = ["config", "routing", "destinations"];
const FALLBACK: Path = ["config", "routing", "fallback", "destinations"];

function withDestinationTypes(inputs: Fields): Fields {
  const { config } = inputs;
  const { routing } = fieldsOf(config);
  const { destinations, fallback } = fieldsOf(routing);
  if (!isPlainObject(config) || !isPlainObject(routing)) return inputs;
  const typed = (list: unknown): unknown => (Array.isArray(list) ? list.map(withType) : list);
  return {
    ...inputs,
    config: {
      ...config,
      routing: {
        ...routing,
        ...(destinations === undefined ? {} : { destinations: typed(destinations) }),
        ...(isPlainObject(fallback)
          ? { fallback: { ...fallback, destinations: typed(fallback["destinations"]) } }
          : {}),
      },
    },
  };
}

function withType(destination: unknown): unknown {
  if (!isPlainObject(destination)) return destination;
  const { destinationType } = destination;
  const [block, ...others] = blocksOf(destination);
  if (destinationType !== undefined || block === undefined || others.length > 0) return destination;
  return { ...destination, destinationType: DESTINATION_TYPES[block] };
}

const blocksOf = (destination: unknown): Block[] =>
  BLOCKS.filter((block) => fieldsOf(destination)[block] !== undefined);

/** What the API refuses of destinations: none, too many, a name twice, shares that do not sum to 100. */
function destinationsRule(inputs: Fields): RuleProblem[] {
  const { destinations } = fieldsOf(fieldsOf(inputs["config"])["routing"]);
  if (!Array.isArray(destinations)) return [];
  const problems = [...blockProblems(destinations, PRIMARY), ...nameProblems(destinations, PRIMARY)];
  if (destinations.length === 0) {
    problems.push({ path: PRIMARY, found: "no destination", allowed: "1 to 10 destinations" });
  }
  if (destinations.length > MOST_DESTINATIONS) {
    problems.push({
      path: PRIMARY,
      found: `${destinations.length} destinations`,
      allowed: `at most ${MOST_DESTINATIONS}`,
    });
  }
  if (destinations.length > 1) {
    destinations.forEach((destination, index) => {
      if (isUnknown(destination) || fieldsOf(destination)["trafficPercentage"] !== undefined) return;
      problems.push({
        path: [...PRIMARY, index, "trafficPercentage"],
        found: "nothing",
        allowed: "a share of the traffic for each of several destinations, summing to 100",
      });
    });
    problems.push(...sumProblem(destinations, PRIMARY));
  }
  return problems;
}

/** What the API refuses of fallbacks: too many, and shares, since they are tried in order. */
function fallbackRule(inputs: Fields): RuleProblem[] {
  const destinations = listOf(
    fieldsOf(fieldsOf(fieldsOf(inputs["config"])["routing"])["fallback"])["destinations"],
  );
  const problems = [...blockProblems(destinations, FALLBACK), ...nameProblems(destinations, FALLBACK)];
  destinations.forEach((destination, index) => {
    if (fieldsOf(destination)["trafficPercentage"] === undefined) return;
    problems.push({
      path: [...FALLBACK, index, "trafficPercentage"],
      found: "a share",
      allowed: "none: fallbacks are tried in their order",
      fix: "leave it out",
    });
  });
  if (destinations.length > MOST_FALLBACKS) {
    problems.push({
      path: FALLBACK,
      found: `${destinations.length} fallbacks`,
      allowed: `at most ${MOST_FALLBACKS}`,
    });
  }
  return problems;
}

function blockProblems(destinations: readonly unknown[], at: Path): RuleProblem[] {
  return destinations.flatMap((destination, index): RuleProblem[] => {
    if (!isPlainObject(destination)) return [];
    const { destinationType } = destination;
    const blocks = blocksOf(destination);
    const path = [...at, index];
    if (blocks.length > 1) {
      return [{ path, found: blocks.join(" and "), allowed: `exactly one of ${BLOCKS.join(", ")}` }];
    }
    const [block] = blocks;
    const belongs = BLOCKS.find((one) => DESTINATION_TYPES[one] === destinationType);
    if (block === undefined) {
      return [
        {
          path: belongs === undefined ? path : [...path, belongs],
          covers: [...path, "destinationType"],
          found: belongs === undefined ? `none of ${BLOCKS.join(", ")}` : "nothing",
          allowed: belongs ?? "exactly one of them",
        },
      ];
    }
    if (belongs === undefined || belongs === block) return [];
    return [
      {
        path: [...path, block],
        covers: [...path, belongs],
        found: `${block} with destinationType ${JSON.stringify(destinationType)}`,
        allowed: belongs,
        fix: "leave destinationType out: it follows from the block",
      },
    ];
  });
}

function nameProblems(destinations: readonly unknown[], at: Path): RuleProblem[] {
  const names = destinations.map((destination) => fieldsOf(destination)["name"]);
  return names.flatMap((name, index) =>
    typeof name === "string" && names.indexOf(name) < index
      ? [
          {
            path: [...at, index, "name"],
            found: `${JSON.stringify(name)} a second time`,
            allowed: "a name that no other destination has",
          },
        ]
      : [],
  );
}

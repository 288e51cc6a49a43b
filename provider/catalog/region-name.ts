import { nearestNames } from "../text/nearest-names";
import { areaOfRegion, regionsOf, type Cloud } from "./region-area";

/** A region's name that can be none. */
export interface NoRegion {
  /** The nearest regions that there are; empty where none is near. */
  near: string[];
}

const DIRECTION = "(?:north|south|east|west|central|northeast|northwest|southeast|southwest)";

/**
 * How each cloud builds its regions' names. New regions are built alike, so that a name of this form is not known to be
 * wrong only because the table does not have it.
 */
const forms: Readonly<Record<Cloud, RegExp>> = {
  aws: new RegExp(`^[a-z]{2}(?:sc-de|-gov|-iso[a-z]?)?-${DIRECTION}-\\d$`),
  azure: new RegExp(`^[a-z]+\\d?$`),
  vertex: new RegExp(
    `^(?:(?:africa|asia|australia|europe|me|northamerica|southamerica|us)-${DIRECTION}\\d{1,2}|global|us|eu)$`,
  ),
};

/** Places that AWS calls its regions by beside their names: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const AWS_PLACES: Readonly<Record<string, string>> = {
  nvirginia: "us-east-1",
  virginia: "us-east-1",
  ohio: "us-east-2",
  ncalifornia: "us-west-1",
  oregon: "us-west-2",
  canada: "ca-central-1",
  saopaulo: "sa-east-1",
  frankfurt: "eu-central-1",
  zurich: "eu-central-2",
  ireland: "eu-west-1",
  london: "eu-west-2",
  paris: "eu-west-3",
  stockholm: "eu-north-1",
  milan: "eu-south-1",
  spain: "eu-south-2",
  tokyo: "ap-northeast-1",
  seoul: "ap-northeast-2",
  osaka: "ap-northeast-3",
  mumbai: "ap-south-1",
  singapore: "ap-southeast-1",
  sydney: "ap-southeast-2",
};

/**
 * What is wrong with the name of a region, or `undefined` where nothing is known to be: it is in the table, or built as
 * its cloud builds them and no slip of one in the table.
 */
export function noRegion(cloud: Cloud, region: string): NoRegion | undefined {
  if (areaOfRegion(cloud, region) !== undefined) return undefined;
  const known = regionsOf(cloud);
  if (forms[cloud].test(region) && !isSwapped(region, known)) return undefined;
  const folded = region.toLowerCase().replace(/[^a-z0-9]+/g, "");
  const there = cloud === "aws" ? AWS_PLACES[folded] : undefined;
  if (there !== undefined) return { near: [there] };
  const same = known.filter((one) => one.replaceAll("-", "") === folded);
  return { near: same.length > 0 ? same : nearestNames(region, known, 2) };
}

/** Two letters of a known region's first word in the other order: `ue-central-1`. */
function isSwapped(region: string, known: readonly string[]): boolean {
  const swapped = `${region.slice(1, 2)}${region.slice(0, 1)}${region.slice(2)}`;
  return swapped !== region && known.includes(swapped);
}

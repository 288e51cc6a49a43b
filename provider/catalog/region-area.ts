import data from "./regions.json";

/** A part of the world, as wide as data-residency rules are usually written. */
export const areas = [
  "us",
  "eu",
  "uk",
  "ch",
  "ca",
  "apac",
  "jp",
  "in",
  "au",
  "sa",
  "me",
  "af",
  "global",
] as const;

/** One of `areas`. */
export type Area = (typeof areas)[number];

/** A cloud whose regions the table has. */
export type Cloud = "aws" | "azure" | "vertex";

/** Names of areas in full, for messages. */
export const areaNames: Readonly<Record<Area, string>> = {
  us: "United States",
  eu: "Europe",
  uk: "United Kingdom",
  ch: "Switzerland",
  ca: "Canada",
  apac: "Asia-Pacific",
  jp: "Japan",
  in: "India",
  au: "Australia",
  sa: "Latin America",
  me: "Middle East",
  af: "Africa",
  global: "anywhere in the world",
};

/**
 * The part of the world that a region lies in, or `undefined` for a region that the table does not have: that is not
 * known to be wrong, and no rule should take it for either.
 */
export function areaOfRegion(cloud: Cloud, region: string): Area | undefined {
  const table: Readonly<Record<string, string>> = data[cloud].regions;
  return Object.hasOwn(table, region) ? (table[region] as Area) : undefined;
}

/** Every region of a cloud that the table has. */
export function regionsOf(cloud: Cloud): string[] {
  return Object.keys(data[cloud].regions);
}

/**
 * Whether the Amazon Bedrock service has an endpoint in a region; says nothing about a given model there.
 * `undefined` for a region that is not in the table.
 */
export function hasBedrock(region: string): boolean | undefined {
  if (areaOfRegion("aws", region) === undefined) return undefined;
  return data.awsBedrock.regions.includes(region);
}

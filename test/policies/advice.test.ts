import { describe, expect, it } from "vitest";
import { rules, type Rule } from "../../policies/index";
import { checkEndpoint } from "../../provider/check/check-endpoint";
import { formatPath } from "../../provider/schema/problem";
import { SERVING_ENDPOINT } from "./baseline";
import cases from "./cases.json";
import { findings } from "./judge";
import { faultyPrograms } from "./faulty-programs";
import { settle } from "./suggestion";

type Props = Record<string, unknown>;

interface Advised {
  /** What says so: a rule, or the check. */
  rule: string;
  path: string;
  text: string;
  props: Props;
}

const said = (rule: string, text: string, props: Props): Advised[] => {
  const end = text.indexOf(": found ");
  return end < 0 ? [] : [{ rule, path: text.slice(0, end), text, props }];
};

const checked = (props: Props) => checkEndpoint(props, { name: "e", owner: "p/s/r" }).problems;

/** Every message of the check and of the rules about the judged cases and the programs with one fault. */
const advice: Advised[] = [
  ...(cases as { props: Props }[]).map(({ props }) => props),
  ...faultyPrograms.map(({ props }) => props),
].flatMap((props) => [
  ...checked(props).flatMap(({ path, found, fix }) =>
    said("check", `${formatPath(path)}: found ${found}; ${fix ?? ""}`, props),
  ),
  ...(rules as readonly Rule[])
    .filter(({ scope, level }) => scope === "resource" && level !== "disabled")
    .flatMap((rule) =>
      findings(rule, props, { type: SERVING_ENDPOINT }).flatMap((text) => said(rule.name, text, props)),
    ),
]);

const stillSays = ({ rule, path }: Advised, props: Props): boolean =>
  rule === "check"
    ? checked(props).some((problem) => formatPath(problem.path) === path)
    : findings((rules as readonly Rule[]).find(({ name }) => name === rule) as Rule, props).some((text) =>
        text.startsWith(`${path}: found`),
      );

describe("advice", () => {
  const tried = advice.map((one) => ({ one, results: settle(one.props, one.path, one.text) }));

  it("names something to write, or what to take away, in each message", () => {
    const neither = tried.filter(({ results }) => results === undefined).map(({ one }) => one.text);
    expect([...new Set(neither)]).toEqual([]);
  });

  it("is tried as it stands: each value and each piece of code passes what has asked for it", () => {
    const failed = tried.flatMap(({ one, results }) =>
      (results ?? []).filter((props) => stillSays(one, props)).map(() => `${one.rule}: ${one.text}`),
    );
    expect([...new Set(failed)]).toEqual([]);
    expect(tried.reduce((sum, { results }) => sum + (results?.length ?? 0), 0)).toBeGreaterThan(150);
  });
});

import * as ts from "typescript";

type Props = Record<string, unknown>;
type Parts = (string | number)[];

/** A reference as the advice means it. */
const REFERENCE = "{{secrets/llm/key}}";

/** What takes the value away, or says in words what only its author knows. */
const IN_WORDS =
  /\b(?:leave (?:it|them|\w+) out|take it out|keep |name (?:a|another) |choose another|serve |give |say |use |write (?:a|the|one|it|its|all|secretRef|ucSecretRef)\b|allow(?:ed)? |did you mean .*, with |add one|set \w|needs its|belong in |the API has no default|write \w+Config, or)/;

/**
 * The programs that follow when one does what a message says, one for each thing that it proposes; empty where it proposes
 * in words what to do, undefined where it proposes nothing.
 */
export function settle(props: Props, at: string, message: string): Props[] | undefined {
  const whole = message.replace(/; see https:.*$/s, "");
  // What is advised comes last; a remark in brackets before it may have a "; " of its own.
  const advice = whole.slice(whole.lastIndexOf("; ") + 2);
  const path = partsOf(at);
  const set = (value: unknown, where = path): Props => withValue(props, where, value);
  const objects = [...advice.matchAll(/\{ (?:provider|calls|groupName)[^]*?\}(?: \})?(?=[,;]| or|$)/g)].map(
    ([text]) => literal(text),
  );
  const models = objects.filter((object) => "provider" in object);
  if (models.length > 0) {
    const model = path.slice(0, -1);
    return models.map((object) => set(merged(valueAt(props, model), object), model));
  }
  if (advice.startsWith("add one, for example {")) return objects.map((object) => set([object]));
  const region = /^set awsRegion: ("[^"]*")/.exec(advice);
  if (region) {
    const parent = path.slice(0, -1);
    return [set(JSON.parse(region[1] ?? ""), [...parent, "amazonBedrockConfig", "awsRegion"])];
  }
  if (/did you mean "[^"]*"\?/.test(advice)) {
    const meant = JSON.parse(/did you mean ("[^"]*")\?/.exec(advice)?.[1] ?? "null") as string;
    // The name of a field is proposed as a value is.
    return at.endsWith(`.${meant}`)
      ? []
      : message.includes("found an unknown field")
        ? [renamed(props, path, meant)]
        : [set(meant)];
  }
  const bare = /^write (\d+) without quotes/.exec(advice);
  if (bare) return [set(Number(bare[1]))];
  const would = /^("[^"]*") would do/.exec(advice);
  if (would) return [set(JSON.parse(would[1] ?? ""))];
  const values = [...advice.matchAll(/(?:^write |, or write | or (?="))("(?:[^"\\]|\\.)*")/g)].map(
    ([, text]) => JSON.parse(text ?? "") as unknown,
  );
  if (values.length > 0) return values.map((value) => set(value));
  if (/^write true\b/.test(advice))
    return /catalogName/.test(advice)
      ? [set({ enabled: true, catalogName: "c", schemaName: "s" }, path.slice(0, -1))]
      : [set(true)];
  if (/^write \{\{secrets|^write \w+: secretRef|^write secretRef|write \{\{secrets/.test(advice))
    return byReference(props, path);
  if (advice.startsWith("write https://"))
    return [set(String(valueAt(props, path)).replace(/^http:/, "https:"))];
  return IN_WORDS.test(advice) || advice === "" ? [] : undefined;
}

/** A plaintext field is written as its twin; anywhere else the reference takes the text's place. */
function byReference(props: Props, path: Parts): Props[] {
  const field = String(path.at(-1));
  if (!field.endsWith("Plaintext")) return [withValue(props, path, REFERENCE)];
  const without = withValue(props, path, undefined);
  return [withValue(without, [...path.slice(0, -1), field.replace(/Plaintext$/, "")], REFERENCE)];
}

/** An object literal of a message, which must compile. */
function literal(text: string): Props {
  const code = `const value = ${text};`;
  const { diagnostics } = ts.transpileModule(code, { reportDiagnostics: true });
  if ((diagnostics ?? []).length > 0) throw new Error(`does not compile: ${text}`);
  return new Function(`return (${text});`)() as Props;
}

function merged(before: unknown, after: Props): Props {
  const all: Props = { ...(before as Props) };
  for (const [key, value] of Object.entries(after)) {
    const old = all[key];
    all[key] =
      typeof value === "object" && value !== null && typeof old === "object"
        ? merged(old, value as Props)
        : value;
  }
  return all;
}

function partsOf(path: string): Parts {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([\w$]+)/g)].map(([, index, key, name]) =>
    index === undefined ? (key ?? name ?? "") : Number(index),
  );
}

function valueAt(props: unknown, path: Parts): unknown {
  return path.reduce<unknown>(
    (at, part) => (at === undefined || at === null ? undefined : (at as Props)[part]),
    props,
  );
}

function withValue(props: Props, path: Parts, value: unknown): Props {
  const copy = structuredClone(props);
  const last = path.at(-1) as string;
  const parent = path.slice(0, -1).reduce<Props>((at, part) => (at[part] ??= {}) as Props, copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

function renamed(props: Props, path: Parts, name: string): Props {
  const value = valueAt(props, path);
  return withValue(withValue(props, path, undefined), [...path.slice(0, -1), name], value);
}

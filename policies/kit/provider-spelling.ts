import { bedrockProviders, otherProviderNames, providerNames } from "../../provider/catalog";
import { fieldsOf, type Fields } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import type { ResourceView } from "./resource-view";

const fold = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The word of the list that a text certainly means: the same letters and digits, or a common other name. */
export function certainSpelling(text: string, words: readonly string[]): string | undefined {
  const folded = fold(text);
  const called = (word: string) =>
    (otherProviderNames as Record<string, Readonly<Record<string, string>>>)[word];
  // Where something else must be written besides, a new spelling alone would not do.
  return words.find((word) => fold(word) === folded) ?? words.find((word) => called(word)?.[folded] === "");
}

/** Respells `provider` and `bedrockProvider` of a resource's models in place, where the meaning is certain. */
export function remedyProviderSpelling(props: Fields, { models }: ResourceView): boolean {
  let changed = false;
  const respell = (at: Path, field: string, found: unknown, words: readonly string[]): void => {
    if (typeof found !== "string" || words.includes(found)) return;
    const meant = certainSpelling(found, words);
    if (meant === undefined) return;
    (at.reduce<unknown>((value, part) => (value as Fields)[part], props) as Fields)[field] = meant;
    changed = true;
  };
  for (const { path, fields } of models) {
    respell(path, "provider", fields["provider"], providerNames);
    const bedrock = fieldsOf(fields["amazonBedrockConfig"])["bedrockProvider"];
    // The API ignores the case of bedrockProvider, so that other case alone needs no mending.
    if (
      typeof bedrock === "string" &&
      !(bedrockProviders as readonly string[]).includes(bedrock.toLowerCase())
    ) {
      respell([...path, "amazonBedrockConfig"], "bedrockProvider", bedrock, bedrockProviders);
    }
  }
  return changed;
}

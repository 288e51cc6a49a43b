import type { AiGateway } from "../serving/messages";
import { countTokens } from "../models/count-tokens";
import type { Query } from "../models/query";
import { promptTokens } from "../models/usage";

type Guardrail = NonNullable<NonNullable<AiGateway["guardrails"]>["input"]>;

/** A request or answer that a guardrail stopped. */
export class GuardrailBlock extends Error {
  constructor(
    readonly side: "input" | "output",
    readonly finding: Finding,
    readonly promptTokens: number,
    readonly totalTokens: number,
  ) {
    super(`${side}_guardrail_triggered`);
  }
}

export interface Finding {
  flagged: boolean;
  categories: Record<string, boolean> | null;
  category_scores: null;
  pii_detection: boolean | null;
  anonymized_input: { role: string; content: string }[] | null;
}

/** What counts as personal data here; the real detector (Presidio) knows many more kinds. */
const PII: [RegExp, string][] = [
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "<EMAIL_ADDRESS>"],
  [/\b\d{3}-\d{2}-\d{4}\b/g, "<US_SSN>"],
  [/\b(?:\d[ -]?){13,16}\b/g, "<CREDIT_CARD>"],
  [/(?:\+?1[ .-]?)?\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b/g, "<PHONE_NUMBER>"],
];

/** Stands for the real classifier (Llama Guard): enough words to provoke a block of each kind in a test. */
const UNSAFE: [string, RegExp][] = [
  ["violence-and-hate", /\b(?:kill|murder|bomb|massacre)/i],
  ["self-harm", /\b(?:suicide|hurt myself)/i],
  ["criminal-planning", /\b(?:steal|launder|hack into)/i],
];

const mask = (text: string): string =>
  PII.reduce((masked, [pattern, label]) => masked.replace(pattern, label), text);

/**
 * Applies one side's guardrail to texts.
 *
 * @returns the texts, with personal data masked where the guardrail says so.
 * @throws GuardrailBlock when something in them is not allowed.
 */
export function applyGuardrail(
  side: "input" | "output",
  guardrail: Guardrail | undefined,
  texts: string[],
  query: Query,
): string[] {
  if (guardrail === undefined) return texts;
  const block = (finding: Partial<Finding>): GuardrailBlock => {
    const prompt = promptTokens(query);
    const full: Finding = {
      flagged: false,
      categories: null,
      category_scores: null,
      pii_detection: null,
      anonymized_input: null,
      ...finding,
    };
    return new GuardrailBlock(
      side,
      full,
      prompt,
      prompt + (side === "output" ? countTokens(texts.join("")) : 0),
    );
  };
  if (guardrail.safety) {
    const categories = Object.fromEntries(
      UNSAFE.map(([name, words]) => [name, texts.some((text) => words.test(text))]),
    );
    if (Object.values(categories).some(Boolean)) throw block({ flagged: true, categories });
  }
  const keyword = guardrail.invalid_keywords?.find((word) =>
    texts.some((text) => text.toLowerCase().includes(word.toLowerCase())),
  );
  if (keyword !== undefined) throw block({ flagged: true, categories: { invalid_keywords: true } });
  // valid_topics is accepted and has no effect here: it takes a model to tell a topic.
  const behavior = guardrail.pii?.behavior ?? "NONE";
  const masked = texts.map(mask);
  if (behavior === "NONE" || masked.every((text, index) => text === texts[index])) return texts;
  if (behavior === "MASK") return masked;
  throw block({
    pii_detection: true,
    anonymized_input: masked.map((content, index) => ({
      role: side === "output" ? "assistant" : (query.messages[index]?.role ?? "user"),
      content,
    })),
  });
}

/** The body of a block, as seen from real endpoints: HTTP 400 with the findings as a JSON string in the message. */
export function guardrailBlockBody({
  side,
  finding,
  promptTokens,
  totalTokens,
}: GuardrailBlock): Record<string, unknown> {
  return {
    error_code: "BAD_REQUEST",
    message: JSON.stringify({
      usage: { prompt_tokens: promptTokens, total_tokens: totalTokens },
      [`${side}_guardrail`]: [finding],
      finishReason: `${side}_guardrail_triggered`,
    }),
  };
}

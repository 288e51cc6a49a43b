import { invalidParameter } from "../../http/api-error";
import type { Choice, FinishReason, Stamp, Usage } from "../answer";
import { field, isObject, shown } from "../field-readers";
import { PieceCollector } from "../pieces";
import { plainQuery, type Query, type ResponseFormat, type Tool, type ToolChoice } from "../query";
import { readTool } from "../read-tools";
import { textOf } from "../read-messages";
import { promptTokens } from "../usage";
import type { ApiFormat } from "./api-format";
import { readContents, readSystemInstruction } from "./gemini-conversation";
import { geminiNames } from "./gemini-names";
import { jsonSchemaOf } from "./gemini-schema";
import { readStop } from "./read-sampling";

type Body = Record<string, unknown>;

/**
 * Gemini's own API: `generateContent`, and `streamGenerateContent`, whose chunks have the same form. Whether to stream is
 * said by the path, not the body.
 *
 * @see https://ai.google.dev/api/generate-content
 */
export const geminiContent: ApiFormat = {
  name: "generateContent",
  task: "chat",

  read(given) {
    const body = geminiNames(given);
    const config = field.object(body, "generationConfig") ?? {};
    const messages = [...readSystemInstruction(body.systemInstruction), ...readContents(body.contents)];
    const tools = (field.array(body, "tools") ?? []).flatMap(readFunctions);
    return {
      ...plainQuery("chat", parametersOf(config)),
      messages,
      texts: messages.map(({ content }) => textOf(content)),
      tools,
      toolChoice: readMode(field.object(body, "toolConfig"), tools),
      responseFormat: readResponse(config),
      includeUsage: true,
      maxTokens: field.integer(config, "maxOutputTokens", 1),
      n: field.integer(config, "candidateCount", 1, 8) ?? 1,
      stop: readStop(config.stopSequences, "stopSequences"),
    };
  },

  write(_query, { choices, usage }, stamp) {
    return {
      candidates: choices.map((choice, index) => ({
        content: { role: "model", parts: partsOf(choice) },
        finishReason: REASONS[choice.finishReason],
        index,
      })),
      ...foot(usage, stamp),
    };
  },

  // A call comes in one chunk, as its arguments are an object here and cannot be sent in pieces. The last chunk says the
  // reasons and the usage together: clients count on a candidate in each.
  async *stream(_query, pieces, stamp) {
    const collector = new PieceCollector();
    const finished: Body[] = [];
    for await (const piece of pieces) {
      collector.add(piece);
      if (piece.kind === "text") {
        const content = { role: "model", parts: [{ text: piece.text }] };
        yield { data: { candidates: [{ content, index: piece.choice }], ...head(stamp) } };
      }
      if (piece.kind === "finish") {
        const { toolCalls } = collector.answer.choices[piece.choice]!;
        const parts = partsOf({ text: "", toolCalls });
        const content = { role: "model", parts };
        finished.push({ content, finishReason: REASONS[piece.reason], index: piece.choice });
      }
    }
    yield { data: { candidates: finished, ...foot(collector.answer.usage, stamp) } };
  },
};

/** The answer of `countTokens`, whose request holds the contents, or the whole of a request to generate. */
export const countContentTokens = (body: Body): Body => ({
  totalTokens: promptTokens(geminiContent.read(field.object(body, "generateContentRequest") ?? body, {})),
});

const REASONS: Record<FinishReason, string> = {
  stop: "STOP",
  length: "MAX_TOKENS",
  tool_calls: "STOP",
  content_filter: "SAFETY",
};

function partsOf({ text, toolCalls }: Pick<Choice, "text" | "toolCalls">): Body[] {
  const calls = toolCalls.map(({ id, name, arguments: args }) => ({
    functionCall: { id, name, args: JSON.parse(args) as unknown },
  }));
  return text === "" && calls.length > 0 ? calls : [{ text }, ...calls];
}

const head = ({ id, model }: Stamp): Body => ({ modelVersion: model.name, responseId: id });

const foot = (usage: Usage, stamp: Stamp): Body => ({
  usageMetadata: {
    promptTokenCount: usage.prompt_tokens,
    candidatesTokenCount: usage.completion_tokens ?? 0,
    totalTokenCount: usage.total_tokens,
  },
  ...head(stamp),
});

function readFunctions(given: unknown, index: number): Tool[] {
  const at = `tools[${index}]`;
  if (!isObject(given)) throw invalidParameter(`${at} must be an object; found ${shown(given)}.`);
  return (field.array(given, "functionDeclarations") ?? []).map((one, at2) => {
    const here = `${at}.functionDeclarations[${at2}]`;
    if (!isObject(one)) throw invalidParameter(`${here} must be an object; found ${shown(one)}.`);
    const schema = one.parametersJsonSchema ?? jsonSchemaOf(one.parameters);
    return readTool(one.name, one.description, schema, here);
  });
}

function readMode(given: Body | undefined, tools: Tool[]): ToolChoice {
  const { mode = "AUTO", allowedFunctionNames: names } =
    field.object(given ?? {}, "functionCallingConfig") ?? {};
  if (mode === "AUTO" || tools.length === 0) return "auto";
  if (mode === "NONE") return "none";
  if (mode !== "ANY" && mode !== "VALIDATED")
    throw invalidParameter(`functionCallingConfig.mode must be AUTO, ANY or NONE; found ${shown(mode)}.`);
  const [name] = Array.isArray(names) ? names : [];
  return typeof name === "string" ? { name } : "required";
}

function readResponse(config: Body): ResponseFormat {
  if (config.responseMimeType !== "application/json") return { kind: "text" };
  const schema = config.responseJsonSchema ?? jsonSchemaOf(config.responseSchema);
  return isObject(schema) ? { kind: "json_schema", name: "response", schema } : { kind: "json_object" };
}

/** Parameters by OpenAI's names, as far as there are two. */
function parametersOf(config: Body): Query["parameters"] {
  const { topP, topK, maxOutputTokens, candidateCount, stopSequences, ...rest } = config;
  const named = {
    top_p: topP,
    top_k: topK,
    max_tokens: maxOutputTokens,
    n: candidateCount,
    stop: stopSequences,
  };
  return Object.fromEntries(
    Object.entries({ ...rest, ...named }).filter(([, value]) => value !== undefined && value !== null),
  );
}

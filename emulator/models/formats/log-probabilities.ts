import { splitTokens } from "../count-tokens";

interface TokenProbability {
  token: string;
  logprob: number;
  bytes: number[];
}

/** Made up, and the same for the same place: the first token is the likeliest. */
const logprobAt = (index: number, rank = 0): number => -0.01 * (1 + (index % 7)) - rank;

const entry = (token: string, logprob: number): TokenProbability => ({
  token,
  logprob,
  bytes: [...Buffer.from(token)],
});

/** Log probabilities of a text as chat completions write them. */
export function chatLogprobs(text: string, top: number, from = 0): Record<string, unknown> {
  return {
    content: splitTokens(text).map((token, index) => ({
      ...entry(token, logprobAt(from + index)),
      top_logprobs: Array.from({ length: top }, (_, rank) =>
        entry(rank === 0 ? token : `${token}${rank}`, logprobAt(from + index, rank)),
      ),
    })),
    refusal: null,
  };
}

/** The same as text completions write them. */
export function textLogprobs(text: string, top: number): Record<string, unknown> {
  const tokens = splitTokens(text);
  let offset = 0;
  return {
    tokens,
    token_logprobs: tokens.map((_, index) => logprobAt(index)),
    top_logprobs: tokens.map((token, index) =>
      Object.fromEntries(
        Array.from({ length: top }, (_, rank) => [
          rank === 0 ? token : `${token}${rank}`,
          logprobAt(index, rank),
        ]),
      ),
    ),
    text_offset: tokens.map((token) => (offset += token.length) - token.length),
  };
}

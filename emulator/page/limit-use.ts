import type { Workspace } from "../workspace/workspace";

/** A rate limit, and how much of it the busiest caller has used in this minute or hour. */
export interface LimitUse {
  /** Whom it is for, such as `endpoint` or `user ann@example.com`. */
  of: string;
  period: "minute" | "hour";
  calls?: { used: number; allowed: number };
  tokens?: { used: number; allowed: number };
}

export interface DeclaredLimit {
  of: string;
  period: "minute" | "hour";
  calls: number | undefined;
  tokens: number | undefined;
  /** Whether a window counts towards it, by the window's name. */
  counts(window: string): boolean;
}

const MS = { minute: 60_000, hour: 3_600_000 };

/** How much of each limit is used, by the windows that are open now. */
export const limitUse = (limits: DeclaredLimit[], { windows, clock }: Workspace): LimitUse[] =>
  limits.map(({ of, period, calls, tokens, counts }) => {
    const now = Math.floor(clock.now() / MS[period]);
    const open = [...windows].filter(([window, { index }]) => index === now && counts(window));
    const most = (what: "calls" | "tokens"): number => Math.max(0, ...open.map(([, used]) => used[what]));
    return {
      of,
      period,
      ...(calls !== undefined && { calls: { used: most("calls"), allowed: calls } }),
      ...(tokens !== undefined && { tokens: { used: most("tokens"), allowed: tokens } }),
    };
  });

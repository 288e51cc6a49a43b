/** What one check found. */
export interface Finding {
  readonly verdict: "good" | "warning" | "bad";
  /** What was found, in a line. */
  readonly says: string;
  /** What to do about it. */
  readonly mend?: string;
}

export const good = (says: string): Finding => ({ verdict: "good", says });

export const warning = (says: string, mend: string): Finding => ({ verdict: "warning", says, mend });

export const bad = (says: string, mend: string): Finding => ({ verdict: "bad", says, mend });

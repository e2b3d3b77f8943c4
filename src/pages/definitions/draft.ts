/** A text that is not saved yet, kept for this tab of the browser: a wrong click or a crash loses nothing. */

export interface Draft {
  readonly text: string;
  /** The saved text that it was made of. */
  readonly base: string;
}

const keyOf = (uid: string) => `plumbline-draft-${uid}`;

/** Undefined where there is none, or where the browser keeps nothing. */
export function readDraft(uid: string): Draft | undefined {
  try {
    const { text, base } = JSON.parse(window.sessionStorage.getItem(keyOf(uid)) ?? '{}') as Partial<Draft>;
    return typeof text === 'string' && typeof base === 'string' ? { text, base } : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a draft; one that says what is saved is forgotten. */
export function keepDraft(uid: string, { text, base }: Draft): void {
  try {
    if (text === base) {
      window.sessionStorage.removeItem(keyOf(uid));
    } else {
      window.sessionStorage.setItem(keyOf(uid), JSON.stringify({ text, base }));
    }
  } catch {
    // Private windows and full stores: the text is still in the editor, and leaving asks.
  }
}

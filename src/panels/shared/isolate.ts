/** Keeps a name of any direction from reordering the text around it. */
export const isolate = (text: string): string => `\u2068${text}\u2069`;

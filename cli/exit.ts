/** What the exit code says: fine; the answer is no (invalid, closed, mismatch); it could not be run at all. */
export const EXIT = { fine: 0, no: 1, couldNotRun: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command could not be run; the message is for people and holds no secret. */
export class CannotRun extends Error {}

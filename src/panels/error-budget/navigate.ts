/** Arrow keys over budgets: up and down, left and right all go from one to the next, as the list is one line of reading. */
export function nextBudget(count: number, from: number, key: string): number | null {
  const to = {
    ArrowDown: from + 1,
    ArrowRight: from + 1,
    ArrowUp: from - 1,
    ArrowLeft: from - 1,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined || to === from || to < 0 || to >= count ? null : to;
}

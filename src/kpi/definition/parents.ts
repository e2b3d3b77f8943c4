import type { Place } from '../diagnostics';
import type { Report } from './report';

/** Reports every circle of parents once, at the first of its definitions in the order of the text. */
export function checkParents(
  parents: ReadonlyMap<string, { readonly parent: string; readonly place: Place }>,
  report: Report
): void {
  const done = new Set<string>();
  parents.forEach((_, start) => {
    const path: string[] = [];
    const onPath = new Set<string>();
    let name: string | undefined = start;
    while (name !== undefined && !done.has(name) && !onPath.has(name)) {
      path.push(name);
      onPath.add(name);
      name = parents.get(name)?.parent;
    }
    if (name !== undefined && onPath.has(name)) {
      const circle = path.slice(path.indexOf(name));
      const from = parents.get(circle[0]);
      if (from) {
        report('PL1203', { path: [...circle, circle[0]] }, from.place);
      }
    }
    path.forEach((visited) => done.add(visited));
  });
}

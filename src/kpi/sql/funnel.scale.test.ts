/** The benchmark's funnels on 50,000 generated events: robots, duplicates, ties and nobodies included, against brute force on samples. */
import { expect, it } from 'vitest';
import { clicks, COLUMNS } from '../../../bench/funnel/generate';
import { bruteForce, comparable, ourStatement, type Question } from '../../../bench/funnel/question';
import { EMBEDDED, openEngines } from '../../../tests/engines';

const QUESTIONS: Question[] = [
  { entry: 'any', bySegment: true },
  { entry: 'any', bySegment: false },
  { entry: 'first', bySegment: true },
  { entry: 'first', bySegment: false },
];

it('50,000 events: three stores say the same, and what brute force says of samples', { timeout: 240_000 }, async () => {
  const all = [...clicks(50_000)];
  const engines = await openEngines('America/New_York', EMBEDDED);
  for (const engine of engines) {
    await engine.load({ name: 'clicks', columns: COLUMNS }, all as never);
  }
  for (const question of QUESTIONS) {
    // …t1 is a robot: a third of a per cent of all events is its.
    for (const sample of ['7', '42', 't1']) {
      const truth = comparable(
        bruteForce(
          all.filter((c) => c.user_id?.endsWith(sample)),
          question
        )
      );
      for (const engine of engines) {
        const found = comparable(await engine.run(ourStatement(engine.dialect, question, sample)));
        expect([engine.dialect, question, sample, ...found]).toEqual([engine.dialect, question, sample, ...truth]);
      }
    }
    const whole = await Promise.all(engines.map((engine) => engine.run(ourStatement(engine.dialect, question))));
    whole.forEach((one, i) => {
      expect([engines[i].name, ...comparable(one)]).toEqual([engines[i].name, ...comparable(whole[0])]);
    });
    const reached = whole[0].map((row) => [row.n1, row.n2, row.n3, row.n4].map(Number));
    expect(reached.every((n) => n[0] >= n[1] && n[1] >= n[2] && n[2] >= n[3])).toBe(true);
    expect(reached.reduce((sum, n) => sum + n[3], 0)).toBeGreaterThan(20);
  }
  await Promise.all(engines.map((engine) => engine.close()));
});

import fs from 'node:fs';
import path from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, it } from 'vitest';

const folder = path.resolve(__dirname, '../.github/workflows');

describe('GitHub workflows', () => {
  it.each(fs.readdirSync(folder))('%s is a valid workflow', (name) => {
    const content = fs.readFileSync(path.join(folder, name), 'utf8');
    const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(String)).toEqual([]);
  });

  it('would be told of a key that no workflow has', () => {
    const { context } = parseWorkflow({ name: 'x.yml', content: 'on: push\njbos: {}\n' }, new NoOperationTraceWriter());
    expect(context.errors.getErrors()).not.toEqual([]);
  });

  it('run only scripts and commands that the project has', () => {
    const scripts = Object.keys(
      JSON.parse(fs.readFileSync(path.resolve(folder, '../../package.json'), 'utf8')).scripts
    );
    const texts = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
    const named = texts.flatMap((t) => [...t.matchAll(/npm run ([\w:-]+)/g)].map((m) => m[1] as string));
    const files = texts.flatMap((t) => [...t.matchAll(/node (scripts\/[\w.-]+)/g)].map((m) => m[1] as string));
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
    expect(files.filter((file) => !fs.existsSync(path.resolve(folder, '../..', file)))).toEqual([]);
  });
});

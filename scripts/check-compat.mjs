/**
 * Compiles the front end against the oldest and the newest Grafana it must load in, and checks that every value it imports
 * from @grafana/* exists there at run time (types alone would let a removed function through).
 *   node scripts/check-compat.mjs [11.0] [13.2]
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const versions = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['11.0', '13.2'];

/** @grafana package -> names imported as values anywhere in src. */
function importedValues() {
  const found = new Map();
  const program = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root
  );
  for (const file of program.fileNames) {
    const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
    for (const statement of source.statements) {
      if (!ts.isImportDeclaration(statement) || !/^@grafana\/(ui|data|runtime)$/.test(statement.moduleSpecifier.text)) {
        continue;
      }
      const clause = statement.importClause;
      if (!clause || clause.isTypeOnly || !clause.namedBindings || !ts.isNamedImports(clause.namedBindings)) {
        continue;
      }
      for (const element of clause.namedBindings.elements.filter((e) => !e.isTypeOnly)) {
        const name = (element.propertyName ?? element.name).text;
        const names = found.get(statement.moduleSpecifier.text) ?? new Map();
        names.set(name, path.relative(root, file));
        found.set(statement.moduleSpecifier.text, names);
      }
    }
  }
  return found;
}

/** Names that a package's declaration file exports as values (functions, classes, variables, enums). */
function exportedValues(folder, name) {
  const manifestFile = path.join(folder, 'node_modules', name, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  const types = path.join(
    path.dirname(manifestFile),
    manifest.types ?? manifest.exports?.['.']?.import?.types ?? 'dist/index.d.ts'
  );
  const program = ts.createProgram([types], {
    skipLibCheck: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    types: [],
  });
  const checker = program.getTypeChecker();
  const symbol = checker.getSymbolAtLocation(program.getSourceFile(types));
  return new Set(
    checker.getExportsOfModule(symbol).flatMap((s) => {
      const target = s.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(s) : s;
      return target.flags & ts.SymbolFlags.Value ? [s.name] : [];
    })
  );
}

let failed = 0;
const wanted = importedValues();
// What is no value in the version that we compile against is a type written without the word, and is gone from the built files.
for (const [name, names] of wanted) {
  const values = exportedValues(root, name);
  wanted.set(name, new Map([...names].filter(([value]) => values.has(value))));
}
for (const version of versions) {
  const folder = path.join(root, 'compat', `grafana-${version}`);
  if (!fs.existsSync(path.join(folder, 'node_modules'))) {
    process.stdout.write(`check-compat: installing the packages of Grafana ${version}\n`);
    const install = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: 'inherit',
    });
    if (install.status !== 0) {
      process.exit(2);
    }
  }
  const tsc = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
      '--noEmit',
      '-p',
      path.join(root, 'compat', `tsconfig.grafana-${version}.json`),
    ],
    { cwd: root, encoding: 'utf8' }
  );
  // Errors inside the other version's own declaration files are not ours.
  const errors = tsc.stdout.split('\n').filter((line) => /^(\.\.\/)*src\/|^src\//.test(line));
  for (const [name, names] of wanted) {
    const exported = exportedValues(folder, name);
    for (const [value, file] of names) {
      if (!exported.has(value)) {
        errors.push(`${file}: ${name} has no value "${value}" in Grafana ${version}`);
      }
    }
  }
  for (const line of errors) {
    process.stderr.write(`${line}\n`);
  }
  failed += errors.length;
  process.stdout.write(
    `check-compat: Grafana ${version}: ${errors.length === 0 ? 'fits' : `${errors.length} faults`}\n`
  );
}
process.exit(failed === 0 ? 0 : 1);

/** Collects what becomes of foreign documents, and proves that it is sound before anybody sees it. */
import { BUILT_IN_POLICIES } from '../../alerting';
import type { Diagnostic, Outcome, Place } from '../../diagnostics';
import { reference } from '../check';
import { parseDefinitions } from '../parse';
import { Diagnostics } from '../report';
import { suggest } from '../suggest';
import { nameFrom } from './names';
import { Policies } from './policies';
import { printDocuments } from './print';
import type { Document, ImportFormat, ImportOptions, Interchanged, Json, JsonObject, KpiDraft } from './types';

/** What was left out, as opposed to assumed. */
const LEFT_OUT = ['PL1510', 'PL1511', 'PL1512', 'PL1513', 'PL1514', 'PL1520', 'PL1522', 'PL1523', 'PL1530'];

export const leftOut = (all: readonly Diagnostic[]): readonly Diagnostic[] =>
  all.filter((d) => LEFT_OUT.indexOf(d.code) >= 0);

export class Output {
  readonly diagnostics = new Diagnostics();
  readonly policies = new Policies(
    this.diagnostics.report,
    new Map(BUILT_IN_POLICIES.map((policy) => [policy.name, policy] as const))
  );
  private readonly sources = new Map<
    string,
    { readonly dialect: string; readonly place: Place; readonly name: string }
  >();
  private readonly declared = new Set<string>();
  private readonly kpis = new Map<string, KpiDraft & { readonly by: readonly string[] }>();

  constructor(private readonly options: ImportOptions) {}

  /** Name of the Source document for a data source of that name; there is one where a KPI that came through asks it. */
  source(name: string, place: Place): string {
    return this.named(name, place, 'prometheus');
  }

  /** A data source with a document of its own: it is kept whoever asks it. */
  declare(name: string, place: Place, dialect: string): void {
    this.declared.add(this.named(name, place, dialect));
  }

  private named(name: string, place: Place, dialect: string): string {
    const plain = nameFrom(name, 'prometheus');
    const there = this.sources.get(plain);
    if (!there) {
      this.sources.set(plain, { dialect, place, name });
      if (plain !== name) {
        this.diagnostics.report('PL1521', { field: `source ${name}`, assumed: `the name "${plain}"` }, place);
      }
    } else if (there.name !== name) {
      // Two stores of one name would quietly be asked as one.
      const params = { what: 'The source', name: plain, first: reference(there.place, place) };
      this.diagnostics.report('PL1202', params, place);
    }
    return plain;
  }

  /** @param by segments that alert one by one */
  kpi(draft: KpiDraft, by: readonly string[] = []): void {
    const first = this.kpis.get(draft.name);
    if (first) {
      const params = { what: 'The KPI', name: draft.name, first: reference(first.place, draft.place) };
      this.diagnostics.report('PL1202', params, draft.place);
    } else {
      this.kpis.set(draft.name, { ...draft, by });
    }
  }

  finish(format: ImportFormat, files: readonly string[]): Outcome<Interchanged> {
    const { report } = this.diagnostics;
    const made: Array<{ readonly document: Document; readonly place: Place }> = [];
    const asked = new Set(this.declared);
    this.kpis.forEach(({ measure }) => sourcesOf(measure, asked));
    for (const [name, { dialect, place }] of Array.from(this.sources)) {
      if (!asked.has(name)) {
        continue;
      }
      const given = this.options.sourceUids?.[name];
      if (given === undefined) {
        const assumed = `"${name}" as the uid of its Grafana data source; give the real one with --source-uid ${name}=UID`;
        report('PL1521', { field: `source ${name}`, assumed }, place);
      }
      const spec = { dialect, grafana: { uid: given ?? name } };
      made.push({ place, document: { apiVersion: 'plumbline/v1', kind: 'Source', metadata: { name }, spec } });
    }
    this.unknownUids();
    for (const { document, draft } of this.policies.documents()) {
      made.push({ document, place: draft.place });
    }
    for (const draft of Array.from(this.kpis.values())) {
      made.push({ place: draft.place, document: kpiDocument(draft) });
    }
    if (!this.diagnostics.failed && made.length === 0) {
      report('PL1502', { format }, { file: files[0] ?? format, line: 1, column: 1 });
    }
    if (!this.diagnostics.failed) {
      this.prove(made);
    }
    const sorted = this.diagnostics.sorted(files);
    return this.diagnostics.failed
      ? { ok: false, diagnostics: sorted }
      : {
          ok: true,
          value: { documents: made.map(({ document }) => document), unmapped: leftOut(sorted) },
          diagnostics: sorted,
        };
  }

  private unknownUids(): void {
    for (const name of Object.keys(this.options.sourceUids ?? {})) {
      if (this.sources.size > 0 && !this.sources.has(name)) {
        const suggestion = suggest(name, this.sources.keys());
        const params = { field: '--source-uid', name, kind: 'source', ...(suggestion ? { suggestion } : {}) };
        this.diagnostics.report('PL1507', params, { file: 'command line', line: 1, column: 1 });
      }
    }
  }

  /** Reads the printed documents back, each as a text of its own, so that a fault is told at the document that it came from. */
  private prove(made: ReadonlyArray<{ readonly document: Document; readonly place: Place }>): void {
    const texts = made.map(({ document }, i) => ({ file: String(i), text: printDocuments([document]) }));
    for (const fault of parseDefinitions(texts).diagnostics) {
      if (fault.severity === 'error') {
        const { document, place } = made[Number(fault.place?.file ?? 0)];
        const params = { name: String(document.metadata.name), code: fault.code, reason: fault.message };
        this.diagnostics.report('PL1509', params, place);
      }
    }
  }
}

function kpiDocument(draft: KpiDraft & { readonly by: readonly string[] }): Document {
  const spec: Record<string, Json> = {};
  const put = (field: string, value: Json | undefined): void => {
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) {
      spec[field] = value;
    }
  };
  put('description', draft.description);
  put('area', draft.area);
  put('owner', { team: draft.team });
  put('runbook', draft.runbook);
  put('segments', draft.segments);
  put('unit', draft.unit);
  put('measure', draft.measure);
  put('objectives', draft.objectives);
  put('alerting', draft.by.length > 0 ? { by: draft.by } : undefined);
  const { name, displayName } = draft;
  const metadata = { name, ...(displayName === undefined || displayName === name ? {} : { displayName }) };
  return { apiVersion: 'plumbline/v1', kind: 'KPI', metadata, spec };
}

/** Every `source` of a measure, at whatever depth. */
function sourcesOf(measure: Json, into: Set<string>): void {
  if (typeof measure === 'object') {
    const one = measure as JsonObject;
    Object.keys(one).forEach((key) => (key === 'source' ? into.add(String(one[key])) : sourcesOf(one[key], into)));
  }
}

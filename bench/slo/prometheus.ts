/** Plain questions to a Prometheus, as anybody would send them, and what they cost. */

export interface Question {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0: an instant query at `endMs`. */
  readonly stepMs: number;
}

export interface Points {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: {
    readonly result: ReadonlyArray<{
      readonly values?: ReadonlyArray<[number, string]>;
      readonly value?: [number, string];
    }>;
    readonly stats?: { readonly samples: { readonly totalQueryableSamples: number } };
  };
}

async function send(url: string, { text, startMs, endMs, stepMs }: Question, more: Record<string, string> = {}) {
  const range = stepMs > 0;
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  const when: Record<string, string> = range
    ? { start: seconds(startMs), end: seconds(endMs), step: seconds(stepMs) }
    : { time: seconds(endMs) };
  const body = new URLSearchParams({ query: text, ...when, ...more });
  const response = await fetch(`${url}/api/v1/${range ? 'query_range' : 'query'}`, { method: 'POST', body });
  const bytes = await response.text();
  const answer = JSON.parse(bytes) as Answer;
  if (answer.status !== 'success') {
    throw new Error(`${text}: ${answer.error}`);
  }
  return { data: answer.data, bytes: bytes.length };
}

/** Points of a question whose answer is one series at most. */
export async function ask(url: string, question: Question): Promise<Points> {
  const { result } = (await send(url, question)).data;
  if (result.length > 1) {
    throw new Error(`${question.text}: ${result.length} series`);
  }
  const points = result.flatMap(({ values, value }) => values ?? (value ? [value] : []));
  return { times: points.map(([at]) => Math.round(at * 1000)), values: points.map(([, value]) => Number(value)) };
}

export interface Cost {
  readonly requests: number;
  /** `totalQueryableSamples` of the engine's own statistics, summed. */
  readonly samples: number;
  /** Of the answers' bodies, unpacked. */
  readonly bytes: number;
}

/** What these questions cost; asked again for it, so that timing is not disturbed. */
export async function costOf(url: string, questions: readonly Question[]): Promise<Cost> {
  let [samples, bytes] = [0, 0];
  for (const question of questions) {
    samples += (await send(url, question, { stats: 'all' })).data.stats!.samples.totalQueryableSamples;
    bytes += (await send(url, question)).bytes;
  }
  return { requests: questions.length, samples, bytes };
}

/** Grafana's backendSrv over `fetch`: cancelled on unsubscribe, or by a newer request of the same `requestId`. */
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { Observable, Subject, filter, lastValueFrom, map, takeUntil } from 'rxjs';

const newerRequest = new Subject<{ id: string; token: object }>();

function absoluteUrl(request: BackendSrvRequest): string {
  const url = new URL(request.url.startsWith('/') ? request.url : `/${request.url}`, window.location.origin);
  for (const [name, value] of Object.entries(request.params ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) {
        url.searchParams.append(name, String(one));
      }
    }
  }
  return url.toString();
}

/** The body as Grafana hands it on: JSON where it is JSON, otherwise the text itself (an HTML page stays a string). */
async function readBody(response: Response, type: BackendSrvRequest['responseType']): Promise<unknown> {
  if (type === 'arraybuffer') {
    return response.arrayBuffer();
  }
  if (type === 'blob') {
    return response.blob();
  }
  const text = await response.text();
  if (type === 'text') {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function send<T>(request: BackendSrvRequest): Observable<FetchResponse<T>> {
  return new Observable<FetchResponse<T>>((observer) => {
    const controller = new AbortController();
    request.abortSignal?.addEventListener('abort', () => controller.abort());
    const body = request.data === undefined ? undefined : JSON.stringify(request.data);
    const fail = (error: Partial<FetchError>) => {
      if (!controller.signal.aborted) {
        observer.error({ status: 0, data: {}, config: request, ...error });
      }
    };
    fetch(absoluteUrl(request), {
      method: request.method ?? 'GET',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...request.headers },
      body,
      signal: controller.signal,
      credentials: 'same-origin',
    })
      .then(async (response) => {
        const data = await readBody(response, request.responseType);
        if (!response.ok) {
          const object =
            typeof data === 'object' && data !== null ? data : { message: response.statusText, error: data };
          fail({ status: response.status, statusText: response.statusText, data: object });
          return;
        }
        const { status, statusText, ok, headers, redirected, type, url } = response;
        observer.next({ data: data as T, status, statusText, ok, headers, redirected, type, url, config: request });
        observer.complete();
      })
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        fail({ statusText: message, message, data: { message } });
      });
    return () => controller.abort();
  });
}

function fetchObservable<T>(request: BackendSrvRequest): Observable<FetchResponse<T>> {
  const id = request.requestId;
  if (!id) {
    return send<T>(request);
  }
  return new Observable<FetchResponse<T>>((observer) => {
    const token = {};
    newerRequest.next({ id, token });
    const superseded = newerRequest.pipe(filter((newer) => newer.id === id && newer.token !== token));
    return send<T>(request).pipe(takeUntil(superseded)).subscribe(observer);
  });
}

function data<T>(request: BackendSrvRequest): Promise<T> {
  return lastValueFrom(
    fetchObservable<T>(request).pipe(map((response) => response.data)),
    { defaultValue: undefined as T } // cancelled
  );
}

export const backendService: BackendSrv = {
  get: (url, params, requestId, options) => data({ ...options, url, params, requestId, method: 'GET' }),
  delete: (url, body, options) => data({ ...options, url, data: body, method: 'DELETE' }),
  post: (url, body, options) => data({ ...options, url, data: body, method: 'POST' }),
  patch: (url, body, options) => data({ ...options, url, data: body, method: 'PATCH' }),
  put: (url, body, options) => data({ ...options, url, data: body, method: 'PUT' }),
  request: (options) => data(options),
  datasourceRequest: (options) => lastValueFrom(fetchObservable(options)),
  fetch: fetchObservable,
  chunked: () => {
    throw new Error('The workbench does not stream chunks.');
  },
};

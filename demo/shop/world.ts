/** What the shop is made of. Times are UTC epoch milliseconds. */
export const REGIONS = ['eu', 'us'] as const;
export type Region = (typeof REGIONS)[number];

export const DEVICES = ['desktop', 'mobile', 'tablet'] as const;
export type Device = (typeof DEVICES)[number];

export const PROVIDERS = ['banklink', 'cardea', 'paywave'] as const;
export type Provider = (typeof PROVIDERS)[number];

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Sessions are made in chunks of their starting time; a chunk depends on nothing but the world and its own number. */
export const CHUNK = 10 * MINUTE;

/** No row of a session arrives later than this after the session's start; fraud is found by `LONGEST_FRAUD_LAG`. */
export const LATENESS = 15 * MINUTE;
export const LONGEST_FRAUD_LAG = 40 * HOUR;

/**
 * `history`: everyday life, with the incidents that the seed holds. `calm`: the same without incidents.
 * `payment-outage`: the payment gateway is down until another scene begins. The others are stories of an hour (scenes.ts).
 */
export const SCENES = [
  'history',
  'calm',
  'payment-outage',
  'payment-gateway',
  'cost-spike',
  'midnight-batch',
  'regional-cost',
  'bad-deploy',
] as const;
export type Scene = (typeof SCENES)[number];

export interface SceneChange {
  readonly scene: Scene;
  readonly fromMs: number;
}

/** Everything that decides what happens: equal worlds have equal events. */
export interface World {
  readonly seed: number;
  /** The shop's first moment; a multiple of `CHUNK`. */
  readonly openedMs: number;
  /** Ascending; what counts before the first change is `history`. */
  readonly scenes: readonly SceneChange[];
}

export function sceneAt(world: World, ms: number): Scene {
  let scene: Scene = 'history';
  for (const change of world.scenes) {
    if (change.fromMs > ms) {
      break;
    }
    scene = change.scene;
  }
  return scene;
}

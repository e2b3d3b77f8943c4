/** The scenes in words, for people who choose one. `scripts/start/options.mjs` knows their names too: it runs before anything is built. */
import { MINUTE, type Scene } from './world';

export interface SceneWords {
  readonly title: string;
  /** One sentence: what happens, and to whom. */
  readonly about: string;
}

export const SCENE_WORDS: Readonly<Record<Scene, SceneWords>> = {
  history: { title: 'Everyday life', about: 'Incidents now and then, as the seed has them.' },
  calm: { title: 'Calm', about: 'Nothing goes wrong.' },
  'payment-outage': {
    title: 'Payment outage',
    about: 'Every payment provider is down, until another scene begins.',
  },
  'payment-gateway': {
    title: 'Payment gateway fails',
    about:
      'The gateway to two of three providers times out while a promotion runs; pages go out, a flag fails over to the third, orders recover.',
  },
  'cost-spike': {
    title: 'Serverless cost spike',
    about:
      'A release of recommendations retries and starts cold: cost per order triples while conversion holds, until a flag throttles it.',
  },
  'midnight-batch': {
    title: 'Midnight batch',
    about:
      'A schema change stops the consumer of usage events in the night’s batch; it is rolled back and the events are replayed, late and some twice. Its midnight is the scene’s start.',
  },
  'regional-cost': {
    title: 'Regional cost against conversion',
    about:
      'Smaller instances in us halve compute cost there; checkout becomes slow and conversion in us falls a little, until the flag is switched back.',
  },
  'bad-deploy': {
    title: 'Bad deploy',
    about: 'A release of checkout fails three requests of ten in eu, and is rolled back half an hour later.',
  },
};

/** What can be switched on in the workbench. */
export const PLAYABLE: readonly Scene[] = (Object.keys(SCENE_WORDS) as Scene[]).filter((scene) => scene !== 'history');

/** A scene that is over by itself after an hour: the demo opens with all of it on the screen. */
export const isStory = (scene: Scene): boolean => !['history', 'calm', 'payment-outage'].includes(scene);

/** How long ago a scene began when the demo opens with it. */
export const sceneLead = (scene: Scene): number => (isStory(scene) ? 75 : 25) * MINUTE;

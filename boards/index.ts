/** The boards that are provisioned: file name -> text. */
import { debug } from './debug';
import { executive } from './executive';
import { boardText } from './frame';
import { onCall } from './on-call';

export const boardFiles = (): ReadonlyMap<string, string> =>
  new Map([
    ['executive.json', boardText(executive())],
    ['on-call.json', boardText(onCall())],
    ['debug.json', boardText(debug())],
  ]);

/**
 * Personal data out of texts, before a frame is made. `auto` recognises what is told by its form; what is told by its meaning (a name, a street) nobody can recognise:
 * such a column needs a mask of its own.
 */
import type { Mask } from '../definition/form-samples';
import { fingerprint } from '../fingerprint';

/** Longer texts are cut; a payload's end is seldom what one looks for. */
export const LONGEST_TEXT = 4000;
export const HIDDEN = '•••';

/**
 * A text as it may be shown; null stays null.
 * `auto`: recognised data replaced by a word in brackets. `none`: as it is. `hidden`: `•••`. `hash`: ten digits of a digest with `salt`, equal for equal texts (no secret: who can guess the text can
 * check the guess). `last4`: `•••1234`, nothing of texts of four characters or fewer. `domain`: `•••@example.com`, nothing where there is no `@`. All are cut after `LONGEST_TEXT` characters.
 */
export function masked(text: string | null, mask: Mask, salt: string): string | null {
  return text === null ? null : cut(shownAs(text, mask, salt));
}

function shownAs(text: string, mask: Mask, salt: string): string {
  switch (mask) {
    case 'none':
      return text;
    case 'auto':
      return withoutPersonalData(text);
    case 'hidden':
      return HIDDEN;
    case 'hash':
      return fingerprint(`${salt}\n${text}`).slice(0, 10);
    case 'last4':
      return text.length > 4 ? `${HIDDEN}${text.slice(-4)}` : HIDDEN;
    case 'domain': {
      const at = text.lastIndexOf('@');
      return at >= 0 ? `${HIDDEN}${text.slice(at)}` : HIDDEN;
    }
  }
}

const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

/** Lengths are bounded in every pattern, so that a long text of one letter takes no longer than another. */
const SECRET_KEYS =
  /("(?:[a-z0-9_-]{0,24})(?:password|passwd|secret|token|authorization|api_?key|cvv|cvc|ssn|email|e_mail|phone|first_?name|last_?name|full_?name|street|address|iban|card_?number|pan)"\s{0,4}:\s{0,4})("(?:[^"\\]|\\.){0,2000}"|-?[0-9.]{1,40}|true|false)/gi;
const TOKEN =
  /\beyJ[A-Za-z0-9_-]{6,4000}\.[A-Za-z0-9_-]{6,4000}\.[A-Za-z0-9_-]{0,1000}|\b[Bb]earer\s{1,4}[A-Za-z0-9._~+/=-]{8,2000}/g;
const MAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g;
const IBAN = /\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;
const DIGITS = /\b[0-9](?:[ -]?[0-9]){12,18}\b/g;
const IPV4 = /\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b/g;
const IPV6 = /(?:[0-9A-Fa-f]{1,4}:){4,7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,6}:(?:[0-9A-Fa-f]{1,4}:?){1,6}/g;
const PHONE = /\+[0-9](?:[ ().-]{0,2}[0-9]){7,14}\b/g;

function withoutPersonalData(text: string): string {
  return text
    .replace(SECRET_KEYS, '$1"[hidden]"')
    .replace(TOKEN, '[token]')
    .replace(MAIL, '[mail]')
    .replace(IBAN, (found) => (isIban(found) ? '[iban]' : found))
    .replace(DIGITS, (found) => (isCard(found) ? '[card]' : found))
    .replace(IPV6, '[ip]')
    .replace(IPV4, (found) => (found.split('.').every((part) => Number(part) < 256) ? '[ip]' : found))
    .replace(PHONE, '[phone]');
}

/** Luhn's check digit (ISO/IEC 7812-1). */
function isCard(text: string): boolean {
  const digits = text.replace(/[^0-9]/g, '');
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
  }
  return sum % 10 === 0;
}

/** ISO 7064 MOD 97-10, digit by digit. */
function isIban(text: string): boolean {
  const plain = text.replace(/ /g, '');
  let rest = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

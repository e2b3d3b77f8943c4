/** Colours and sheets of a report's HTML and pictures. */

export type ReportTheme = 'auto' | 'light' | 'dark';

const LIGHT =
  '--bg:#fff;--text:#24292e;--quiet:#59636e;--line:#d0d7de;--value:#1f60c4;--usual:#8a929b;--shade:rgba(224,47,68,.12);--page:#c4162a;--ticket:#b35900;--event:#7b3fb0;--code:#f3f5f7';
const DARK =
  '--bg:#181b1f;--text:#ccccdc;--quiet:#9fa7b3;--line:#3a3f47;--value:#6e9fff;--usual:#7d8590;--shade:rgba(242,73,92,.18);--page:#ff7383;--ticket:#ff9830;--event:#ca95e5;--code:#22252b';

/** Variables of the theme: both, as the reader's system is, or one. */
export function themeCss(theme: ReportTheme): string {
  return theme === 'auto'
    ? `:root{color-scheme:light dark;${LIGHT}}@media (prefers-color-scheme:dark){:root{${DARK}}}`
    : `:root{color-scheme:${theme};${theme === 'dark' ? DARK : LIGHT}}`;
}

/** Of the parts of `timelineSvg`. */
export const PICTURE_CSS = [
  'text{font:12px system-ui,sans-serif;fill:var(--text)}',
  '.pl-tick{fill:var(--quiet)}',
  '.pl-grid{stroke:var(--line);stroke-width:1}',
  '.pl-incident{fill:var(--shade)}',
  '.pl-value{fill:none;stroke:var(--value);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}',
  '.pl-usual{fill:none;stroke:var(--usual);stroke-width:1.5;stroke-dasharray:4 4;stroke-linejoin:round}',
  '.pl-page{fill:var(--page)}',
  '.pl-ticket{fill:var(--ticket)}',
  '.pl-event line{stroke:var(--event);stroke-width:1;stroke-dasharray:1 3}',
  '.pl-event path{fill:var(--event)}',
  '.pl-moment{stroke:var(--text);stroke-width:1}',
].join('');

/** A picture in a file of its own stands on whatever page there is, so it brings its ground. */
export const standaloneCss = (theme: ReportTheme): string =>
  `${themeCss(theme)}svg{background:var(--bg)}${PICTURE_CSS}`;

export const PAGE_CSS = [
  '*{box-sizing:border-box}',
  'body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,sans-serif}',
  'main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}',
  'h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}',
  'h2{font-size:1.2rem;margin:2.25rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--line)}',
  'h3{font-size:1rem;margin:1.25rem 0 .25rem}',
  'p{margin:.4rem 0}',
  '.quiet{color:var(--quiet)}',
  'a{color:var(--value)}',
  'ul{margin:.4rem 0;padding-left:1.25rem}',
  '.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem;margin:1.25rem 0;padding:0}',
  '.facts div{border:1px solid var(--line);border-radius:4px;padding:.6rem .75rem}',
  '.facts dt{color:var(--quiet);font-size:.85rem}',
  '.facts dd{margin:0;font-size:1.05rem;font-variant-numeric:tabular-nums}',
  '.facts small{display:block;color:var(--quiet);font-size:.85rem}',
  '.wide{overflow-x:auto}',
  'table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}',
  'caption{text-align:left;color:var(--quiet);padding:.25rem 0}',
  'th,td{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--line);font-weight:400}',
  'thead th{color:var(--quiet)}',
  '.n{text-align:right}',
  '.bad{color:var(--page);font-weight:600}',
  'figure{margin:.75rem 0}',
  'figcaption{color:var(--quiet);font-size:.85rem}',
  '.pl-line{display:block;width:100%;height:auto}',
  'summary{cursor:pointer;color:var(--quiet)}',
  '.prompt{border-left:3px solid var(--line);padding:.1rem 0 .1rem .75rem;min-height:4rem}',
  '@media print{details{display:none}h2{break-after:avoid}figure,table{break-inside:avoid}}',
].join('');

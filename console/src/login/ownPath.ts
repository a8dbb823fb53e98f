/** Where to go after a login: a path of the console's own, and else its first page. */
export const ownPath = (wanted: string | null): string =>
  wanted !== null && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/login') ? wanted : '/';

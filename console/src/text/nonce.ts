/** What the styles of an editor have to bear to count. */
export const nonceOfPage = (): string => document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';

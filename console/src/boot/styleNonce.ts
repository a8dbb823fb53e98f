/** Imported first. Libraries make `<style>` elements, which count only with this answer's nonce. */

// The nonce is a property; the attribute reads as ''.
export const nonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';

const create = document.createElement.bind(document);
document.createElement = ((name: string, options?: ElementCreationOptions) =>
  name === 'style'
    ? Object.assign(create(name, options), { nonce })
    : create(name, options)) as typeof document.createElement;

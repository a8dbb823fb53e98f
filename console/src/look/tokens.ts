/** Every colour there is. Components name them; nobody else writes one down. */

export type Tone =
  | 'pending'
  | 'running'
  | 'retrying'
  | 'waiting'
  | 'succeeded'
  | 'failed'
  | 'timedOut'
  | 'stopped'
  | 'caught';

export const tones: readonly Tone[] = [
  'pending',
  'running',
  'retrying',
  'waiting',
  'succeeded',
  'failed',
  'timedOut',
  'stopped',
  'caught',
];

interface Shade {
  readonly fore: string;
  readonly tint: string;
}

export interface Palette {
  readonly page: string;
  readonly raised: string;
  readonly sunken: string;
  readonly ink: string;
  readonly soft: string;
  readonly faint: string;
  readonly line: string;
  readonly edge: string;
  readonly link: string;
  readonly primary: string;
  readonly onPrimary: string;
  readonly chosen: string;
  readonly tones: Readonly<Record<Tone, Shade>>;
}

export const light: Palette = {
  page: '#f6f7f9',
  raised: '#ffffff',
  sunken: '#eef0f3',
  ink: '#1b2430',
  soft: '#5b6472',
  faint: '#6b7280',
  line: '#dde1e7',
  edge: '#8a93a1',
  link: '#0b5cad',
  primary: '#0b5cad',
  onPrimary: '#ffffff',
  chosen: '#e3eefa',
  tones: {
    pending: { fore: '#4b5563', tint: '#eef0f3' },
    running: { fore: '#1d4ed8', tint: '#e6eefe' },
    retrying: { fore: '#92500a', tint: '#fdf1d8' },
    waiting: { fore: '#6d28d9', tint: '#f0eafd' },
    succeeded: { fore: '#166534', tint: '#e4f5e9' },
    failed: { fore: '#b42318', tint: '#fdeae8' },
    timedOut: { fore: '#9a3412', tint: '#feeee2' },
    stopped: { fore: '#44546a', tint: '#e9edf2' },
    caught: { fore: '#86400b', tint: '#fbeee0' },
  },
};

export const dark: Palette = {
  page: '#12161c',
  raised: '#191e26',
  sunken: '#0e1217',
  ink: '#e4e8ee',
  soft: '#9aa4b2',
  faint: '#8b94a1',
  line: '#2d3541',
  edge: '#6b7686',
  link: '#6cb2ff',
  primary: '#6cb2ff',
  onPrimary: '#0b1416',
  chosen: '#1a2c42',
  tones: {
    pending: { fore: '#a9b1bd', tint: '#252a32' },
    running: { fore: '#7fb0ff', tint: '#17263f' },
    retrying: { fore: '#f0b549', tint: '#35290f' },
    waiting: { fore: '#c3a6ff', tint: '#2a2140' },
    succeeded: { fore: '#6ccf8e', tint: '#14301f' },
    failed: { fore: '#ff8f85', tint: '#3d1a17' },
    timedOut: { fore: '#ffa36b', tint: '#3b2114' },
    stopped: { fore: '#a7b6c9', tint: '#222a35' },
    caught: { fore: '#f0a66b', tint: '#33220f' },
  },
};

const plain = [
  'page',
  'raised',
  'sunken',
  'ink',
  'soft',
  'faint',
  'line',
  'edge',
  'link',
  'primary',
  'onPrimary',
  'chosen',
] as const;

function block(selector: string, palette: Palette): string {
  const lines = [
    ...plain.map((name) => `  --${name}: ${palette[name]};`),
    ...tones.flatMap((tone) => [
      `  --${tone}-fore: ${palette.tones[tone].fore};`,
      `  --${tone}-tint: ${palette.tones[tone].tint};`,
    ]),
  ];
  return `${selector} {\n${lines.join('\n')}\n}\n`;
}

/** What `variables.css` holds: the same colours for style sheets, there before any script has run. */
export function variables(): string {
  return `/* Made of tokens.ts: npx vitest run look -u */\n${block(':root', light)}\n${block('[data-theme="dark"]', dark)}`;
}

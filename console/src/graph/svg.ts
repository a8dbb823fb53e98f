import type { Palette } from '../look/tokens.ts';
import { toneOf } from '../status/vocabulary.ts';
import type { Picture, PlacedEdge, PlacedNode } from './layout.ts';
import type { Marks } from './marks.ts';
import type { Outline } from './outline.ts';
import { headOf, middleOf, pathOf } from './shapes.ts';
import { clip } from './text.ts';
import { labelLength } from './ways.ts';

/** What a picture says beside names, in the reader's language. */
export interface PictureWords {
  readonly kind: (state: Outline['states'][number]) => string;
  readonly status: (id: number) => string | undefined;
  readonly run: (count: number) => string;
  readonly byDefault: string;
}

const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');

/** The picture as a document of its own: no style sheet, no script, nothing from elsewhere. */
export function toSvg(picture: Picture, outline: Outline, marks: Marks, words: PictureWords, palette: Palette): string {
  const { width, height } = picture;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="system-ui, sans-serif" font-size="13">\n`,
    `<rect width="${width}" height="${height}" fill="${palette.page}"/>\n`,
    ...picture.nodes.map((node) => `${nodeOf(node, outline, marks, words, palette)}\n`),
    ...picture.edges.map((edge) => `${edgeOf(edge, marks, words, palette)}\n`),
    '</svg>\n',
  ].join('');
}

function nodeOf(node: PlacedNode, outline: Outline, marks: Marks, words: PictureWords, palette: Palette): string {
  const { x, y, width, height } = node;
  const box = (fill: string, line: string, extra = '') =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="${line}"${extra}/>`;
  if (node.kind === 'lane') {
    return box('none', palette.line, ' stroke-dasharray="4 4"');
  }
  if (node.kind === 'end') {
    return `<circle cx="${x + width / 2}" cy="${y + height / 2}" r="6" fill="${palette.edge}"/>`;
  }
  const id = node.states[0] ?? -1;
  const state = outline.states[id];
  const mark = node.kind === 'run' ? undefined : marks.states.get(id);
  const tone = mark === undefined ? undefined : palette.tones[toneOf(mark.word)];
  const name = node.kind === 'run' || state === undefined ? words.run(node.states.length) : state.name;
  const fact = node.kind === 'run' || state === undefined ? '' : (words.status(id) ?? words.kind(state));
  const line = (text: string, row: number, fill: string, weight: string) =>
    `<text x="${x + 14}" y="${y + row}" fill="${fill}" font-weight="${weight}">${escaped(clip(text, Math.floor((width - 24) / 7)))}</text>`;
  return [
    box(tone === undefined || node.kind === 'container' ? palette.raised : tone.tint, tone?.fore ?? palette.edge),
    `<rect x="${x}" y="${y}" width="4" height="${height}" rx="2" fill="${tone?.fore ?? palette.edge}"/>`,
    line(node.kind === 'container' ? `${name} · ${fact}` : name, 21, palette.ink, '600'),
    node.kind === 'container' ? '' : line(fact, 40, tone?.fore ?? palette.soft, '400'),
  ].join('');
}

function edgeOf(edge: PlacedEdge, marks: Marks, words: PictureWords, palette: Palette): string {
  const isTaken = edge.keys.some((key) => (marks.ways.get(key) ?? 0) > 0);
  const colour = edge.kind === 'Catch' ? palette.tones.caught.fore : isTaken ? palette.ink : palette.edge;
  const dashes = edge.kind === 'Catch' ? ' stroke-dasharray="5 4"' : '';
  const text = edge.kind === 'Default' ? words.byDefault : edge.label;
  const middle = middleOf(edge.points);
  return [
    `<path d="${pathOf(edge.points)}" fill="none" stroke="${colour}" stroke-width="${isTaken ? 2.25 : 1.25}"${dashes}/>`,
    `<polygon points="${headOf(edge.points)}" fill="${colour}"/>`,
    text === undefined || text === ''
      ? ''
      : `<text x="${Math.round(middle.x)}" y="${Math.round(middle.y) + 4}" text-anchor="middle" font-size="11" fill="${isTaken || edge.kind === 'Catch' ? colour : palette.soft}" ` +
        `stroke="${palette.page}" stroke-width="4" paint-order="stroke">${escaped(clip(text, labelLength))}</text>`,
  ].join('');
}

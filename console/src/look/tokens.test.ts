import { expect, test } from 'vitest';
import { dark, light, type Palette, tones, variables } from './tokens.ts';

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const pairs = (palette: Palette): [string, string, string][] => [
  ...tones.flatMap((tone): [string, string, string][] => [
    [`${tone} on its tint`, palette.tones[tone].fore, palette.tones[tone].tint],
    [`${tone} on the page`, palette.tones[tone].fore, palette.page],
    [`${tone} on panels`, palette.tones[tone].fore, palette.raised],
  ]),
  ...(['ink', 'soft', 'faint', 'link'] as const).flatMap((name): [string, string, string][] => [
    [`${name} on the page`, palette[name], palette.page],
    [`${name} on panels`, palette[name], palette.raised],
  ]),
  ['a button', palette.onPrimary, palette.primary],
  ['soft text on what is chosen', palette.soft, palette.chosen],
];

test.each([
  ['light', light],
  ['dark', dark],
] as const)('in the %s all text can be read', (_, palette) => {
  const poor = pairs(palette)
    .map(([what, fore, back]) => [what, contrast(fore, back)] as const)
    .filter(([, value]) => value < 4.5);

  expect(poor).toEqual([]);
});

test('style sheets have the same colours', async () => {
  await expect(variables()).toMatchFileSnapshot('variables.css');
});

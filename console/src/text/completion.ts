import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { type Offer, offersAt, type Vocabulary } from './offers.ts';
import { placeAt } from './place.ts';

const kinds: Readonly<Record<Offer['kind'], string>> = {
  field: 'property',
  value: 'constant',
  state: 'class',
  action: 'type',
  variable: 'variable',
  function: 'function',
};

/** Offers what fits where somebody writes; nothing until the server has said which words there are. */
export const completion = (vocabulary: () => Vocabulary | undefined, isChinese: () => boolean) =>
  autocompletion({
    icons: false,
    override: [
      (context) => {
        const known = vocabulary();
        return known === undefined ? null : offered(context, known, isChinese());
      },
    ],
  });

function offered(context: CompletionContext, vocabulary: Vocabulary, isChinese: boolean): CompletionResult | null {
  const { state, pos, explicit } = context;
  const line = state.doc.lineAt(pos);
  const lines = state.doc.toString().split('\n');
  const place = placeAt(lines, { line: line.number - 1, column: pos - line.from });
  const typed = /[\w.$:-]*$/.exec(place.typed)?.[0] ?? '';
  if (typed === '' && !explicit) {
    return null;
  }
  const offers = offersAt(place, lines, vocabulary);
  return offers.length === 0
    ? null
    : {
        from: pos - typed.length,
        options: offers.map((offer, index) => optionOf(offer, index, place.key === undefined, isChinese)),
        validFor: /^[\w.$:-]*$/,
      };
}

/** In the order in which the server has them, which is the one in which they are written. */
function optionOf(offer: Offer, index: number, isKey: boolean, isChinese: boolean): Completion {
  const { word, kind, detail, about } = offer;
  return {
    label: word,
    type: kinds[kind],
    boost: -index / 100,
    ...(detail === undefined ? {} : { detail }),
    ...(isKey ? { apply: `${word}: ` } : kind === 'function' ? { apply: `${word}(` } : {}),
    ...(about === undefined ? {} : { info: isChinese ? about.chinese : about.english }),
  };
}

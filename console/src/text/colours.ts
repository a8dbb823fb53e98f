import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** The words of a definition in the console's own colours, which can be read in the light and in the dark. */
export const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--link)' },
    { tag: [tags.string, tags.special(tags.string), tags.content], color: 'var(--ink)' },
    { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--waiting-fore)' },
    { tag: [tags.comment, tags.meta, tags.separator, tags.punctuation], color: 'var(--soft)' },
  ]),
);

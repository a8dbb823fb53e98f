import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap } from '@codemirror/language';
import { lintGutter, lintKeymap, type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Diagnostic } from '../api/problem.ts';
import { colours } from './colours.ts';
import { completion } from './completion.ts';
import { indent } from './indent.ts';
import { nonceOfPage } from './nonce.ts';
import type { Vocabulary } from './offers.ts';
import { typing } from './typing.ts';

interface Shown {
  readonly value: string;
  readonly label: string;
  readonly diagnostics?: readonly Diagnostic[];
  /** What is offered to whoever writes; nothing until it is known. */
  readonly vocabulary?: Vocabulary | undefined;
  /** Left out for text that cannot be changed. */
  readonly onChange?: (value: string) => void;
  readonly onSave?: () => void;
  readonly onTry?: () => void;
  /** The line that the cursor has come to, from 1. */
  readonly onLine?: (line: number) => void;
  /** A line to go to, from 1. */
  readonly line?: number | undefined;
}

/** The text of a definition, to be read or to be written. */
export default function FlowText({
  value,
  label,
  diagnostics,
  vocabulary,
  onChange,
  onSave,
  onTry,
  onLine,
  line,
}: Shown) {
  const { t, i18n } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const changed = useEffectEvent((text: string) => onChange?.(text));
  const saved = useEffectEvent(() => onSave?.());
  const tried = useEffectEvent(() => onTry?.());
  const moved = useEffectEvent((at: number) => onLine?.(at));
  const first = useEffectEvent(() => value);
  const words = useEffectEvent(() => vocabulary);
  const isChinese = useEffectEvent(() => i18n.language === 'zh-CN');
  const isFixed = onChange === undefined;

  useEffect(() => {
    const editor = new EditorView({
      parent: place.current as HTMLDivElement,
      state: EditorState.create({
        doc: first(),
        extensions: [
          EditorView.cspNonce.of(nonceOfPage()),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorState.phrases.of({
            'go to line': t('editor.line'),
            Find: t('editor.find'),
            next: t('editor.next'),
            previous: t('editor.previous'),
            close: t('editor.close'),
            Completions: t('editor.completions'),
          }),
          new Compartment().of([EditorState.readOnly.of(isFixed)]),
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          history(),
          bracketMatching(),
          typing,
          indent,
          ...(isFixed ? [] : [completion(words, isChinese)]),
          highlightActiveLine(),
          highlightSelectionMatches(),
          yaml(),
          colours,
          keymap.of([
            {
              key: 'Mod-s',
              preventDefault: true,
              run: () => {
                saved();
                return true;
              },
            },
            {
              key: 'Mod-Enter',
              run: () => {
                tried();
                return true;
              },
            },
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...foldKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              changed(update.state.doc.toString());
            }
            if (update.selectionSet && update.view.hasFocus) {
              moved(update.state.doc.lineAt(update.state.selection.main.head).number);
            }
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label, isFixed, t]);

  useEffect(() => {
    const editor = view.current;
    if (editor !== null && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (editor !== null) {
      editor.dispatch(
        setDiagnostics(
          editor.state,
          (diagnostics ?? []).map((found) => markOf(editor.state, found)),
        ),
      );
    }
  }, [diagnostics]);

  useEffect(() => {
    const editor = view.current;
    if (editor !== null && line !== undefined && !editor.hasFocus && line <= editor.state.doc.lines) {
      const at = editor.state.doc.line(line).from;
      editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    }
  }, [line]);

  return <div ref={place} className="flow-text" data-raw />;
}

/** To the end of the word, or at least one character: a place alone could not be seen. */
function markOf(state: EditorState, found: Diagnostic): Mark {
  const row = state.doc.line(Math.min(Math.max(found.line, 1), state.doc.lines));
  const from = Math.min(row.from + Math.max(found.column - 1, 0), row.to);
  const word = /^[^\s,:{}[\]]*/.exec(state.doc.sliceString(from, row.to))?.[0].length ?? 0;
  const message = [found.message, found.hint].filter((part) => part !== null && part !== undefined).join(' ');
  return {
    from,
    to: Math.min(from + Math.max(word, 1), row.to),
    severity: found.severity,
    message: `${found.code} ${message}`,
  };
}

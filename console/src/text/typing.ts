import { EditorView } from '@codemirror/view';

/**
 * Typing over several lines. Left to the browser it joins what stays of them, and writes styles into it that the policy for
 * content refuses, and says so.
 */
export const typing = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { state } = view;
    const { from, to } = state.selection.main;
    const isOverLines = state.doc.lineAt(from).number !== state.doc.lineAt(to).number;
    const isPlain = event.inputType === 'insertText' && !event.isComposing && !state.readOnly;
    if (!isOverLines || !isPlain || event.data === null) {
      return false;
    }
    event.preventDefault();
    view.dispatch(state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});

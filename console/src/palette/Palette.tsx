import { Input, Modal } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Candidate, useCandidates } from './useCandidates.ts';

/** One box to go anywhere and to do what needs no page: typed, chosen with the arrows, done with Enter. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const candidates = useCandidates(search);
  const chosen = Math.min(at, candidates.length - 1);
  const run = (candidate: Candidate) => {
    onClose();
    candidate.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const candidate = candidates[chosen];
    if (step !== 0 && candidates.length > 0) {
      event.preventDefault();
      setAt((chosen + step + candidates.length) % candidates.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && candidate !== undefined) {
      event.preventDefault();
      run(candidate);
    }
  };
  return (
    <Modal open title={t('palette.title')} footer={null} onCancel={onClose} width={620} style={{ top: 80 }}>
      <Input
        autoFocus
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        placeholder={t('palette.search')}
        role="combobox"
        aria-label={t('palette.search')}
        aria-expanded
        aria-controls="palette"
        aria-activedescendant={candidates[chosen] === undefined ? undefined : `palette-${chosen}`}
        autoComplete="off"
      />
      <div id="palette" role="listbox" aria-label={t('palette.title')} className="palette">
        {candidates.map((candidate, index) => (
          <Choice
            key={candidate.id}
            candidate={candidate}
            id={`palette-${index}`}
            isChosen={index === chosen}
            onRun={() => run(candidate)}
          />
        ))}
      </div>
      {candidates.length === 0 ? <p className="soft">{t('list.nothingMatches')}</p> : null}
    </Modal>
  );
}

function Choice({
  candidate: { kind, name, keys },
  id,
  isChosen,
  onRun,
}: {
  candidate: Candidate;
  id: string;
  isChosen: boolean;
  onRun: () => void;
}) {
  const { t } = useTranslation();
  const isRaw = kind === 'flow' || kind === 'execution';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of a list box are the box's
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className="choice"
      ref={(element) => (isChosen ? element?.scrollIntoView({ block: 'nearest' }) : undefined)}
      onClick={onRun}
    >
      <span className="soft choice-kind">{t(`palette.kind.${kind}`)}</span>
      <span {...(isRaw ? { 'data-raw': true } : {})}>{name}</span>
      {keys === undefined ? null : (
        <span className="end" data-raw>
          {keys.split(' ').map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </div>
  );
}

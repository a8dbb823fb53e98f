import { Button, type ButtonProps, Tooltip } from 'antd';
import { useId } from 'react';

interface Action extends Pick<ButtonProps, 'type' | 'danger' | 'loading' | 'size'> {
  readonly word: string;
  /** Why it cannot be done; it then keeps its place and its focus, and says so. */
  readonly disabledBecause?: string | undefined;
  readonly onRun: () => void;
}

export function ActionButton({ word, disabledBecause, onRun, ...look }: Action) {
  const id = useId();
  const isOff = disabledBecause !== undefined;
  return (
    <Tooltip title={disabledBecause}>
      <Button
        {...look}
        aria-disabled={isOff}
        aria-describedby={isOff ? id : undefined}
        className={isOff ? 'is-off' : undefined}
        onClick={isOff ? undefined : onRun}
      >
        {word}
        {isOff ? (
          <span id={id} className="unseen">
            {disabledBecause}
          </span>
        ) : null}
      </Button>
    </Tooltip>
  );
}

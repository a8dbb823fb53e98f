import { Button, type ButtonProps } from 'antd';

interface Shown extends Pick<ButtonProps, 'size'> {
  readonly word: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** What failed and nothing else: by a click, or by `f`. */
export function FailedOnly({ word, isOn, onChange, size }: Shown) {
  return (
    <Button
      {...(size === undefined ? {} : { size })}
      data-key="f"
      aria-keyshortcuts="f"
      aria-pressed={isOn}
      type={isOn ? 'primary' : 'default'}
      ghost={isOn}
      onClick={() => onChange(!isOn)}
    >
      {word}
    </Button>
  );
}

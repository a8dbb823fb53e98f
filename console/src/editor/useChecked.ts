import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { checkedQuery, draftedQuery, type Mode } from '../api/queries.ts';

const pauseMs = 300;

/** What the server says of a text while it is typed, and the shape of the last one that was valid. */
export function useChecked(text: string, mode: Mode) {
  const settled = useSettled(text);
  // Of nothing there is nothing to say.
  const isBlank = text.trim() === '';
  const isAsked = settled.trim() !== '';
  const checked = useQuery({
    ...checkedQuery(settled, mode),
    enabled: isAsked,
    placeholderData: isAsked ? keepPreviousData : undefined,
  });
  const isCurrent = settled === text && !checked.isPlaceholderData && checked.data !== undefined;
  const isValid = isCurrent && checked.data?.isValid === true;
  const outline = useQuery({
    ...draftedQuery(settled, mode),
    enabled: isValid,
    placeholderData: isBlank ? undefined : keepPreviousData,
  });
  return { checked, outline: outline.data, isBlank, isCurrent, isValid };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
